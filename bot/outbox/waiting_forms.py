"""Submitted forms that wait a moment for ChartMogul's word, each holding a server thread meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.runtime import REAL, Runtime

FEW = 8
"""Forms that may wait at once for longer than a `GLANCE`."""

MOST = 32
"""Forms that may wait at once at all."""

GLANCE = 0.15
"""Seconds that ChartMogul mostly takes for a task which does not have to queue for its limits."""

LOOK = 0.5
"""Seconds after which to look in the database: another instance may have the delivery in hand, and cannot
wake a form of this one."""

NAP = 0.1
"""Seconds after which a form notices that others have begun to wait."""


class WaitingForms:
    """Lets forms wait for their deliveries, the shorter the more of them wait.

    Where several people submit at once, their tasks queue for ChartMogul's limits, and nobody is kept before
    a form that is as good as done: they hear "saved". When it is a hundred, the machine is busy too, and
    Slack gives three seconds for an answer.

    Args:
        longest: seconds that a form waits when it is the only one.
        runtime: tells the time, and waits.
    """

    def __init__(self, *, longest: float, runtime: Runtime = REAL) -> None:
        self._runtime = runtime
        self._longest = longest
        self._waiting: dict[str, list[threading.Event]] = {}
        self._count = 0
        self._turn = threading.Lock()

    @contextmanager
    def waiting(self, delivery_id: str, *, since: float) -> Iterator[Iterator[None]]:
        """Turns in which to look whether the outcome is there; they end when the form should wait no longer.

        Args:
            since: when the submission came in, by `Runtime.monotonic`.
        """
        news = self._runtime.event()
        with self._turn:
            self._waiting.setdefault(delivery_id, []).append(news)
            self._count += 1
        try:
            yield self._turns(news, since)
        finally:
            with self._turn:
                self._count -= 1
                self._waiting[delivery_id].remove(news)
                if not self._waiting[delivery_id]:
                    del self._waiting[delivery_id]

    def wake(self, delivery_id: str) -> None:
        """Something has become known of this delivery."""
        with self._turn:
            for news in self._waiting.get(delivery_id, []):
                news.set()

    def _turns(self, news: threading.Event, since: float) -> Iterator[None]:
        look_at = self._runtime.monotonic() + LOOK
        until = since + self._longest_now()
        while (left := until - self._runtime.monotonic()) > 0:
            if news.wait(min(NAP, left)) or self._runtime.monotonic() >= look_at:
                news.clear()
                look_at = self._runtime.monotonic() + LOOK
                yield
            until = min(until, since + self._longest_now())
        yield

    def _longest_now(self) -> float:
        if self._count > MOST:
            return 0.0
        return max(min(GLANCE, self._longest), self._longest * (1.0 - (self._count - 1) / FEW))
