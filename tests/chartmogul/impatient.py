"""A clock for tests of what comes after a pause."""

from __future__ import annotations

from bot.runtime import Runtime


class Impatient(Runtime):
    """The machine's, but that pauses are over at once, and no other time passes."""

    def __init__(self) -> None:
        self.paused: list[float] = []
        """Each pause, in seconds."""

    def monotonic(self) -> float:
        return sum(self.paused)

    def sleep(self, seconds: float) -> None:
        self.paused.append(seconds)
