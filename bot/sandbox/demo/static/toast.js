/** Short notes in the corner: what Slack would show, or what the page itself has to say. */

import { h, icon } from "./dom.js";

const SECONDS = 8;

/** Shows `text` for a while; `kind` is "error" or "note". */
export function toast(text, kind = "error") {
  const close = () => element.remove();
  const element = h(
    "div",
    { class: `toast ${kind}`, testid: "toast" },
    icon(kind === "error" ? "alert" : "link"),
    h("span", {}, text),
    h("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: close }, icon("close")),
  );
  host().append(element);
  setTimeout(close, SECONDS * 1000);
}

/** A modal covers the rest of the page, so the toasts move into it while it is open. */
function host() {
  const toasts = document.querySelector(".toasts");
  const parent = document.querySelector("dialog[open]:last-of-type") ?? document.body;
  if (toasts.parentElement !== parent) parent.append(toasts);
  return toasts;
}
