/** Coloured initials, the same for the same person everywhere. */

import { h, icon } from "./dom.js";

const HUES = [210, 285, 160, 25, 340, 95, 250, 190, 45, 315];

/** The avatar of a person of this name; `app` is for the bot. */
export function avatar(name, { app = false, bot = false } = {}) {
  if (app) return h("span", { class: "avatar app-avatar", "aria-hidden": "true" });
  if (bot) return h("span", { class: "avatar bot-avatar", "aria-hidden": "true" }, icon("app"));
  const element = h("span", { class: "avatar", "aria-hidden": "true" }, initials(name));
  element.style.backgroundColor = `hsl(${HUES[hash(name) % HUES.length]} 45% 42%)`;
  return element;
}

function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, "").split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

function hash(name) {
  return [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7);
}
