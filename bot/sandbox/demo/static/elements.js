/** What is clicked or chosen in a message, a modal or the App Home, without being an input of a form. */

import { confirmed } from "./confirm.js";
import { control, initialValue } from "./controls.js";
import { h, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { plain, textObject } from "./mrkdwn.js";

/**
 * An element in `block`. `context` has `names` (see mrkdwn), `data` for the selects, `act(block, element, value)`,
 * which sends what is clicked or chosen, and in views `held(block, element)`, what is chosen so far.
 */
export function renderElement(element, context, block) {
  if (element.type === "image") return h("img", { src: element.image_url, alt: element.alt_text });
  if (element.type === "button") return button(element, context, block);
  if (element.type === "overflow") return overflow(element, context, block);
  return choice(element, context, block);
}

/** Asks first where the element wants it so, and shows that something is under way; answers whether it was sent. */
async function perform(shown, { context, block, element, value }) {
  if (shown.getAttribute("aria-busy") === "true") return false;
  const sure = !element.confirm || (await confirmed(element.confirm, (text) => textObject(text, context.names)));
  if (!sure) return false;
  shown.setAttribute("aria-busy", "true");
  await context.act(block, element, value).finally(() => shown.removeAttribute("aria-busy"));
  return true;
}

/** A name that only this element has among all of the message or view. */
function place(block, element) {
  return `${block.block_id}/${element.action_id}`;
}

function button(element, context, block) {
  const attributes = {
    class: `button ${element.style ?? ""}`,
    testid: `action-${element.action_id}`,
    "aria-label": element.accessibility_label,
    "data-focus": place(block, element),
  };
  const press = (event) => {
    if (element.url) context.names.openUrl(element.url, event);
    return perform(event.currentTarget, { context, block, element });
  };
  const label = plain(element.text.text);
  if (!element.url) return h("button", { type: "button", ...attributes, onclick: press }, label);
  return h(
    "a",
    { ...attributes, href: element.url, target: "_blank", rel: "noopener noreferrer", onclick: press },
    label,
  );
}

function overflow(element, context, block) {
  const opener = iconButton("dots", "More options", {
    class: "button overflow",
    testid: `action-${element.action_id}`,
    "data-focus": place(block, element),
    "aria-haspopup": "menu",
    "aria-expanded": "false",
    onclick: () => openMenu(opener, items, { label: "More options" }),
  });
  const items = element.options.map((option) => ({
    label: plain(option.text.text),
    detail: option.description && plain(option.description.text),
    testid: `overflow-${option.value}`,
    url: option.url,
    action(event) {
      if (option.url) context.names.openUrl(option.url, event);
      return perform(opener, { context, block, element, value: option.value });
    },
  }));
  return opener;
}

function choice(element, context, block) {
  const held = () => context.held?.(block, element) ?? initialValue(element);
  const made = control(element, {
    block,
    data: context.data,
    names: context.names,
    value: held(),
    attributes: {
      testid: `field-${element.action_id}`,
      "data-focus": place(block, element),
      "aria-label": element.placeholder?.text ?? block.text?.text ?? element.action_id,
    },
    async change(value) {
      // Who thinks better of it sees again what was chosen before.
      if (!(await perform(wrapped, { context, block, element, value }))) made.sync(held(), true);
    },
  });
  const wrapped = h("div", { class: "choice-control" }, made.element);
  return wrapped;
}
