"""A lock for work that one does at a time, in which those whom a person waits for go before the rest."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable

AHEAD = 0.05
"""Seconds by which the urgent go before others: whoever has waited that long keeps their place."""

_Place = tuple[float, int, threading.Event]
"""Before whom it is, and what is set when the turn has come."""


class Turns:
    """A lock that is handed from its holder to the next, in order of arrival but for those that are urgent.

    Safe to share between threads.

    Args:
        clock: counts seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._is_held = False
        self._waiting: list[_Place] = []
        self._order = itertools.count()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def acquire(self, *, urgent: bool, timeout: float) -> bool:
        """Wait for a turn. Whether it came in so many seconds."""
        place = (self._clock() + (0.0 if urgent else AHEAD), next(self._order), threading.Event())
        is_called = False
        try:
            with self._lock:
                if not self._is_held:
                    self._is_held = is_called = True
                    return True
                heapq.heappush(self._waiting, place)
            is_called = place[-1].wait(timeout)
        finally:
            # Also where a signal has broken off the waiting.
            if not is_called:
                self._leave(place)
        return is_called

    def release(self) -> None:
        """Hand the turn to the next."""
        with self._lock:
            if self._waiting:
                heapq.heappop(self._waiting)[-1].set()
            else:
                self._is_held = False

    def _leave(self, place: _Place) -> None:
        with self._lock:
            if place in self._waiting:
                self._waiting.remove(place)
                heapq.heapify(self._waiting)
                return
        if place[-1].is_set():
            # The turn came in this very moment.
            self.release()
