/** The two servers behind the page: the human side of Slack, and ChartMogul as it stands. */

/** A request that was refused, or that nobody answered; the message can be shown. */
export class RequestFailed extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, { query, body, signal } = {}) {
  const wanted = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  const address = wanted.length ? `${path}?${new URLSearchParams(wanted)}` : path;
  let answer;
  try {
    answer = await fetch(address, {
      method,
      signal,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new RequestFailed("The demo does not answer.");
  }
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const why = content.refused || content.error;
    throw new RequestFailed(why ? sentence(why) : `The demo answered ${answer.status}.`, answer.status);
  }
  return content;
}

function sentence(words) {
  return `${words[0].toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
}

const get = (path, query, signal) => call("GET", path, { query, signal });
const post = (path, body) => call("POST", path, { body });

/** A button brings its own value; only choices have one to send. */
function click(where, block, element, value) {
  return post("human/click", { ...where, block_id: block.block_id, action_id: element.action_id, value });
}

/** What a person can do in Slack. `as` is always their user id. */
export const slack = {
  state: (as) => get("human/state", { as }),
  messages: (as, channel, thread) =>
    get(`human/channels/${encodeURIComponent(channel)}/messages`, { as, thread_ts: thread }),
  view: (as) => get("human/view", { as }),
  home: (as) => get("human/home", { as }),
  changes: (since, signal) => get("human/changes", { since }, signal),
  suggest: (as, element, q, signal) => get("human/suggest", { as, ...element, q }, signal),
  command: (as, channel, text, thread_ts) => post("human/command", { as, channel, text, thread_ts }),
  message: (as, channel, text, thread_ts) => post("human/message", { as, channel, text, thread_ts }),
  remove: (as, channel, ts) => post("human/delete", { as, channel, ts }),
  shortcut: (as, callback_id, channel, ts) => post("human/shortcut", { as, callback_id, channel, ts }),
  click: (as, channel, ts, ...clicked) => click({ as, channel, ts }, ...clicked),
  clickView: (as, ...clicked) => click({ as, view: true }, ...clicked),
  clickHome: (as, ...clicked) => click({ as, view: "home" }, ...clicked),
  fill: (as, action_id, value) => post("human/fill", { as, action_id, value }),
  submit: (as) => post("human/submit", { as }),
  close: (as, everything) => post("human/close", { as, everything }),
  openHome: (as) => post("human/home", { as }),
};

/** What ChartMogul holds, what its users do there, and what is wrong with it on purpose. */
export const chartmogul = {
  state: () => get("chartmogul/state"),
  change: (uuid, changes) => call("PATCH", `chartmogul/tasks/${encodeURIComponent(uuid)}`, { body: changes }),
  remove: (uuid) => call("DELETE", `chartmogul/tasks/${encodeURIComponent(uuid)}`),
  faults: () => get("chartmogul/faults"),
  breakWith: (name) => post("chartmogul/faults", { name }),
  repair: () => call("DELETE", "chartmogul/faults"),
};

/** The clock of Slack, ChartMogul and the bot; each answers how many seconds it is `ahead`. */
export const clock = {
  nextMorning: (as) => post("clock", { as, to: "working_day" }),
  nextMonday: (as) => post("clock", { as, to: "monday" }),
  putRight: () => call("DELETE", "clock"),
};

/** Who and where the demo opens with. */
export const opening = () => get("opening");
