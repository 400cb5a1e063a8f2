"""A clock for tests of what comes after a pause."""

from __future__ import annotations

from bot.runtime import Runtime


class Impatient(Runtime):
    """The machine's, but that pauses are over at once, and no other time passes."""

    def __init__(self) -> None:
        self._now = 0.0

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds
