/** The modal on a person's screen: drawn from the view as Slack holds it, filled and sent back. */

import { h, reconcile, uniqueId } from "./dom.js";
import { modalFrame } from "./modal_frame.js";
import { plain } from "./mrkdwn.js";
import { renderBlock } from "./blocks.js";
import { control } from "./controls.js";

const TYPING_MS = 120;
const TOO_LONG = (over) => `Shorten this by ${over} ${over === 1 ? "character" : "characters"}.`;

/**
 * Shows one person's views. `client` sends: fill(action_id, value), submit(), close(), act(block, element, value);
 * `failed(text)` hears what could not be sent.
 */
export class Modal {
  constructor({ client, names, data, failed }) {
    Object.assign(this, { client, names, data, failed });
    this.view = null;
    this.fields = new Map();
    // By action_id: {value, known}; `known` is when Slack had it, on the clock below, or null.
    this.typed = new Map();
    this.clock = 0;
    this.sending = Promise.resolve();
    Object.assign(this, modalFrame({ submit: () => this.#submit(), close: (everything) => this.#close(everything) }));
  }

  /**
   * Makes the screen show `view`, the top of the stack, or nothing. `asked` is what `clock` said before the view was
   * asked for: what was typed since then is not in it yet.
   */
  show(view, depth, asked) {
    if (!view) return this.#vanish();
    for (const [action_id, { known }] of this.typed) {
      if (known !== null && known <= asked) this.typed.delete(action_id);
    }
    const another = view.id !== this.view?.id;
    if (another) this.#begin();
    else if (view.hash !== this.view.hash) this.#clearErrors();
    this.view = view;
    this.dialog.dataset.viewId = view.id;
    this.dialog.dataset.callbackId = view.callback_id;
    this.title.textContent = view.title?.text ?? "";
    this.submit.hidden = !view.submit;
    this.submit.textContent = view.submit?.text ?? "";
    this.cancel.textContent = view.close?.text ?? (depth > 1 ? "Back" : "Cancel");
    this.#draw();
    if (!this.dialog.open) this.#open();
    else if (another) this.#focusFirst();
    return undefined;
  }

  #begin() {
    this.fields.clear();
    this.typed.clear();
    this.body.replaceChildren();
    this.body.scrollTop = 0;
    this.#clearErrors();
    this.#busy(false);
  }

  #open() {
    this.before = document.activeElement;
    this.dialog.showModal();
    this.#focusFirst();
  }

  #vanish() {
    if (!this.view) return;
    this.view = null;
    this.dialog.close();
    this.#begin();
    const back = this.before?.isConnected ? this.before : document.querySelector("#composer-main");
    back.focus();
  }

  #focusFirst() {
    const first =
      this.body.querySelector(".block-input [data-focus]") ??
      this.body.querySelector("[data-focus]") ??
      this.dialog.querySelector("footer button:not([hidden])");
    first?.focus({ preventScroll: true });
  }

  #draw() {
    reconcile(this.body, this.view.blocks, {
      key: (block) => block.block_id,
      signature: (block) => JSON.stringify(block),
      render: (block) => renderBlock(block, this.#context()),
    });
    this.#forgetGone();
    for (const field of this.fields.values()) {
      if (!this.typed.has(field.element.action_id)) field.control.sync(this.#held(field.block, field.element));
    }
  }

  #forgetGone() {
    const standing = new Set(this.view.blocks.map((block) => block.block_id));
    for (const block_id of this.fields.keys()) if (!standing.has(block_id)) this.fields.delete(block_id);
  }

  #context() {
    return {
      names: this.names,
      data: this.data,
      act: async (block, element, value) => {
        await this.#flush();
        await this.client.act(block, element, value);
      },
      held: (block, element) => this.#held(block, element),
      input: (block) => this.#input(block),
    };
  }

  #held(block, element) {
    return this.view.state?.values?.[block.block_id]?.[element.action_id] ?? null;
  }

  #input(block) {
    const { element } = block;
    const label = uniqueId("label");
    const hint = uniqueId("hint");
    const mistake = uniqueId("error");
    const typed = this.typed.get(element.action_id);
    const made = control(element, {
      block,
      data: this.data,
      names: this.names,
      value: typed && element.type.endsWith("_input") ? typed : this.#held(block, element),
      attributes: {
        testid: `field-${element.action_id}`,
        "data-focus": element.action_id,
        "aria-labelledby": label,
        "aria-describedby": block.hint ? `${hint} ${mistake}` : mistake,
        "aria-required": block.optional ? undefined : "true",
      },
      optional: block.optional ?? false,
      change: (value) => this.#changed(block, element, value),
    });
    const error = h("p", { class: "error", id: mistake, role: "alert", testid: `error-${block.block_id}`, hidden: true });
    this.fields.set(block.block_id, { block, element, control: made, error });
    return h(
      "div",
      { oninput: () => this.#error(block.block_id, "") },
      h(
        "div",
        { class: "label", id: label, onclick: (event) => focusControl(event.currentTarget.parentElement) },
        plain(block.label.text),
        block.optional && h("span", { class: "optional" }, " (optional)"),
      ),
      made.element,
      error,
      block.hint && h("p", { class: "hint", id: hint }, plain(block.hint.text)),
    );
  }

  #changed(block, element, value) {
    this.#error(block.block_id, "");
    this.typed.set(element.action_id, { value, known: null });
    clearTimeout(this.timer);
    if (element.type.endsWith("_input")) this.timer = setTimeout(() => this.#flush(), TYPING_MS);
    else this.#flush();
  }

  /** Sends what was typed, in order, each field's last value only. */
  #flush() {
    clearTimeout(this.timer);
    this.sending = this.sending.then(async () => {
      for (const [action_id, entry] of [...this.typed]) {
        if (entry.known !== null || this.#over(action_id)) continue;
        try {
          await this.client.fill(action_id, entry.value);
        } catch (error) {
          this.failed(error.message);
        }
        entry.known = this.clock += 1;
      }
    });
    return this.sending;
  }

  /** Slack takes no text that is too long; it stays on the screen only. */
  #over(action_id) {
    return [...this.fields.values()].some((field) => field.element.action_id === action_id && field.control.over() > 0);
  }

  async #submit() {
    if (this.submit.getAttribute("aria-busy") === "true") return;
    this.#clearErrors();
    const tooLong = [...this.fields].filter(([, field]) => field.control.over() > 0);
    if (tooLong.length) {
      this.#showErrors(Object.fromEntries(tooLong.map(([id, field]) => [id, TOO_LONG(field.control.over())])));
      return;
    }
    this.#busy(true);
    try {
      await this.#flush();
      const answer = await this.client.submit();
      this.#showErrors({ ...answer.client_errors, ...answer.errors });
      if (answer.failure) this.#bannerText(answer.failure);
    } catch (error) {
      this.#bannerText(error.message);
    } finally {
      this.#busy(false);
    }
  }

  /** Takes the top view away, or with `everything` those below it too. */
  async #close(everything = false) {
    try {
      await this.client.close(everything);
    } catch (error) {
      this.failed(error.message);
    }
  }

  #busy(busy) {
    this.submit.disabled = busy;
    this.submit.setAttribute("aria-busy", String(busy));
    this.dialog.classList.toggle("busy", busy);
  }

  #bannerText(text) {
    this.banner.textContent = text;
    this.banner.hidden = !text;
  }

  #clearErrors() {
    this.#bannerText("");
    for (const block_id of this.fields.keys()) this.#error(block_id, "");
  }

  #showErrors(errors) {
    const entries = Object.entries(errors ?? {});
    for (const [block_id, text] of entries) this.#error(block_id, text);
    // The topmost one, in whatever order they were named.
    const first = this.body.querySelector(".error:not([hidden])");
    if (first) focusControl(first.parentElement);
  }

  #error(block_id, text) {
    const field = this.fields.get(block_id);
    if (!field) return text ? this.#bannerText(text) : undefined;
    field.error.textContent = text;
    field.error.hidden = !text;
    const input = field.error.parentElement.querySelector("[data-focus]");
    if (text) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
    return undefined;
  }
}

function focusControl(block) {
  const target = block.querySelector("[data-focus]");
  const inner = target?.matches(".choices") ? (target.querySelector(":checked") ?? target.querySelector("input")) : target;
  inner?.focus();
}
