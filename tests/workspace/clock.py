"""A clock that tests move."""

from __future__ import annotations

from bot.runtime import Runtime


class Clock(Runtime):
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds
