/** The message box: plain messages, slash commands with hints, and the global shortcuts behind the bolt. */

import { h, icon, iconButton, uniqueId } from "./dom.js";
import { openMenu } from "./menu.js";

const HEIGHT_MAX = 160;

/**
 * A message box. `send(text)` says or commands, and answers whether it went; `commands()` and `shortcuts()` are what
 * the app declares; `start(callback_id)` runs a global shortcut.
 */
export class Composer {
  constructor({ id, testid, send, start, commands = () => [], shortcuts = () => [] }) {
    Object.assign(this, { send, commands, hinted: [], active: 0 });
    const hintsId = uniqueId("hints");
    this.hints = h("div", { class: "hints", role: "listbox", id: hintsId, "aria-label": "Commands", hidden: true });
    this.input = h("textarea", {
      id,
      testid,
      rows: 1,
      "aria-label": "Message",
      "aria-controls": hintsId,
      "aria-autocomplete": "list",
      spellcheck: "false",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#showHints([]),
    });
    const bolt = iconButton("bolt", "Shortcuts", {
      testid: `${testid}-shortcuts`,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: (event) => {
        const items = shortcuts().map((shortcut) => ({
          label: shortcut.name,
          detail: shortcut.app,
          testid: `shortcut-${shortcut.callback_id}`,
          action: () => start(shortcut.callback_id),
        }));
        openMenu(event.currentTarget, items, { label: "Shortcuts" });
      },
    });
    const button = h(
      "button",
      { type: "button", class: "send", "aria-label": "Send", testid: `${testid}-send`, onclick: () => this.#send() },
      icon("send"),
    );
    this.element = h("div", { class: "composer" }, this.hints, h("div", { class: "box" }, bolt, this.input, button));
  }

  /** Says where messages go. */
  placeholder(text) {
    this.input.placeholder = text;
    this.input.setAttribute("aria-label", text);
  }

  /** Begins a message with this, unless somebody has begun one. */
  begin(text) {
    this.input.value ||= text;
    this.input.focus();
    this.#typed();
  }

  #typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, HEIGHT_MAX)}px`;
    const text = this.input.value;
    const offered = /^\/\S*$/.test(text) ? this.commands().filter((command) => command.name.startsWith(text)) : [];
    this.#showHints(offered);
  }

  #showHints(commands) {
    this.hinted = commands;
    this.active = 0;
    this.hints.hidden = !commands.length;
    this.hints.replaceChildren(
      ...commands.map((command, n) =>
        h(
          "div",
          {
            class: "hint-row",
            role: "option",
            testid: `hint-${n}`,
            "aria-selected": String(n === 0),
            onmousedown: (event) => event.preventDefault(),
            onclick: () => this.#take(command),
          },
          h("b", {}, command.name),
          h("span", { class: "usage" }, command.usage_hint ?? ""),
          h("span", { class: "what" }, command.description ?? ""),
        ),
      ),
    );
  }

  #take(command) {
    this.input.value = `${command.name} `;
    this.#showHints([]);
    this.input.focus();
  }

  #move(step) {
    const rows = [...this.hints.children];
    this.active = (this.active + step + rows.length) % rows.length;
    rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === this.active)));
  }

  #key(event) {
    const hinting = this.hinted.length > 0;
    const chosen = this.hinted[this.active];
    if (event.isComposing) return;
    if (hinting && event.key === "ArrowDown") this.#move(1);
    else if (hinting && event.key === "ArrowUp") this.#move(-1);
    else if (hinting && event.key === "Escape") this.#showHints([]);
    else if (hinting && event.key === "Tab") this.#take(chosen);
    else if (hinting && event.key === "Enter" && chosen.name !== this.input.value.trim()) this.#take(chosen);
    else if (event.key === "Enter" && !event.shiftKey) this.#send();
    else return;
    event.preventDefault();
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.#showHints([]);
    this.input.value = "";
    this.#typed();
    const sent = await this.send(text);
    // What could not be sent is given back, as Slack does, unless something new was begun.
    if (!sent && !this.input.value) {
      this.input.value = text;
      this.#typed();
      this.#showHints([]);
    }
  }
}
