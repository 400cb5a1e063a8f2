/** ChartMogul beside Slack: its tasks, the calls it got, and a panel to break it. */

import { h, icon, reconcile, slot } from "./dom.js";
import { avatar } from "./avatar.js";
import { chartmogul } from "./api.js";
import { toast } from "./toast.js";

const POLL_MS = 1000;
const CALLS_SHOWN = 5;

/** Keeps the column up to date for ever. */
export async function watchChartMogul() {
  await showTrouble();
  for (;;) {
    try {
      if (!document.hidden) show(await chartmogul.state());
    } catch {
      // The page says elsewhere that the demo has stopped.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Scrolls to the tasks of the customer with this address in ChartMogul, which ends with its name, and lights them up. */
export function highlightCustomer(url) {
  const found = [...document.querySelectorAll(".task")].filter((task) => url.endsWith(`-${task.dataset.slug}`));
  found[0]?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  for (const task of found) {
    task.classList.remove("lit");
    requestAnimationFrame(() => task.classList.add("lit"));
  }
}

function slug(name) {
  return (name ?? "").replace(/[^\p{L}\p{N}_]+/gu, "_");
}

function show(state) {
  const tasks = [...state.tasks].reverse();
  const count = document.querySelector("[data-testid=task-count]");
  count.textContent = tasks.length === 1 ? "1 task" : `${tasks.length} tasks`;
  reconcile(slot("tasks"), tasks.length ? tasks : [{ empty: true }], {
    key: (task) => task.task_uuid ?? "empty",
    signature: (task) => JSON.stringify(task),
    render: (task) => (task.empty ? none() : card(task)),
  });
  const calls = (state.calls ?? []).slice(-CALLS_SHOWN).reverse();
  reconcile(slot("calls"), calls, {
    key: (call) => String(call.number),
    signature: (call) => JSON.stringify(call),
    render: callRow,
  });
  slot("calls").hidden = !calls.length;
  health(state.trouble);
}

function none() {
  return h(
    "div",
    { class: "empty" },
    h("p", {}, "No tasks yet."),
    h("p", {}, "Type ", h("code", {}, "/cm-task"), " in a channel, or choose ", h("b", {}, "More actions"), " on a message."),
  );
}

function card(task) {
  const due = (task.due_date ?? "").slice(0, 10);
  const done = Boolean(task.completed_at);
  return h(
    "article",
    { class: `task ${done ? "done" : ""}`, testid: `task-${task.task_uuid}`, "data-slug": slug(task.customer_name) },
    h("h3", {}, task.customer_name ?? task.customer_uuid),
    h("p", { class: "details" }, task.task_details),
    h(
      "dl",
      {},
      h("div", {}, h("dt", {}, "Assignee"), h("dd", {}, avatar(task.assignee_name ?? task.assignee), task.assignee)),
      h("div", {}, h("dt", {}, "Due"), h("dd", {}, icon("calendar"), day(due))),
      h(
        "div",
        {},
        h("dt", {}, "Status"),
        h("dd", {}, done ? h("span", { class: "pill good" }, "Completed") : h("span", { class: "pill" }, "Open")),
      ),
    ),
  );
}

function day(iso) {
  if (!iso) return "no date";
  return new Date(`${iso}T12:00:00`).toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}

function callRow(call) {
  const good = call.status >= 200 && call.status < 300;
  return h(
    "div",
    { class: "call", title: `${call.method} ${call.path}` },
    h("code", {}, `${call.method} ${call.path}`),
    h("span", { class: `pill ${good ? "good" : "bad"}` }, call.status || "no answer"),
  );
}

function health(trouble) {
  const pill = document.querySelector("[data-testid=health]");
  const text = trouble?.label ?? "Works";
  if (pill.textContent !== text) pill.textContent = text;
  pill.classList.toggle("bad", Boolean(trouble));
  for (const input of document.querySelectorAll("[name=trouble]")) input.checked = input.value === (trouble?.name ?? "");
}

async function showTrouble() {
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
