/** What is wrong with ChartMogul on purpose: a panel to break it, and a pill that says how it is. */

import { h, icon, slot } from "./dom.js";
import { chartmogul } from "./api.js";
import { toast } from "./toast.js";

/** Says whether ChartMogul works. */
export function health(trouble) {
  const pill = document.querySelector("[data-testid=health]");
  const text = trouble?.label ?? "Works";
  if (pill.textContent !== text) pill.textContent = text;
  pill.classList.toggle("bad", Boolean(trouble));
  for (const input of document.querySelectorAll("[name=trouble]")) input.checked = input.value === (trouble?.name ?? "");
}

/** Draws the panel. */
export async function showTrouble() {
  const { troubles } = await chartmogul.faults();
  const rows = [{ name: "", label: "Works", explanation: "ChartMogul answers at once." }, ...troubles].map((trouble) =>
    h(
      "label",
      { class: "choice" },
      h("input", {
        type: "radio",
        name: "trouble",
        value: trouble.name,
        testid: `trouble-${trouble.name || "none"}`,
        onchange: () => set(trouble.name),
      }),
      h("span", {}, h("span", {}, trouble.label), h("span", { class: "option-description" }, trouble.explanation)),
    ),
  );
  slot("trouble").replaceChildren(
    h(
      "details",
      { testid: "break-things" },
      h("summary", {}, icon("alert"), "Break things"),
      h("fieldset", {}, h("legend", {}, "See that nothing is lost, and nothing is created twice:"), rows),
    ),
  );
}

async function set(name) {
  try {
    const { trouble } = name ? await chartmogul.breakWith(name) : await chartmogul.repair();
    health(trouble);
  } catch (error) {
    toast(error.message);
  }
}
