/** What a person types into or chooses from (https://docs.slack.dev/reference/block-kit/block-elements). */

import { h, uniqueId } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { Picker } from "./picker.js";

/** An element's value as nobody has touched it, in the form of a view's state. */
export function initialValue(element) {
  const named = Object.entries(element).filter(([name]) => name.startsWith("initial_"));
  const entries = named.map(([name, value]) => [
    name === "initial_value" ? "value" : name.replace("initial_", "selected_"),
    value,
  ]);
  return Object.fromEntries(entries);
}

/**
 * A control for an element in `block`. `value` is the element's part of a view's state, or null; `attributes` go onto what
 * takes the focus; `change(value)` hears the new value, in the form in which it is sent; `data` searches people,
 * conversations and the app's own options; `names` as for mrkdwn.
 *
 * Answers {element, sync(value, force), over()}: `sync` shows a value that came from elsewhere, with `force` also where
 * somebody is just typing; `over` tells by how many characters a text is too long. An `optional` choice can be taken back.
 */
export function control(element, options) {
  const make = CONTROLS[element.type];
  return { over: () => 0, sync() {}, ...(make ? make(element, options) : unsupported(element)) };
}

const CONTROLS = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: text,
  datepicker: date,
  timepicker: (element, options) => native("time", "selected_time", element, options),
  radio_buttons: radios,
  checkboxes,
  static_select: (element, options) =>
    select(element, options, {
      load: async (query) => matching(flattened(element), query),
      read: (value) => shown(value?.selected_option),
      sent: (option) => option?.value ?? null,
    }),
  external_select: (element, options) =>
    select(element, options, {
      minLength: element.min_query_length ?? 3,
      load: async (query, signal) => {
        const asked = { block_id: options.block.block_id, action_id: element.action_id };
        return (await options.data.suggest(asked, query, signal)).map(shown);
      },
      read: (value) => shown(value?.selected_option),
      sent: (option) => option?.original ?? null,
    }),
  users_select: (element, options) =>
    select(element, options, {
      load: async (query) => matching(options.data.people(), query),
      read: (value) => options.data.people().find((person) => person.value === value?.selected_user) ?? null,
      sent: (option) => option?.value ?? null,
    }),
  conversations_select: (element, options) => conversations(element, options, "selected_conversation"),
  channels_select: (element, options) => conversations(element, options, "selected_channel"),
};

function unsupported(element) {
  return { element: h("div", { class: "unsupported" }, `(a ${element.type}, which this demo does not draw)`) };
}

function text(element, { value, attributes, change }) {
  const limit = element.max_length ?? 3000;
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const input = h(element.multiline ? "textarea" : "input", {
    class: "control",
    placeholder: element.placeholder?.text,
    rows: element.multiline ? 4 : undefined,
    autocomplete: "off",
    ...attributes,
    oninput() {
      count();
      change(input.value);
    },
  });
  const over = () => [...input.value].length - limit;
  const count = () => {
    counter.hidden = !element.max_length;
    counter.textContent = `${[...input.value].length} / ${limit}`;
    counter.classList.toggle("over", over() > 0);
  };
  const sync = (given) => {
    const wanted = given?.value ?? "";
    if (document.activeElement === input || over() > 0 || input.value === wanted) return;
    input.value = wanted;
    count();
  };
  input.value = value?.value ?? "";
  count();
  return { element: h("div", { class: "text-input" }, input, counter), sync, over: () => Math.max(over(), 0) };
}

function native(type, key, element, { value, attributes, change }, onshow = () => {}) {
  const input = h("input", {
    type,
    class: "control",
    ...attributes,
    onchange() {
      onshow(input.value);
      change(input.value || null);
    },
  });
  const sync = (given, force) => {
    if (document.activeElement === input && !force) return;
    input.value = given?.[key] ?? "";
    onshow(input.value);
  };
  input.value = value?.[key] ?? "";
  onshow(input.value);
  return { element: input, sync };
}

/** The browser's own calendar, with the day in words beside it: a date in digits is read differently abroad. */
function date(element, options) {
  const words = h("span", { class: "in-words" });
  const made = native("date", "selected_date", element, options, (day) => {
    const known = day ? new Date(`${day}T12:00:00`) : null;
    words.textContent =
      known?.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" }) ?? "";
  });
  return { ...made, element: h("div", { class: "date-input" }, made.element, words) };
}

function radios(element, options) {
  return choices(element, options, "radio", {
    read: (value) => (value?.selected_option ? [value.selected_option.value] : []),
    sent: (chosen) => chosen[0] ?? null,
  });
}

function checkboxes(element, options) {
  return choices(element, options, "checkbox", {
    read: (value) => (value?.selected_options ?? []).map((option) => option.value),
    sent: (chosen) => chosen,
  });
}

function choices(element, { value, names, attributes, change }, type, { read, sent }) {
  const name = uniqueId(element.action_id);
  const inputs = element.options.map((option) =>
    h("input", {
      type,
      name,
      value: option.value,
      testid: `choice-${element.action_id}-${option.value}`,
      onchange: () => change(sent(inputs.filter((input) => input.checked).map((input) => input.value))),
    }),
  );
  const rows = element.options.map((option, n) =>
    h(
      "label",
      { class: "choice" },
      inputs[n],
      h(
        "span",
        {},
        h("span", {}, textObject(option.text, names)),
        option.description && h("span", { class: "option-description" }, textObject(option.description, names)),
      ),
    ),
  );
  const sync = (given) => {
    const chosen = read(given);
    for (const input of inputs) input.checked = chosen.includes(input.value);
  };
  sync(value);
  const role = type === "radio" ? "radiogroup" : "group";
  return { element: h("div", { class: "choices", role, tabindex: "-1", ...attributes }, rows), sync };
}

function select(element, { value, attributes, optional, change }, { load, read, sent, minLength = 0 }) {
  const picker = new Picker({
    load,
    minLength,
    selected: read(value),
    placeholder: element.placeholder?.text ?? "Choose",
    clearable: optional,
    attributes,
    onselect: (option) => change(sent(option)),
  });
  return { element: picker.element, sync: (given) => picker.set(read(given)) };
}

function conversations(element, options, key) {
  const offered = () => options.data.conversations(element.filter ?? {}, element.type === "channels_select");
  return select(element, options, {
    load: async (query) => matching(offered(), query),
    // The one already chosen is shown even where the filter would not offer it.
    read: (value) => options.data.conversation(value?.[key]),
    sent: (option) => option?.value ?? null,
  });
}

function flattened(element) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => ({ ...shown(option), group: group.label?.text })));
}

/** An option of Block Kit as the picker takes it. */
function shown(option) {
  if (!option) return null;
  return {
    value: option.value,
    text: option.text.text,
    description: option.description?.text,
    original: option,
  };
}

/** Without regard to case and accents, as Slack searches its own lists. */
function matching(options, query) {
  const folded = fold(query);
  return options.filter((option) => fold(`${option.text} ${option.also ?? ""}`).includes(folded));
}

function fold(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
