/** The demo's clock, which is moved to see what comes in the morning. */

import { h, slot } from "./dom.js";
import { clock } from "./api.js";
import { toast } from "./toast.js";

let ahead = 0;
let shown = "";

/** The time by the demo's clock, in milliseconds since 1970. */
export const now = () => Date.now() + ahead * 1000;

/** Begins with the clock as it is: `seconds` ahead of the machine's; null where it cannot be moved. */
export function beginClock(seconds) {
  ahead = seconds ?? 0;
  slot("clock").hidden = seconds === null;
}

/** Shows the clock as it is for this person, with what moves it; `moved()` is called once it was moved. */
export function showClock({ id, tz }, moved) {
  const time = ahead ? formatted(tz) : "";
  if (shown === `${id}/${time}`) return;
  shown = `${id}/${time}`;
  slot("clock").replaceChildren(
    h("span", { testid: "clock", role: "status" }, time ? `It is ${time}` : ""),
    tool("Next working morning, 9:00", "clock-morning", () => clock.nextMorning(id), moved),
    tool("Next Monday, 9:00", "clock-monday", () => clock.nextMonday(id), moved),
    ...(time ? [tool("Back to now", "clock-now", clock.putRight, moved)] : []),
  );
}

function tool(text, testid, step, moved) {
  const onclick = async () => {
    try {
      ({ ahead } = await step());
      await moved();
    } catch (error) {
      toast(error.message);
    }
    const again = document.querySelector(`[data-testid=${testid}]`);
    (again ?? document.querySelector("[data-testid=clock-morning]"))?.focus();
  };
  return h("button", { type: "button", testid, onclick }, text);
}

function formatted(timeZone) {
  return new Date(now()).toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
}
