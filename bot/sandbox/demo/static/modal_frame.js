/** What stands around the fields of a modal: its title, a place for what went wrong, and its buttons. */

import { h, iconButton, uniqueId } from "./dom.js";

/** The elements {dialog, title, banner, body, cancel, submit}, on the page; `close(everything)` hears of the X too. */
export function modalFrame({ submit, close }) {
  const id = uniqueId("modal-title");
  const frame = {
    title: h("h2", { id, testid: "modal-title" }),
    banner: h("p", { class: "modal-error", role: "alert", testid: "modal-error", hidden: true }),
    body: h("div", { class: "modal-body" }),
    cancel: h("button", { type: "button", class: "button", testid: "cancel", onclick: () => close() }),
    submit: h("button", { type: "button", class: "button primary", testid: "submit", onclick: () => submit() }),
  };
  frame.dialog = h(
    "dialog",
    {
      class: "modal",
      testid: "modal",
      "aria-labelledby": id,
      oncancel: (event) => {
        event.preventDefault();
        close();
      },
      onkeydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !frame.submit.hidden) submit();
      },
    },
    h(
      "header",
      {},
      h("span", { class: "avatar app-avatar", "aria-hidden": "true" }),
      frame.title,
      iconButton("close", "Close", { testid: "modal-close", onclick: () => close(true) }),
    ),
    frame.banner,
    frame.body,
    h("footer", {}, frame.cancel, frame.submit),
  );
  document.body.append(frame.dialog);
  return frame;
}
