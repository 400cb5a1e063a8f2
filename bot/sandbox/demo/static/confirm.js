/** The dialogue that asks before something is done. */

import { h, uniqueId } from "./dom.js";

const YES = "yes";

/**
 * Asks as a confirmation object of Block Kit says, whose texts `nodes` draws; resolves to whether to go on.
 * Escape is no. https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */
export function confirmed(object, nodes) {
  const title = uniqueId("confirm-title");
  const text = uniqueId("confirm-text");
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      {
        class: "modal confirm",
        role: "alertdialog",
        testid: "confirm",
        "aria-labelledby": title,
        "aria-describedby": text,
        onclose() {
          dialog.remove();
          resolve(dialog.returnValue === YES);
        },
      },
      h("header", {}, h("h2", { id: title }, nodes(object.title))),
      h("div", { class: "modal-body" }, h("div", { class: "text", id: text }, nodes(object.text))),
      h(
        "footer",
        {},
        answer("confirm-deny", "button", nodes(object.deny ?? { text: "No" }), () => dialog.close()),
        answer("confirm-ok", `button ${object.style ?? "primary"}`, nodes(object.confirm ?? { text: "Yes" }), () =>
          dialog.close(YES),
        ),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

function answer(testid, kind, label, onclick) {
  return h("button", { type: "button", class: kind, testid, onclick }, label);
}
