/** ChartMogul beside Slack: its tasks, to look at and to change by hand, its notes, and the calls it got. */

import { h, reconcile, slot } from "./dom.js";
import { chartmogul } from "./api.js";
import { noteCard } from "./note.js";
import { released } from "./press.js";
import { signature, taskCard } from "./task.js";
import { toast } from "./toast.js";
import { health, showTrouble } from "./trouble.js";

const POLL_MS = 500;

let latest = null;
let asked = 0;
let shown = 0;

/** Keeps the column up to date for ever. */
export async function watchChartMogul() {
  await showTrouble();
  for (;;) {
    try {
      if (!document.hidden) await refreshChartMogul();
    } catch {
      // The page says elsewhere that the demo has stopped.
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Shows the tasks of the customer with this address in ChartMogul, which ends with its name. */
export function highlightCustomer(url) {
  const found = [...document.querySelectorAll(".task")].filter((task) => url.endsWith(`-${task.dataset.slug}`));
  found[0]?.scrollIntoView({ block: "nearest" });
  light(found);
}

function light(tasks) {
  for (const task of tasks) {
    task.classList.remove("lit");
    requestAnimationFrame(() => task.classList.add("lit"));
  }
}

/** Nothing moves under the hands of who is at work in the column. */
function bringToView(tasks) {
  const atWork = document.querySelector(".chartmogul").matches(":hover, :focus-within");
  if (!atWork) tasks[0]?.scrollIntoView({ block: "nearest" });
  light(tasks);
}

/** Shows ChartMogul as it is now. */
export async function refreshChartMogul() {
  const number = (asked += 1);
  const state = await chartmogul.state();
  await released();
  // An answer that was overtaken shows less than is shown already.
  if (number < shown) return;
  shown = number;
  latest = state;
  show();
}

/** What somebody does with a task by hand; answers whether ChartMogul took it. */
async function act(step) {
  try {
    await step();
    await refreshChartMogul();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

const client = {
  change: (uuid, changes) => act(() => chartmogul.change(uuid, changes)),
  remove: (uuid) => act(() => chartmogul.remove(uuid)),
  redraw: show,
};

function show() {
  const open = latest.tasks.filter((task) => !task.completed_at).reverse();
  const completed = latest.tasks
    .filter((task) => task.completed_at)
    .sort((one, other) => other.completed_at.localeCompare(one.completed_at));
  const count = `${open.length} open`;
  const counter = document.querySelector("[data-testid=task-count]");
  if (counter.textContent !== count) counter.textContent = count;
  const notes = [...latest.notes].reverse();
  const items = [
    ...(open.length ? open : [{ empty: latest.tasks.length === 0 }]),
    ...headed("Notes", "notes", notes),
    ...headed("Completed", "completed-tasks", completed),
  ];
  const news = [];
  const begun = slot("tasks").hasChildNodes();
  reconcile(slot("tasks"), items, {
    key: (item) => item.task_uuid ?? item.uuid ?? item.testid ?? "none",
    signature: (item) => (item.task_uuid ? signature(item) : JSON.stringify(item)),
    render(item) {
      const element = row(item);
      if (begun && element.matches(".task, .customer-note")) news.push(element);
      return element;
    },
  });
  bringToView(news);
  reconcile(slot("calls"), latest.calls, {
    key: (call) => [call.method, call.path, call.status].join(" "),
    signature: (call) => JSON.stringify(call),
    render: callRow,
  });
  slot("calls").hidden = !latest.calls.length;
  health(latest.trouble);
}

function headed(title, testid, items) {
  return items.length ? [{ heading: `${title} (${items.length})`, testid }, ...items] : [];
}

function row(item) {
  if (item.heading) return h("h3", { class: "heading", testid: item.testid }, item.heading);
  if (item.uuid) return noteCard(item);
  return item.task_uuid ? taskCard(item, { users: latest.users, client }) : none(item.empty);
}

function none(atAll) {
  if (!atAll) return h("p", { class: "empty" }, "No open tasks.");
  return h(
    "div",
    { class: "empty" },
    h("p", {}, "No tasks yet."),
    h("p", {}, "Type ", h("code", {}, "/cm-task"), " in a channel, or choose ", h("b", {}, "More actions"), " on a message."),
  );
}

function callRow(call) {
  const good = call.status >= 200 && call.status < 300;
  return h(
    "div",
    { class: "call", title: `${call.method} ${call.path}` },
    h("code", {}, `${call.method} ${call.path}`),
    call.times > 1 && h("span", { class: "times" }, `${call.times}×`),
    h("span", { class: `pill ${good ? "good" : "bad"}` }, call.status || "no answer"),
  );
}
