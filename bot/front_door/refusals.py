"""Tells the operator of refused requests: a wrong signing secret shows nowhere else."""

from __future__ import annotations

import threading
import time
from collections import Counter as Counts
from collections.abc import Callable

import structlog
from prometheus_client import Counter

from bot.front_door.refused import Reason, Refused

log = structlog.get_logger(__name__)

SECONDS_BETWEEN_LINES = 60.0
"""Of one reason: anybody may send as many bad requests as they like, and the log must stay readable."""

HINTS = {
    Reason.WRONG_PATH: "If this is from Slack, its Request URL does not end in /slack/events, or this bot "
    "uses Socket Mode and has no SLACK_SIGNING_SECRET. `cm-task manifest` prints what the app should say.",
    Reason.NO_SIGNATURE: "Slack signs all that it sends, so this is from somebody else. If nothing from "
    "Slack arrives either, see that its Request URL leads here and that SLACK_SIGNING_SECRET is this app's.",
    Reason.BAD_SIGNATURE: "If this is from Slack, SLACK_SIGNING_SECRET is not this app's: "
    "https://api.slack.com/apps, your app, Basic Information, App Credentials.",
    Reason.STALE_TIMESTAMP: "If this is from Slack, this machine's clock is wrong by so much. "
    "SLACK_SIGNING_SECRET was not even tried.",
}


class Refusals:
    """Counts refused requests by reason, and logs the first of each, then one a minute at most."""

    def __init__(self, counter: Counter, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._counter = counter
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: Counts[Reason] = Counts()
        self._logged: dict[Reason, float] = {}
        for reason in Reason:
            counter.labels(reason.value)

    def note(self, refused: Refused) -> None:
        """Another request was refused."""
        reason = refused.reason
        self._counter.labels(reason.value).inc()
        with self._lock:
            self._counts[reason] += 1
            count, now = self._counts[reason], self._clock()
            last = self._logged.get(reason)
            if last is not None and now - last < SECONDS_BETWEEN_LINES:
                return
            self._logged[reason] = now
        details = {
            "skew_seconds": refused.skew,
            "where": refused.where or None,
            "hint": HINTS.get(reason) if count == 1 else None,
        }
        known = {name: value for name, value in details.items() if value is not None}
        log.warning("slack.refused", reason=reason.value, count=count, **known)
