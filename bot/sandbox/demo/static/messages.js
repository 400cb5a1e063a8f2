/** Messages as Slack lists them: by day, with the author once for a row of messages. */

import { h, icon, iconButton, reconcile } from "./dom.js";
import { avatar } from "./avatar.js";
import { mrkdwn } from "./mrkdwn.js";
import { renderBlock } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { openMenu } from "./menu.js";

const SAME_AUTHOR_SECONDS = 300;
const NEAR_END = 80;

const DELETE = {
  title: { text: "Delete this message?" },
  text: { text: "It is taken away for everybody. The app is not told." },
  confirm: { text: "Delete" },
  deny: { text: "Cancel" },
  style: "danger",
};

/**
 * A list of messages in `host`. `clientAt(place)` has shortcut(callback_id, ts), click(ts, block, element, value),
 * remove(ts) and openThread(ts) for what is shown of that place, which may no longer be the open one; `data` and
 * `names` as for blocks; `shortcuts()` are the app's entries of the message menu.
 */
export class MessageList {
  constructor({ host, clientAt, names, data, shortcuts, person, mayDelete, threads = true }) {
    Object.assign(this, { host, clientAt, names, data, shortcuts, person, mayDelete, threads });
  }

  /**
   * Shows these messages, and stays at the end when it was there or when `place` is another one than before: who looks
   * (`me`), and at which `channel` and `thread`.
   */
  show(messages, place, { empty = "" } = {}) {
    const another = JSON.stringify(place) !== JSON.stringify(this.place);
    const atEnd = this.host.scrollHeight - this.host.scrollTop - this.host.clientHeight < NEAR_END;
    const height = this.host.scrollHeight;
    if (another) {
      this.host.replaceChildren();
      this.client = this.clientAt(place);
    }
    this.place = place;
    const items = rows(messages, this.names.zone());
    reconcile(this.host, items.length || !empty ? items : [{ key: "empty", empty }], {
      key: (item) => item.key,
      signature: (item) => JSON.stringify([item, this.author(item.message ?? {})]),
      render: (item) => this.#row(item),
    });
    // A message that is edited may grow, too.
    if (another || (atEnd && this.host.scrollHeight !== height)) this.host.scrollTop = this.host.scrollHeight;
  }

  #row(item) {
    if (item.empty) return h("p", { class: "empty" }, item.empty);
    if (item.day) return h("div", { class: "day", role: "separator" }, h("span", {}, item.day));
    return this.#message(item.message, item.compact || item.message.is_tombstone);
  }

  /** Who wrote it, as shown. */
  author(message) {
    const name = message.username || this.person(message.user)?.name || "Somebody";
    return { name, app: Boolean(message.is_app), bot: Boolean(message.bot) };
  }

  #message(message, compact) {
    const author = this.author(message);
    const ephemeral = Boolean(message.ephemeral);
    const at = clock(message.ts, this.names.zone());
    return h(
      "article",
      {
        class: `message ${compact ? "compact" : ""} ${ephemeral ? "ephemeral" : ""}`,
        testid: `message-${message.ts}`,
        "aria-label": `${author.name}, ${at}`,
      },
      ephemeral && this.#onlyYou(message),
      h("div", { class: "gutter" }, compact ? h("time", {}, at) : avatar(author.name, author)),
      h(
        "div",
        { class: "content" },
        !compact &&
          h(
            "div",
            { class: "byline" },
            h("b", {}, author.name),
            author.bot && author.name !== "App" && h("span", { class: "badge" }, "App"),
            h("time", { datetime: moment(message.ts).toISOString() }, at),
          ),
        this.#body(message),
        this.threads && message.reply_count > 0 && this.#replies(message),
      ),
      !ephemeral && !message.is_tombstone && this.#tools(message),
    );
  }

  #body(message) {
    const blocks = message.blocks ?? [];
    if (message.is_tombstone) return h("div", { class: "text tombstone" }, icon("bin"), message.text);
    const edited = message.edited && h("span", { class: "edited" }, " (edited)");
    if (!blocks.length) return h("div", { class: "text" }, mrkdwn(message.text, this.names), edited);
    const { client, names, data } = this;
    const context = {
      names,
      data,
      act: (block, element, value) => client.click(message.ts, block, element, value),
    };
    return h("div", { class: "blocks" }, blocks.map((block) => renderBlock(block, context)), edited);
  }

  #onlyYou(message) {
    const { client } = this;
    const dismiss = { type: "button", class: "dismiss", testid: "dismiss", onclick: () => client.remove(message.ts) };
    return h(
      "div",
      { class: "only-you" },
      h("span", { testid: "only-visible-to-you" }, icon("eye"), "Only visible to you"),
      h("button", dismiss, "Dismiss"),
    );
  }

  #replies(message) {
    const { client } = this;
    const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
    return h(
      "button",
      {
        type: "button",
        class: "replies",
        testid: `replies-${message.ts}`,
        onclick: () => client.openThread(message.ts),
      },
      words,
      h("span", {}, "View thread"),
    );
  }

  #tools(message) {
    const { client } = this;
    const remove = async () => (await confirmed(DELETE, ({ text }) => text)) && client.remove(message.ts);
    const more = iconButton("more", "More actions", {
      testid: "more-actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: (event) => {
        const items = this.shortcuts().map((shortcut) => ({
          label: shortcut.name,
          detail: shortcut.app,
          testid: `shortcut-${shortcut.callback_id}`,
          action: () => client.shortcut(shortcut.callback_id, message.ts),
        }));
        const deleting = { label: "Delete message…", testid: "delete-message", action: remove };
        openMenu(event.currentTarget, this.mayDelete(message) ? [...items, deleting] : items, { label: "More actions" });
      },
    });
    const reply = iconButton("reply", "Reply in thread", {
      testid: "reply-in-thread",
      onclick: () => client.openThread(message.thread_ts ?? message.ts),
    });
    return h("div", { class: "tools" }, this.threads && reply, more);
  }
}

function rows(messages, zone) {
  const items = [];
  let before = null;
  for (const message of messages) {
    const day = dayOf(message.ts, zone);
    const sameDay = before && dayOf(before.ts, zone) === day;
    if (!sameDay) items.push({ key: `day-${day}`, day });
    items.push({ key: `message-${message.ts}`, message, compact: sameDay && continues(before, message) });
    before = message;
  }
  return items;
}

function continues(before, message) {
  return (
    before.user === message.user &&
    before.username === message.username &&
    !before.ephemeral &&
    !message.ephemeral &&
    !message.bot &&
    !before.reply_count &&
    Number(message.ts) - Number(before.ts) < SAME_AUTHOR_SECONDS
  );
}

function moment(ts) {
  return new Date(Number(ts) * 1000);
}

function clock(ts, timeZone) {
  return moment(ts).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
}

function dayOf(ts, timeZone) {
  const named = (date) => date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone });
  const day = named(moment(ts));
  return day === named(new Date()) ? "Today" : day;
}
