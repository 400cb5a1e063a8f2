/** Emoji by Slack's names. Those the bot uses are drawn here, because not every machine has an emoji font. */

import { h } from "./dom.js";

const SIGNS = {
  wave: "👋", tada: "🎉", thumbsup: "👍", "+1": "👍", eyes: "👀", pray: "🙏", rocket: "🚀", fire: "🔥",
  smile: "😄", slightly_smiling_face: "🙂", joy: "😂", heart: "❤️", raised_hands: "🙌", clap: "👏",
  bulb: "💡", memo: "📝", calendar: "📅", date: "📅", bell: "🔔", hourglass: "⌛", zap: "⚡", lock: "🔒",
  link: "🔗", mag: "🔍", speech_balloon: "💬", bust_in_silhouette: "👤", ballot_box_with_check: "☑️",
  alarm_clock: "⏰", red_circle: "🔴", pencil2: "✏️",
  inbox_tray: "📥", clipboard: "📋", zzz: "💤", sunny: "☀️", spiral_calendar_pad: "🗓️", no_entry: "⛔",
  arrow_right: "➡️", point_right: "👉", star: "⭐", sparkles: "✨", email: "✉️", phone: "☎️", pushpin: "📌",
};

const DRAWN = new Set([
  "warning", "white_check_mark", "heavy_check_mark", "x", "information_source", "wave", "tada", "wastebasket",
  "hourglass_flowing_sand",
]);

/** The emoji of that name; its name in colons where it is not known. */
export function emoji(name) {
  if (DRAWN.has(name)) {
    return h("span", { class: `emoji emoji-${name}`, role: "img", "aria-label": name.replaceAll("_", " ") });
  }
  const sign = SIGNS[name];
  return sign ? h("span", { role: "img", "aria-label": name.replaceAll("_", " ") }, sign) : `:${name}:`;
}
