/** The list of conversations and who one is. */

import { h, icon, reconcile, slot } from "./dom.js";
import { avatar } from "./avatar.js";

/** Shows the conversations; `open(id)` is called for the one chosen. */
export function showConversations(conversations, current, unread, open) {
  const groups = [
    { key: "channels", title: "Channels", items: conversations.filter((c) => c.kind === "public" || c.kind === "private") },
    { key: "direct", title: "Direct messages", items: conversations.filter((c) => c.kind === "im" && !c.app) },
    { key: "groups", title: "Group messages", items: conversations.filter((c) => c.kind === "mpim") },
    { key: "apps", title: "Apps", items: conversations.filter((c) => c.app) },
  ].filter((group) => group.items.length);
  const marked = groups.map((group) => ({
    ...group,
    items: group.items.map((c) => ({ ...c, current: c.id === current, unread: unread.has(c.id) })),
  }));
  reconcile(slot("conversations"), marked, {
    key: (group) => group.key,
    signature: (group) => JSON.stringify(group),
    render: (group) =>
      h(
        "section",
        {},
        h("h2", {}, group.title),
        h("ul", {}, group.items.map((item) => h("li", {}, row(item, open)))),
      ),
  });
}

function row(conversation, open) {
  return h(
    "button",
    {
      type: "button",
      class: `conversation ${conversation.unread ? "unread" : ""}`,
      testid: `channel-${conversation.handle}`,
      "aria-current": conversation.current ? "page" : undefined,
      onclick: () => open(conversation.id),
    },
    sign(conversation),
    h("span", { class: "name" }, conversation.title),
    conversation.is_ext_shared && mark("shared", "Shared with another company"),
    conversation.unread && dot(),
  );
}

/** Says that something new has come. */
export function dot() {
  return h("span", { class: "dot", role: "img", "aria-label": "New messages" });
}

/** What stands before a conversation's name. */
export function sign(conversation) {
  if (conversation.app) return avatar(conversation.title, { app: true });
  if (conversation.kind === "im") return avatar(conversation.title);
  if (conversation.kind === "mpim") return icon("person");
  return conversation.kind === "private" ? mark("lock", "Private") : mark("hash", "Public");
}

/** An icon that says something. */
export function mark(name, label) {
  return h("span", { class: "mark", role: "img", "aria-label": label, title: label }, icon(name));
}

/** Fills the person switcher; `choose(id)` is called for another one. */
export function showPeople(select, people, me, choose) {
  const known = [...select.options].map((option) => option.value + option.text).join();
  const wanted = people.map((person) => person.id + person.label).join();
  if (known !== wanted) select.replaceChildren(...people.map((person) => h("option", { value: person.id }, person.label)));
  select.value = me;
  select.onchange = () => choose(select.value);
}
