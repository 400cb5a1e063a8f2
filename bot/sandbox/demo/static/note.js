/** One note in ChartMogul's column, as people read it there. */

import { h } from "./dom.js";

/** The note as an element. */
export function noteCard(note) {
  return h(
    "article",
    { class: "customer-note", testid: `note-${note.uuid}` },
    h("header", {}, h("h3", {}, note.customer_name ?? note.customer_uuid), h("span", { class: "pill" }, "Note")),
    h("p", { class: "note-text", tabindex: "0", role: "group", "aria-label": "What the note says" }, note.read_as),
    h("p", { class: "note-author" }, `${note.author}, ${time(note.created_at)}`),
  );
}

function time(iso) {
  return new Date(iso).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
