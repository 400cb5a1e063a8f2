/** The page: who one is, what is open, and keeping it as Slack has it. */

import { slack, opening } from "./api.js";
import { followSlack } from "./changes.js";
import { beginClock, showClock } from "./clock.js";
import { Composer } from "./composer.js";
import { Directory } from "./directory.js";
import { icon, slot } from "./dom.js";
import { showHeader } from "./header.js";
import { showHome } from "./home.js";
import { MessageList } from "./messages.js";
import { Modal } from "./modal.js";
import { released } from "./press.js";
import { showConversations, showPeople } from "./sidebar.js";
import { showSteps } from "./steps.js";
import { highlightCustomer, refreshChartMogul, watchChartMogul } from "./tasks.js";
import { toast } from "./toast.js";

const CHARTMOGUL_APP = "https://app.chartmogul.com/";

const at = { me: "", channel: "", thread: "", tab: "messages" };
const read = new Map();
const page = document.querySelector(".page");
const directory = new Directory({ openChannel: (id) => open({ channel: id, thread: "" }), openUrl });
const { names } = directory;
const data = directory.selects((...query) => slack.suggest(at.me, ...query).then((answer) => answer.options));

/** Does something for the person; what goes wrong is shown. Answers whether it went well. */
async function act(step) {
  try {
    const { failure } = await step();
    if (failure) toast(failure);
    await refresh();
    return !failure;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

function messageList(host, threads) {
  return new MessageList({
    host,
    names,
    data,
    threads,
    shortcuts: () => directory.shortcuts("message"),
    person: (id) => directory.person(id),
    mayDelete: (message) => directory.mayDelete(message),
    clientAt: ({ channel }) => ({
      openThread: (ts) => open({ channel, thread: ts }).then(() => threadComposer.input.focus()),
      shortcut: (callback_id, ts) => act(() => slack.shortcut(at.me, callback_id, channel, ts)),
      remove: (ts) => act(() => slack.remove(at.me, channel, ts)),
      click: (ts, ...clicked) => act(() => slack.click(at.me, channel, ts, ...clicked)),
    }),
  });
}

const messages = messageList(slot("messages"), true);
const replies = messageList(slot("replies"), false);

const shared = {
  commands: () => directory.app.commands,
  shortcuts: () => directory.shortcuts("global"),
  start: (callback_id) => act(() => slack.shortcut(at.me, callback_id, at.channel)),
};
const composer = new Composer({
  ...shared,
  id: "composer-main",
  testid: "composer",
  send: (text) => say(text),
});
const threadComposer = new Composer({
  ...shared,
  id: "composer-thread",
  testid: "thread-composer",
  send: (text) => say(text, at.thread),
});
slot("composer").append(composer.element);
slot("thread-composer").append(threadComposer.element);

let said = Promise.resolve();

/** One after the other: what is sent while Slack still waits for an app to answer comes after it, and is not lost. */
function say(text, thread) {
  const send = text.startsWith("/") ? slack.command : slack.message;
  const { me, channel } = at;
  said = said.then(() => act(() => send(me, channel, text, thread)));
  return said;
}

const modal = new Modal({
  names,
  data,
  failed: toast,
  client: {
    fill: async (action_id, value) => failing(await slack.fill(at.me, action_id, value)),
    act: (...clicked) => act(() => slack.clickView(at.me, ...clicked)),
    close: async (everything) => {
      failing(await slack.close(at.me, everything));
      await refresh();
    },
    submit: async () => {
      const answer = await slack.submit(at.me);
      await refresh();
      return answer;
    },
  },
});

function failing({ failure }) {
  if (failure) toast(failure);
}

/** ChartMogul's own pages are not in the demo: its column shows the customer's tasks instead. */
function openUrl(url, event) {
  if (!url.startsWith(CHARTMOGUL_APP)) return;
  event.preventDefault();
  showPane("chartmogul");
  highlightCustomer(url);
  toast(`In your workspace this opens ${url}`, "note");
}

let running = null;
let again = false;

/** Fetches everything that is on the screen; calls during a run are served by one more run. */
function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = (async () => {
    do {
      again = false;
      await fetchAndShow();
    } while (again);
  })().finally(() => {
    running = null;
  });
  return running;
}

async function fetchAndShow() {
  const { me } = at;
  const state = await slack.state(me);
  if (me !== at.me) return refreshAgain();
  directory.update(state);
  if (!directory.channels.has(at.channel)) Object.assign(at, { channel: firstChannel(), thread: "" });
  const { channel, thread } = at;
  const asked = modal.clock;
  const [listed, thread_, direct, view, home] = await Promise.all([
    slack.messages(me, channel),
    thread ? slack.messages(me, channel, thread) : { messages: [] },
    slack.messages(me, directory.app.dm),
    slack.view(me),
    slack.home(me),
    // What the bot says of a task it has just done there.
    refreshChartMogul(),
  ]);
  await released();
  if (me !== at.me || channel !== at.channel || thread !== at.thread) return refreshAgain();
  draw({ listed: listed.messages, replies: thread_.messages, direct: direct.messages, home: home.view });
  modal.show(view.view, view.stack_depth, asked);
  return undefined;
}

function refreshAgain() {
  again = true;
}

function firstChannel() {
  return directory.conversations()[0]?.id ?? "";
}

function draw({ listed, replies: answers, direct, home }) {
  const { me, thread } = at;
  const channel = directory.channels.get(at.channel);
  const hasHome = channel.app && (directory.app.home_tab || home);
  if (!hasHome) at.tab = "messages";
  noteUnread(direct);
  const news = unread(direct);
  showConversations(directory.conversations(), at.channel, news, (id) => open({ channel: id, thread: "" }));
  showPeople(document.querySelector("[data-testid=person-switcher]"), directory.users(), at.me, switchPerson);
  showClock(directory.people.get(at.me), refresh);
  const members = channel.members.filter((id) => !directory.people.get(id)?.is_app).length;
  showHeader(channel, { tab: at.tab, hasHome, members, news: news.has(channel.id), openTab });
  const onHome = at.tab === "home";
  slot("messages").hidden = slot("composer").hidden = onHome;
  slot("home").hidden = !onHome;
  if (onHome) showHome(home, { names, data, click: clickHome });
  else messages.show(listed, { me, channel: channel.id }, { empty: emptyText(channel) });
  drawThread({ me, channel, thread }, answers);
  composer.placeholder(`Message ${channel.kind === "im" ? channel.title : `#${channel.title}`}`);
  page.dataset.thread = String(Boolean(thread));
  page.dataset.tab = at.tab;
  page.dataset.person = me;
}

function emptyText(channel) {
  return channel.app ? `${channel.title} writes to you here.` : "No messages yet. Write the first one.";
}

function noteUnread(direct) {
  const newest = direct.at(-1)?.ts ?? "0";
  const looking = at.channel === directory.app.dm && at.tab === "messages";
  if (looking || !read.has(at.me)) read.set(at.me, newest);
}

function unread(direct) {
  const isNew = Number(direct.at(-1)?.ts ?? 0) > Number(read.get(at.me));
  return new Set(isNew ? [directory.app.dm] : []);
}

async function openTab(name) {
  at.tab = name;
  if (name === "home") await act(() => slack.openHome(at.me));
  else await refresh();
}

function clickHome(...clicked) {
  return act(() => slack.clickHome(at.me, ...clicked));
}

function drawThread({ me, channel, thread }, answers) {
  document.querySelector("[data-testid=thread]").hidden = !thread;
  if (!thread) return;
  slot("thread-channel").textContent = channel.kind === "im" ? channel.title : `#${channel.title}`;
  replies.show(answers, { me, channel: channel.id, thread });
  threadComposer.placeholder("Reply…");
}

/** Goes to another conversation or thread. */
async function open(where) {
  if (where.channel && where.channel !== at.channel) at.tab = "messages";
  Object.assign(at, where);
  remember();
  showPane("chat");
  await refresh().catch((error) => toast(error.message));
}

async function switchPerson(id) {
  Object.assign(at, { me: id, thread: "", tab: "messages" });
  remember();
  await refresh().catch((error) => toast(error.message));
}

/** In the address, so that a reload or a second window finds the place. */
function remember() {
  history.replaceState(null, "", `#${[at.me, at.channel, at.thread].filter(Boolean).join("/")}`);
}

/** On narrow screens one pane is shown at a time. */
function showPane(name) {
  page.dataset.pane = name;
  for (const button of document.querySelectorAll("[data-show]")) {
    if (button.dataset.show === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

async function begin() {
  const start = await opening();
  const [me, channel, thread] = location.hash.slice(1).split("/");
  Object.assign(at, { me: me || start.me, channel: channel || start.channel, thread: thread ?? "" });
  slot("team").textContent = start.team;
  beginClock(start.clock);
  document.querySelector("[data-testid=close-thread]").append(icon("close"));
  document.querySelector("[data-testid=close-thread]").addEventListener("click", async () => {
    await open({ thread: "" });
    composer.input.focus();
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => showPane(button.dataset.show));
  }
  try {
    await refresh();
  } catch {
    // The address names somebody whom this demo does not know: it is of an earlier one.
    Object.assign(at, { me: start.me, channel: start.channel, thread: "" });
  }
  remember();
  page.dataset.ready = "true";
  showSteps((text) => composer.begin(text));
  watchChartMogul();
  await followSlack(refresh);
}

begin();
