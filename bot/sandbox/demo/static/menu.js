/** A menu that opens at a button: arrow keys move, Escape closes, and the focus goes back to the button. */

import { h } from "./dom.js";

let closeOpen = () => {};

/** Opens a menu of {label, detail?, testid, action(event), url?} at `button`; an entry with `url` is a link. */
export function openMenu(button, items, { label }) {
  closeOpen();
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, testid: "menu" });
  const close = (refocus = true) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", outside, true);
    closeOpen = () => {};
    if (refocus) button.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) close(false);
  };
  closeOpen = () => close(false);
  const entries = items.map((item) => entry(item, close));
  if (!entries.length) menu.append(h("p", { class: "note" }, "The app offers nothing here."));
  menu.append(...entries);
  menu.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) entries.at(to % entries.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // An open modal covers everything that is not in it.
  (button.closest("dialog") ?? document.body).append(menu);
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  entries[0]?.focus();
}

function entry(item, close) {
  const attributes = {
    role: "menuitem",
    tabindex: "-1",
    testid: item.testid,
    onclick(event) {
      close();
      item.action(event);
    },
  };
  const content = [h("span", {}, item.label), item.detail && h("small", {}, item.detail)];
  if (!item.url) return h("button", { type: "button", ...attributes }, content);
  return h("a", { ...attributes, href: item.url, target: "_blank", rel: "noopener noreferrer" }, content);
}

function place(menu, button) {
  const at = button.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const below = at.bottom + box.height + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - box.height - 4)}px`;
  menu.style.left = `${Math.min(Math.max(8, at.right - box.width), innerWidth - box.width - 8)}px`;
}
