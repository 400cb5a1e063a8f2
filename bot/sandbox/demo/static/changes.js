/** Following Slack: whatever changes there is on the screen at once. */

import { slack } from "./api.js";

const RETRY_MS = 1000;

/** Calls `refresh()` for every change in Slack, for ever; says so while the demo is gone. */
export async function followSlack(refresh) {
  const offline = document.querySelector("[data-testid=offline]");
  let since = 0;
  for (;;) {
    try {
      const { version } = await slack.changes(since);
      // A lower number than before: the demo was started again.
      const changed = version !== since;
      since = version;
      offline.hidden = true;
      if (changed) await refresh();
    } catch {
      offline.hidden = false;
      since = 0;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
