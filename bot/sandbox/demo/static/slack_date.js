/** Dates in the reader's own words (https://docs.slack.dev/messaging/formatting-message-text#date-formatting). */

import { now } from "./clock.js";

const DAY_MS = 86_400_000;
const TOKEN = /\{(\w+)\}/g;
const UNITS = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

const day = (options) => (date, timeZone) => date.toLocaleDateString("en-GB", { ...options, timeZone });
const time = (options) => (date, timeZone) => date.toLocaleTimeString("en-GB", { ...options, timeZone });
const long = day({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const plain = day({ day: "numeric", month: "long", year: "numeric" });
const short = day({ day: "numeric", month: "short", year: "numeric" });

const FORMATS = {
  date_num: isoDay,
  date_slash: day({ day: "2-digit", month: "2-digit", year: "numeric" }),
  date: plain,
  date_short: short,
  date_long: long,
  date_pretty: (...at) => near(...at) ?? plain(...at),
  date_short_pretty: (...at) => near(...at) ?? short(...at),
  date_long_pretty: (...at) => near(...at) ?? long(...at),
  time: time({ hour: "2-digit", minute: "2-digit" }),
  time_secs: time({}),
  ago,
};

/** The text for `seconds` since 1970, with each `{token}` of `format` replaced; null where that is no time. */
export function slackDate(seconds, format, zone) {
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return null;
  return format.replace(TOKEN, (token, name) => FORMATS[name]?.(date, zone) ?? token);
}

/** The day as `2030-01-31`. */
function isoDay(date, timeZone) {
  return date.toLocaleDateString("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
}

function near(date, zone) {
  const days = (Date.parse(isoDay(date, zone)) - Date.parse(isoDay(new Date(now()), zone))) / DAY_MS;
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

function ago(date) {
  const passed = date.getTime() - now();
  const [unit, length] = UNITS.find(([, ms]) => Math.abs(passed) >= ms) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(passed / length), unit);
}
