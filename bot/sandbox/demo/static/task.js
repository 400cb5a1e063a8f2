/** One task in ChartMogul's column, and the form in which somebody changes it by hand. */

import { h, icon, iconButton, uniqueId } from "./dom.js";
import { avatar } from "./avatar.js";
import { confirmed } from "./confirm.js";

const DETAILS_MAX = 255;

/** The tasks that are being edited: what each was when that began. */
const editing = new Map();

/** What decides whether a task is drawn anew: while it is edited, nothing does, so that what was typed stays. */
export function signature(task) {
  return editing.has(task.task_uuid) ? "editing" : JSON.stringify(task);
}

/**
 * The task as an element. `client` has change(uuid, changes) and remove(uuid), which answer whether it went well, and
 * redraw(); `users` are the e-mails of those who can be assigned.
 */
export function taskCard(task, { users, client }) {
  const inHand = editing.get(task.task_uuid);
  const done = Boolean(task.completed_at);
  return h(
    "article",
    { class: `task ${done ? "done" : ""}`, testid: `task-${task.task_uuid}`, "data-slug": slug(task.customer_name) },
    h("header", {}, h("h3", {}, task.customer_name ?? task.customer_uuid), !inHand && tools(task, done, client)),
    inHand ? form(inHand, users, client) : facts(task, done),
  );
}

function slug(name) {
  return (name ?? "").replace(/[^\p{L}\p{N}_]+/gu, "_");
}

function tools(task, done, client) {
  const tool = (name, label, testid, onclick) => iconButton(name, label, { testid, onclick });
  return h(
    "div",
    { class: "task-tools", role: "group", "aria-label": `Change “${task.task_details}”` },
    done
      ? tool("reopen", "Reopen", "task-reopen", () => complete(task, false, client))
      : tool("check", "Complete", "task-complete", () => complete(task, true, client)),
    tool("pencil", "Edit", "task-edit", () => begin(task, client)),
    tool("bin", "Delete", "task-delete", () => remove(task, client)),
  );
}

async function complete(task, completed, client) {
  await client.change(task.task_uuid, { completed });
  find(task, completed ? "task-reopen" : "task-complete")?.focus();
}

function facts(task, done) {
  return [
    h("p", { class: "details" }, task.task_details),
    h(
      "dl",
      {},
      h("div", {}, h("dt", {}, "Assignee"), h("dd", {}, avatar(task.assignee), task.assignee)),
      h("div", {}, h("dt", {}, "Due"), h("dd", {}, icon("calendar"), day(dueDate(task)))),
      h(
        "div",
        {},
        h("dt", {}, "Status"),
        h("dd", {}, done ? h("span", { class: "pill good" }, "Completed") : h("span", { class: "pill" }, "Open")),
      ),
    ),
  ];
}

function form(task, users, client) {
  const details = h("textarea", {
    class: "control",
    rows: 3,
    required: true,
    maxlength: DETAILS_MAX,
    testid: "task-details",
    value: task.task_details,
  });
  const offered = users.includes(task.assignee) ? users : [task.assignee, ...users];
  const options = offered.map((email) => h("option", { value: email }, email));
  const assignee = h("select", { class: "control", testid: "task-assignee" }, options);
  assignee.value = task.assignee;
  const due = h("input", { type: "date", class: "control", required: true, testid: "task-due", value: dueDate(task) });
  return h(
    "form",
    {
      class: "task-form",
      onsubmit: (event) => {
        event.preventDefault();
        save(task, { task_details: details.value, assignee: assignee.value, due_date: due.value }, client);
      },
      onkeydown: (event) => {
        if (event.key === "Escape") end(task, client);
      },
    },
    labelled("Details", details),
    labelled("Assignee", assignee),
    labelled("Due", due),
    h(
      "div",
      { class: "task-buttons" },
      h("button", { type: "button", class: "button", testid: "task-cancel", onclick: () => end(task, client) }, "Cancel"),
      h("button", { class: "button primary", testid: "task-save" }, "Save"),
    ),
  );
}

function labelled(text, input) {
  const id = uniqueId("task");
  input.id = id;
  return h("div", {}, h("label", { for: id }, text), input);
}

function begin(task, client) {
  editing.set(task.task_uuid, task);
  client.redraw();
  find(task, "task-details")?.focus();
}

function end(task, client) {
  editing.delete(task.task_uuid);
  client.redraw();
  find(task, "task-edit")?.focus();
}

/** Sends only what was changed here, so that a change that came in the meantime is not taken back. */
async function save(task, typed, client) {
  const before = { ...task, due_date: dueDate(task) };
  const changes = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value !== before[name]));
  if (!Object.keys(changes).length || (await client.change(task.task_uuid, changes))) end(task, client);
}

async function remove(task, client) {
  const sure = await confirmed(
    {
      title: { text: "Delete this task?" },
      text: { text: `“${task.task_details}” is deleted in ChartMogul.` },
      confirm: { text: "Delete" },
      deny: { text: "Cancel" },
      style: "danger",
    },
    ({ text }) => text,
  );
  if (sure) await client.remove(task.task_uuid);
}

function find(task, testid) {
  return document.querySelector(`[data-testid="task-${CSS.escape(task.task_uuid)}"] [data-testid="${testid}"]`);
}

function dueDate(task) {
  return (task.due_date ?? "").slice(0, 10);
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
