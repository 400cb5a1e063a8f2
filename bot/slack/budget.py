"""Time that may be spent on what has to be asked first, before Slack must be answered within its 3 s."""

from __future__ import annotations

import time

ANSWER = 2.5
"""Seconds from its arrival in which everything that a request waits for must be done."""


class Budget:
    """The seconds of one request, shared by all that it waits for.

    Never quite none is left, so that an answer that comes at once is still taken.
    """

    def __init__(self, seconds: float = ANSWER) -> None:
        self._since = time.monotonic()
        self._seconds = seconds

    @property
    def since(self) -> float:
        """When the request came in, by `time.monotonic()`."""
        return self._since

    def left(self, within: float | None = None) -> float:
        """What remains, in seconds: of the first `within` of them, or of all."""
        whole = self._seconds if within is None else min(within, self._seconds)
        return max(0.1, self._since + whole - time.monotonic())

    def spent(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self._since + self._seconds
