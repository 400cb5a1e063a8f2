"""A clock that tests move."""

from __future__ import annotations

from bot.runtime import Runtime


class StillClock(Runtime):
    """Stands still until it is moved."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def monotonic(self) -> float:
        return self.seconds
