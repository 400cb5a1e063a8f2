/** The App Home: what the app published for one person. */

import { renderBlock } from "./blocks.js";
import { h, slot } from "./dom.js";
import { confirmed } from "./menu.js";
import { textObject } from "./mrkdwn.js";

/** Shows the view `home`, if there is one; `click(element, value)` is called for what is used in it. */
export function showHome(home, { names, data, click }) {
  const host = slot("home");
  if (host.signature === home?.hash && home) return;
  host.signature = home?.hash;
  const context = {
    names,
    data,
    input: () => h("div"),
    act: async (element, value) => {
      const sure = !element.confirm || (await confirmed(element.confirm, (text) => textObject(text, names)));
      if (sure) await click(element, value);
    },
  };
  const blocks = home?.blocks.map((block) => renderBlock(block, context));
  host.replaceChildren(...(blocks ?? [h("p", { class: "empty" }, "Nothing here yet.")]));
}
