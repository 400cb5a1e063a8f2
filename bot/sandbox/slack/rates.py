"""Slack's rate limits: so many calls of a method a minute, and one message a second in each channel.

https://docs.slack.dev/apis/web-api/rate-limits; each method's page names its tier.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

_TIER_2 = "conversations.list users.list"
_TIER_3 = """
    chat.delete chat.update conversations.history conversations.info conversations.join conversations.open
    conversations.replies team.info users.lookupByEmail
"""
_TIER_4 = """
    chat.postEphemeral conversations.members users.info views.open views.publish views.push views.update
"""
PER_MINUTE = {
    method: limit
    for methods, limit in ((_TIER_2, 20), (_TIER_3, 50), (_TIER_4, 100))
    for method in methods.split()
}
"""Calls a minute for the whole workspace: what Slack grants at least."""

MESSAGES_PER_SECOND = 1.0
MESSAGES_BURST = 3.0


class Rates:
    """A token bucket for each method, and for the messages into each channel. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def wait(self, method: str, channel: str) -> int:
        """Whole seconds until the app may call again; 0 when it may, and that call is counted."""
        if method == "chat.postMessage":
            return self._take((method, channel), MESSAGES_PER_SECOND, MESSAGES_BURST)
        if method in PER_MINUTE:
            return self._take((method, ""), PER_MINUTE[method] / 60, PER_MINUTE[method])
        return 0

    def _take(self, bucket: tuple[str, str], per_second: float, burst: float) -> int:
        with self._lock:
            now = self._clock()
            left, at = self._buckets.get(bucket, (burst, now))
            left = min(burst, left + (now - at) * per_second)
            granted = left >= 1
            self._buckets[bucket] = (left - 1 if granted else left, now)
            return 0 if granted else max(1, math.ceil((1 - left) / per_second))
