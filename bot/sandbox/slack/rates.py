"""Slack's limit of one message a second in each channel, with room for a short burst.

https://docs.slack.dev/apis/web-api/rate-limits
"""

from __future__ import annotations

import threading
from collections.abc import Callable

PER_SECOND = 1.0
BURST = 3.0


class MessageRate:
    """A token bucket for each channel. Thread-safe."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, channel: str) -> bool:
        """Whether one more message may go to `channel` now."""
        with self._lock:
            now = self._clock()
            left, at = self._buckets.get(channel, (BURST, now))
            left = min(BURST, left + (now - at) * PER_SECOND)
            self._buckets[channel] = (max(left - 1, 0.0) if left >= 1 else left, now)
            return left >= 1
