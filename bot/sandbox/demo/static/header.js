/** The bar above a conversation: its name, who can read along, and the app's tabs. */

import { h, icon, slot } from "./dom.js";
import { dot, mark, sign } from "./sidebar.js";

/**
 * Shows the bar; `tab` is the one chosen where the app `hasHome`, `openTab(name)` is called for another, and `news`
 * says that there are unread messages.
 */
export function showHeader(channel, { tab, hasHome, members, news, openTab }) {
  const content = [channel, tab, hasHome, members, news];
  if (slot("header").signature === JSON.stringify(content)) return;
  slot("header").signature = JSON.stringify(content);
  const choice = (name, label, more) =>
    tabButton(name, [label, more], { current: tab === name, open: () => openTab(name) });
  slot("header").replaceChildren(
    h("h1", { testid: "channel-title" }, sign(channel), h("span", {}, channel.title)),
    channel.is_ext_shared ? h("span", { class: "tag" }, mark("shared", ""), "Shared with another company") : "",
    channel.kind === "private" && !channel.bot_is_member ? h("span", { class: "tag" }, "The app is not a member") : "",
    hasHome ? h("div", { class: "tab-list" }, choice("home", "Home"), choice("messages", "Messages", news && dot())) : "",
    channel.kind === "im" ? "" : h("span", { class: "members", title: "Members" }, icon("person"), String(members)),
  );
}

function tabButton(name, label, { current, open }) {
  return h(
    "button",
    {
      type: "button",
      class: "tab",
      testid: `tab-${name}`,
      "aria-current": current ? "page" : undefined,
      onclick: open,
    },
    label,
  );
}
