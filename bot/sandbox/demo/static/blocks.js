/** Block Kit as elements (https://docs.slack.dev/reference/block-kit/blocks). */

import { h } from "./dom.js";
import { mrkdwn, plain, textObject } from "./mrkdwn.js";
import { renderElement } from "./elements.js";

/**
 * One block. `context` has what elements need, and `input(block)` where inputs are allowed.
 */
export function renderBlock(block, context) {
  const make = BLOCKS[block.type] ?? unsupported;
  const element = make(block, context);
  element.classList.add("block", `block-${block.type}`);
  if (block.block_id) element.dataset.testid = `block-${block.block_id}`;
  return element;
}

const BLOCKS = {
  section(block, context) {
    const fields = block.fields?.map((field) => h("div", { class: "field-text" }, textObject(field, context.names)));
    return h(
      "div",
      {},
      h(
        "div",
        { class: "section-text" },
        block.text && h("div", { class: "text" }, textObject(block.text, context.names)),
        fields && h("div", { class: "fields" }, fields),
      ),
      block.accessory && h("div", { class: "accessory" }, renderElement(block.accessory, context, block)),
    );
  },

  context: (block, context) =>
    h(
      "div",
      {},
      block.elements.map((element) =>
        element.type === "image" ? image(element) : h("span", {}, textObject(element, context.names)),
      ),
    ),

  header: (block) => h("h3", {}, plain(block.text.text)),

  divider: () => h("hr"),

  actions: (block, context) =>
    h(
      "div",
      {},
      block.elements.map((element) => renderElement(element, context, block)),
    ),

  image: (block) =>
    h("figure", {}, block.title && h("figcaption", {}, plain(block.title.text)), image(block)),

  input: (block, context) => context.input(block),

  rich_text: (block, context) => h("div", { class: "text" }, richText(block.elements, context.names)),
};

function unsupported(block) {
  return h("div", { class: "unsupported" }, `(a ${block.type} block, which this demo does not draw)`);
}

function image(element) {
  return h("img", { src: element.image_url, alt: element.alt_text });
}

const RICH = {
  rich_text_section: (item, names) => h("p", {}, richText(item.elements, names)),
  rich_text_quote: (item, names) => h("blockquote", {}, richText(item.elements, names)),
  rich_text_preformatted: (item, names) => h("pre", {}, richText(item.elements, names)),
  rich_text_list: (item, names) =>
    h(
      item.style === "ordered" ? "ol" : "ul",
      {},
      item.elements.map((entry) => h("li", {}, richText(entry.elements, names))),
    ),
  text: (item) => styled(item),
  emoji: (item, names) => mrkdwn(`:${item.name}:`, names),
  link: (item, names) => mrkdwn(`<${item.url}${item.text ? `|${item.text}` : ""}>`, names),
  user: (item, names) => mrkdwn(`<@${item.user_id}>`, names),
  channel: (item, names) => mrkdwn(`<#${item.channel_id}>`, names),
  broadcast: (item, names) => mrkdwn(`<!${item.range}>`, names),
};

function richText(items, names) {
  return items.map((item) => RICH[item.type]?.(item, names) ?? "");
}

function styled(item) {
  const tags = { bold: "b", italic: "i", strike: "s", code: "code" };
  return Object.keys(item.style ?? {})
    .filter((name) => item.style[name] && tags[name])
    .reduce((inner, name) => h(tags[name], {}, inner), item.text);
}
