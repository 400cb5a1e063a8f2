/** The App Home: what the app published for one person. */

import { renderBlock } from "./blocks.js";
import { h, reconcile, slot } from "./dom.js";
import { renderElement } from "./elements.js";
import { plain } from "./mrkdwn.js";

/** What is chosen in the Home so far, by block and element. */
let values = {};

/** Shows the view `home`, if there is one; `click(block, element, value)` is called for what is used in it. */
export function showHome(home, { names, data, click }) {
  values = home?.state?.values ?? {};
  const context = {
    names,
    data: { ...data, suggest: (element, ...query) => data.suggest({ ...element, view: "home" }, ...query) },
    input: (block) => field(block, context),
    act: click,
    held: (block, element) => values[block.block_id]?.[element.action_id],
  };
  const blocks = home?.blocks ?? [];
  reconcile(slot("home"), home ? blocks : [{ block_id: "none" }], {
    key: (block) => block.block_id,
    signature: (block) => JSON.stringify(block),
    render: (block) => (block.type ? renderBlock(block, context) : h("p", { class: "empty" }, "Nothing here yet.")),
  });
}

/** What is chosen in an input of the Home is sent at once, as there is no button to submit it. */
function field(block, context) {
  return h("div", {}, h("div", { class: "label" }, plain(block.label.text)), renderElement(block.element, context, block));
}
