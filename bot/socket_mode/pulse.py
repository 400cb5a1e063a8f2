"""Whether the other end of a quiet connection still lives."""

from __future__ import annotations

import threading
from collections.abc import Callable

TICK = 1.0
"""Seconds of quiet between two looks."""

_ASK_AFTER = 3
_LATE_AFTER = 2
_DEAD_AFTER = 5


class Pulse:
    """Asks with a ping after some quiet, and counts how long the pong is missing.

    It counts looks, not seconds, so that a process that could not run for a while blames nobody for it. A
    connection that fell silent counts as late after at most 5 s and as dead after at most 8 s of looks.

    Args:
        ping: sends a ping; its event is set by the pong.
    """

    def __init__(self, ping: Callable[[], threading.Event]) -> None:
        self._ping = ping
        self._pong: threading.Event | None = None
        self._quiet = 0
        self._missing = 0

    @property
    def late(self) -> bool:
        """Whether an answer is so late that the connection may be deaf."""
        return self._missing >= _LATE_AFTER

    @property
    def dead(self) -> bool:
        """Whether there is no hope of an answer."""
        return self._missing >= _DEAD_AFTER

    def heard(self) -> None:
        """Something came."""
        self._quiet = self._missing = 0
        self._pong = None

    def tick(self) -> None:
        """Nothing came for another `TICK`."""
        if self._pong and not self._pong.is_set():
            self._missing += 1
            return
        self._pong = None
        self._missing = 0
        self._quiet += 1
        if self._quiet >= _ASK_AFTER:
            self._quiet = 0
            self._pong = self._ping()
