"""Says in the log that the database fails, once, and once that it is back.

Many notice it at the same moment, and again and again while it lasts: who looks for work does every second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

QUIET = 5.0
"""Seconds without a failure before it counts as back: what comes and goes is one outage."""


class Outage:
    """Knows of what was said already. Safe to share between threads.

    Args:
        clock: counts seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._said: set[str] = set()
        self._began = self._last = 0.0

    def failed(self, problem: str) -> None:
        """Somebody could not read or store something: say so, if it is not known."""
        with self._lock:
            self._last = self._clock()
            if problem in self._said:
                return
            if not self._said:
                self._began = self._last
            self._said.add(problem)
        log.error("database.unavailable", problem=problem)

    def worked(self) -> None:
        """Something was stored to stay: say that the database is back, if it was away."""
        if not self._said:
            return
        with self._lock:
            now = self._clock()
            if not self._said or now - self._last < QUIET:
                return
            self._said.clear()
        log.warning("database.back", seconds=round(now - self._began))
