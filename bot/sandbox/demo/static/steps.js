/** Three steps for who sees the demo for the first time, until they are put away. */

import { h, iconButton, slot } from "./dom.js";

const PUT_AWAY = "cm-task-demo-steps-put-away";

/** Shows the steps unless they were put away in this browser; `begin(text)` puts a command into the message box. */
export function showSteps(begin) {
  const host = slot("steps");
  if (localStorage.getItem(PUT_AWAY)) return;
  const command = h(
    "button",
    { type: "button", class: "try", testid: "try-command", onclick: () => begin("/cm-task ") },
    "/cm-task",
  );
  const close = iconButton("close", "Put the steps away", {
    testid: "steps-close",
    onclick() {
      localStorage.setItem(PUT_AWAY, "yes");
      host.hidden = true;
      begin("");
    },
  });
  host.replaceChildren(
    h(
      "ol",
      {},
      h("li", {}, "Type ", command, " here and create a task."),
      h("li", {}, "Edit it in ChartMogul and watch its card follow."),
      h("li", {}, "Press ", h("b", {}, "Complete"), " on the card and see it in ChartMogul."),
    ),
    close,
  );
  host.hidden = false;
}
