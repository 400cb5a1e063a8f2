/** Slack's message markup as elements (https://docs.slack.dev/messaging/formatting-message-text). */

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { slackDate } from "./slack_date.js";

const FENCE = /```([\s\S]+?)```/;
const QUOTE = /^(?:&gt;|>) ?/;
const BEFORE = "(?<![\\p{L}\\p{N}])";
const AFTER = "(?![\\p{L}\\p{N}])";

/** Between a pair of signs; links and code inside are skipped whole, since they may hold the sign. */
const between = (name, sign) =>
  `${BEFORE}[${sign}](?!\\s)(?<${name}>(?:<[^<>\\n]*>|\`[^\`\\n]*\`|[^${sign}\\n<\`])+)(?<!\\s)[${sign}]${AFTER}`;

const TOKEN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<link>[^<>\\n]+)>",
    ":(?<emoji>[a-z0-9_+-]+):",
    between("bold", "*"),
    between("italic", "_"),
    between("strike", "~"),
    "(?<url>https?://[^\\s<>]+[^\\s<>.,;:!?)\\]'\"])",
  ].join("|"),
  "gu",
);

/** Slack escapes three characters and no others. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/**
 * The text as nodes. `names` resolves ids: `person(id)`, `channel(id)`, and `openChannel(id)`, `openUrl(url)`;
 * `zone()` is where the reader's clock stands.
 * With `verbatim` bare addresses stay text, as Slack leaves them then.
 */
export function mrkdwn(text, names, { verbatim = false } = {}) {
  const parts = String(text ?? "").split(FENCE);
  const nodes = parts.map((part, n) => {
    if (n % 2) return h("pre", {}, h("code", {}, unescape(part.replace(/^\n/, ""))));
    // A fence stands on lines of its own: the line breaks around it are not shown again.
    const after = n > 0 ? part.replace(/^\n/, "") : part;
    return lines(n < parts.length - 1 ? after.replace(/\n$/, "") : after, names, verbatim);
  });
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.flat());
  return fragment;
}

function lines(text, names, verbatim) {
  if (!text) return [];
  const nodes = [];
  let quote = null;
  for (const [n, line] of text.split("\n").entries()) {
    const quoted = QUOTE.test(line);
    if (quoted && !quote) nodes.push((quote = h("blockquote")));
    else if (quoted) quote.append(h("br"));
    else if (n > 0 && !quote) nodes.push(h("br"));
    const content = inline(quoted ? line.replace(QUOTE, "") : line, names, verbatim);
    if (quoted) quote.append(...content);
    else {
      quote = null;
      nodes.push(...content);
    }
  }
  return nodes;
}

function inline(text, names, verbatim) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const node = token(match.groups, names, verbatim);
    if (node === null) continue;
    nodes.push(unescape(text.slice(end, match.index)), node);
    end = match.index + match[0].length;
  }
  nodes.push(unescape(text.slice(end)));
  return nodes.filter((node) => node !== "");
}

function token(found, names, verbatim) {
  if (found.code !== undefined) return h("code", {}, unescape(found.code));
  if (found.link !== undefined) return reference(found.link, names);
  if (found.emoji !== undefined) return emoji(found.emoji);
  if (found.bold !== undefined) return h("b", {}, inline(found.bold, names, verbatim));
  if (found.italic !== undefined) return h("i", {}, inline(found.italic, names, verbatim));
  if (found.strike !== undefined) return h("s", {}, inline(found.strike, names, verbatim));
  return verbatim ? null : anchor(unescape(found.url), null, names);
}

function reference(content, names) {
  const bar = content.indexOf("|");
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? "" : unescape(content.slice(bar + 1));
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${names.person(target.slice(1)) || label || "unknown"}`);
  if (target.startsWith("#")) return channelLink(target.slice(1), label, names);
  if (target.startsWith("!date^")) return date(target, label, names);
  if (target.startsWith("!")) return h("span", { class: "mention" }, label || `@${target.slice(1)}`);
  return anchor(unescape(target), label, names);
}

function date(target, fallback, names) {
  const [, seconds, format, url] = target.split("^");
  const words = slackDate(seconds, unescape(format ?? ""), names.zone()) || fallback || target;
  return url ? anchor(unescape(url), words, names) : words;
}

function channelLink(id, label, names) {
  const name = names.channel(id);
  if (!name) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("button", { type: "button", class: "mention", onclick: () => names.openChannel(id) }, name);
}

/** A link that can be followed; other schemes than web and mail stay text. */
export function anchor(url, label, names) {
  if (!/^(https?|mailto|tel):/i.test(url)) return label || url;
  const text = label || url.replace(/^mailto:/i, "");
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer", onclick: (event) => names.openUrl(url, event) },
    text,
  );
}

/** Text without markup; only emoji names are shown as signs. */
export function plain(text) {
  const nodes = [];
  let end = 0;
  for (const match of String(text ?? "").matchAll(/:([a-z0-9_+-]+):/g)) {
    nodes.push(text.slice(end, match.index), emoji(match[1]));
    end = match.index + match[0].length;
  }
  nodes.push(String(text ?? "").slice(end));
  return nodes.filter((node) => node !== "");
}

/** A text object of Block Kit as nodes. */
export function textObject(object, names) {
  if (!object) return [];
  return object.type === "mrkdwn" ? [mrkdwn(object.text, names, { verbatim: object.verbatim })] : plain(object.text);
}
