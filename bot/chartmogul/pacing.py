"""Keeps one process within ChartMogul's limits, and lets creating tasks go before reading customers."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from bot.chartmogul.errors import Busy
from bot.chartmogul.throttle import Priority

CONNECTIONS = 18
"""Requests in flight at once; 20 are allowed, and one may linger after its answer (https://dev.chartmogul.com/docs/rate-limits)."""

RATE = 30
"""Requests in any second; 40 are allowed, and some may bunch up on their way."""

SYNC_CONNECTIONS = 4
SYNC_RATE = 15
"""What reading all customers may take of both, so that the rest is free for people."""

PATIENCE = 8.0
"""Seconds that a request waits for its turn."""


class Pacing:
    """A `Throttle` for all clients of one process. Safe to share between threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._in_flight = dict.fromkeys(Priority, 0)
        self._started: deque[float] = deque()

    @contextmanager
    def __call__(self, priority: Priority) -> Iterator[None]:
        """A slot for one request.

        Raises:
            Busy: none came free in time.
        """
        self._enter(priority)
        try:
            yield
        finally:
            with self._changed:
                self._in_flight[priority] -= 1
                self._changed.notify_all()

    def _enter(self, priority: Priority) -> None:
        deadline = time.monotonic() + PATIENCE
        with self._changed:
            while (wait := self._wait(priority)) > 0:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise Busy(retry_after=1.0)
                self._changed.wait(min(wait, left))
            self._in_flight[priority] += 1
            self._started.append(time.monotonic())

    def _wait(self, priority: Priority) -> float:
        """Seconds until it is worth looking again; 0 where the request may go."""
        now = time.monotonic()
        while self._started and self._started[0] <= now - 1.0:
            self._started.popleft()
        syncing = priority is Priority.SYNC
        if syncing and self._in_flight[Priority.SYNC] >= SYNC_CONNECTIONS:
            return PATIENCE
        if sum(self._in_flight.values()) >= CONNECTIONS:
            return PATIENCE
        rate = SYNC_RATE if syncing else RATE
        if len(self._started) >= rate:
            return max(self._started[-rate] + 1.0 - now, 0.001)
        return 0.0
