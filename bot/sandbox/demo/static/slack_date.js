/** Dates in the reader's own words (https://docs.slack.dev/messaging/formatting-message-text#date-formatting). */

const DAY_MS = 86_400_000;
const TOKEN = /\{(\w+)\}/g;

const day = (options) => (date) => date.toLocaleDateString("en-GB", options);
const long = day({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const plain = day({ day: "numeric", month: "long", year: "numeric" });
const short = day({ day: "numeric", month: "short", year: "numeric" });

const FORMATS = {
  date_num: (date) => [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-"),
  date_slash: day({ day: "2-digit", month: "2-digit", year: "numeric" }),
  date: plain,
  date_short: short,
  date_long: long,
  date_pretty: (date) => near(date) ?? plain(date),
  date_short_pretty: (date) => near(date) ?? short(date),
  date_long_pretty: (date) => near(date) ?? long(date),
  time: (date) => date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
  time_secs: (date) => date.toLocaleTimeString("en-GB"),
  ago: (date) => ago(date),
};

/** The text for `seconds` since 1970, with each `{token}` of `format` replaced; null where that is no time. */
export function slackDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  if (!seconds || Number.isNaN(date.getTime())) return null;
  return format.replace(TOKEN, (token, name) => FORMATS[name]?.(date) ?? token);
}

function two(number) {
  return String(number).padStart(2, "0");
}

function near(date) {
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[Math.round((midnight(date) - midnight(Date.now())) / DAY_MS)];
}

function ago(date) {
  const units = [
    ["day", DAY_MS],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1000],
  ];
  const passed = date.getTime() - Date.now();
  const [unit, length] = units.find(([, ms]) => Math.abs(passed) >= ms) ?? units.at(-1);
  return new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }).format(Math.round(passed / length), unit);
}
