/** A searchable list of options: Slack's external, static, users and conversations selects. */

import { h, icon, uniqueId } from "./dom.js";
import { released } from "./press.js";

const TYPING_MS = 150;
const GAP = 4;
const LIST_MAX = 280;

/**
 * `load(query, signal)` answers the options: {value, text, node?, description?, group?}. `onselect(option | null)`
 * hears what is chosen. `attributes` go onto the input.
 */
export class Picker {
  constructor({ load, onselect, selected = null, minLength = 0, placeholder = "", clearable = false, attributes = {} }) {
    Object.assign(this, { load, onselect, minLength, selected });
    this.options = [];
    this.active = -1;
    const id = uniqueId("options");
    this.list = h("div", { class: "options", role: "listbox", id, "aria-label": "Options", hidden: true });
    this.input = h("input", {
      type: "text",
      class: "control",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
      placeholder,
      ...attributes,
      onfocus: () => this.input.select(),
      onclick: () => {
        if (this.#open) return;
        // As in Slack, the search begins empty; closing the list shows the choice again.
        this.input.value = "";
        this.#ask("");
      },
      oninput: () => this.#ask(this.input.value, TYPING_MS),
      onkeydown: (event) => this.#key(event),
      onblur: () => this.#close(),
    });
    this.clear = h(
      "button",
      { type: "button", class: "clear", "aria-label": "Clear", hidden: true, onclick: () => this.#choose(null) },
      icon("close"),
    );
    this.clearable = clearable;
    this.element = h("div", { class: "picker" }, this.input, this.clear, icon("chevron"), this.list);
    this.#show();
  }

  /** Shows another choice, unless somebody is just choosing. */
  set(option) {
    if (this.#open || option?.value === this.selected?.value) return;
    this.selected = option;
    this.#show();
  }

  get #open() {
    return !this.list.hidden;
  }

  #show() {
    this.input.value = this.selected?.text ?? "";
    this.clear.hidden = !(this.clearable && this.selected);
  }

  async #ask(query, wait = 0) {
    clearTimeout(this.timer);
    this.abort?.abort();
    this.#expand();
    if (query.length < this.minLength) {
      return this.#note(`Type at least ${this.minLength} ${this.minLength === 1 ? "character" : "characters"}.`);
    }
    if (!this.options.length) this.#note("Searching…");
    this.list.setAttribute("aria-busy", "true");
    this.timer = setTimeout(() => this.#fetch(query), wait);
  }

  async #fetch(query) {
    this.abort = new AbortController();
    const { signal } = this.abort;
    try {
      const options = await this.load(query, signal);
      await released();
      if (signal.aborted) return;
      this.options = options;
      this.#fill();
    } catch (error) {
      if (error.name !== "AbortError") this.#note("The options could not be loaded. Type again to retry.");
    }
  }

  #expand() {
    if (this.#open) return;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#place();
    this.follow = () => this.#place();
    addEventListener("scroll", this.follow, true);
    addEventListener("resize", this.follow);
  }

  /** Fixed to the window, so that no scrolling box around it cuts it off. */
  #place() {
    const box = this.input.getBoundingClientRect();
    const below = innerHeight - box.bottom - 3 * GAP;
    const above = box.top - 3 * GAP;
    const up = below < 180 && above > below;
    Object.assign(this.list.style, {
      left: `${box.left}px`,
      width: `${box.width}px`,
      maxHeight: `${Math.min(LIST_MAX, up ? above : below)}px`,
      top: up ? "auto" : `${box.bottom + GAP}px`,
      bottom: up ? `${innerHeight - box.top + GAP}px` : "auto",
    });
  }

  #note(text) {
    this.options = [];
    this.#activate(-1);
    this.list.removeAttribute("aria-busy");
    this.list.replaceChildren(h("div", { class: "note", role: "status", testid: "options-note" }, text));
  }

  #fill() {
    if (!this.options.length) return this.#note("No results");
    this.list.removeAttribute("aria-busy");
    let group = null;
    const rows = this.options.flatMap((option, n) => {
      const heading = option.group && option.group !== group ? [h("div", { class: "group" }, option.group)] : [];
      group = option.group;
      return [...heading, this.#row(option, n)];
    });
    this.list.replaceChildren(...rows);
    const chosen = this.options.findIndex((option) => option.value === this.selected?.value);
    this.#activate(Math.max(chosen, 0));
  }

  #row(option, n) {
    const chosen = option.value === this.selected?.value;
    return h(
      "div",
      {
        class: "option",
        role: "option",
        id: `${this.list.id}-${n}`,
        testid: `option-${n}`,
        "data-value": option.value,
        "aria-selected": String(chosen),
        // The press must not take the focus from the input: losing it closes the list.
        onmousedown: (event) => event.preventDefault(),
        onclick: () => this.#choose(option),
        onmousemove: () => this.#activate(n, { scroll: false }),
      },
      option.node?.() ?? h("span", { class: "option-text" }, option.text),
      option.description && h("span", { class: "option-description" }, option.description),
    );
  }

  #activate(n, { scroll = true } = {}) {
    this.active = n;
    const rows = this.list.querySelectorAll("[role=option]");
    rows.forEach((row, at) => row.classList.toggle("active", at === n));
    if (rows[n]) this.input.setAttribute("aria-activedescendant", rows[n].id);
    else this.input.removeAttribute("aria-activedescendant");
    if (scroll) rows[n]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const last = this.options.length - 1;
    const moves = {
      ArrowDown: () => (this.#open ? this.#activate(this.active >= last ? 0 : this.active + 1) : this.#ask("")),
      ArrowUp: () => (this.#open ? this.#activate(this.active <= 0 ? last : this.active - 1) : this.#ask("")),
      Enter: () => (this.#open ? this.#choose(this.options[this.active] ?? this.selected) : this.#ask("")),
      Escape: () => this.#close(),
    };
    if (!(event.key in moves) || (event.key === "Escape" && !this.#open)) return;
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]();
  }

  #choose(option) {
    const changed = option?.value !== this.selected?.value;
    this.selected = option;
    this.#close();
    if (changed) this.onselect(option);
  }

  #close() {
    clearTimeout(this.timer);
    this.abort?.abort();
    this.options = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    removeEventListener("scroll", this.follow, true);
    removeEventListener("resize", this.follow);
    this.#show();
  }
}
