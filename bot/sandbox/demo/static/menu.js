/** A menu that opens at a button: arrow keys move, Escape closes, and the focus goes back to the button. */

import { h } from "./dom.js";

let closeOpen = () => {};

/** Opens a menu of {label, detail?, testid, action} at `button`. */
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
  const entries = items.map((item) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        testid: item.testid,
        onclick() {
          close();
          item.action();
        },
      },
      h("span", {}, item.label),
      item.detail && h("small", {}, item.detail),
    ),
  );
  if (!entries.length) menu.append(h("p", { class: "note" }, "The app offers nothing here."));
  menu.append(...entries);
  menu.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) entries.at(to % entries.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
  });
  document.body.append(menu);
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  entries[0]?.focus();
}

function place(menu, button) {
  const at = button.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const below = at.bottom + box.height + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - box.height - 4)}px`;
  menu.style.left = `${Math.min(Math.max(8, at.right - box.width), innerWidth - box.width - 8)}px`;
}

/** Asks before a button with `confirm` is pressed; resolves to whether to go on. */
export function confirmed(object, nodes) {
  const answer = Promise.withResolvers?.() ?? withResolvers();
  const done = (value) => {
    dialog.close();
    dialog.remove();
    answer.resolve(value);
  };
  const dialog = h(
    "dialog",
    {
      class: "modal confirm",
      testid: "confirm",
      "aria-label": object.title.text,
      oncancel: (event) => {
        event.preventDefault();
        done(false);
      },
    },
    h("header", {}, h("h2", {}, nodes(object.title))),
    h("div", { class: "modal-body" }, nodes(object.text)),
    h(
      "footer",
      {},
      h("button", { type: "button", class: "button", testid: "confirm-deny", onclick: () => done(false) }, nodes(object.deny)),
      h(
        "button",
        {
          type: "button",
          class: `button ${object.style ?? "primary"}`,
          testid: "confirm-ok",
          onclick: () => done(true),
        },
        nodes(object.confirm),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return answer.promise;
}

function withResolvers() {
  const answer = {};
  answer.promise = new Promise((resolve) => {
    answer.resolve = resolve;
  });
  return answer;
}
