"""ChartMogul's clock, which dates its tasks, as known from the `Date` of its answers."""

from __future__ import annotations

import time


class RemoteClock:
    """Carries the time of the latest answer on by this machine's monotonic clock, which nobody sets.

    It is behind ChartMogul's by up to a second, for the header names none smaller, plus the time that the
    answer took to come; never ahead. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._ahead: float | None = None

    def learn(self, at: float | None) -> None:
        """ChartMogul just answered at this time of its own, epoch seconds."""
        if at is not None:
            self._ahead = at - time.monotonic()

    def now(self) -> float | None:
        """ChartMogul's time, epoch seconds; None before the first answer that said it."""
        return None if self._ahead is None else self._ahead + time.monotonic()
