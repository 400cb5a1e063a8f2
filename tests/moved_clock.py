"""A wall clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.runtime import Runtime


class MovedClock(Runtime):
    """The machine's time and threads, but for what the clock on its wall says."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def set(self, shows: str) -> None:
        """Let it show this time in UTC, `2026-11-27 08:00`, and go on from there."""
        self._ahead = datetime.fromisoformat(shows).replace(tzinfo=UTC) - datetime.now(UTC)

    def put_right(self) -> None:
        """Let it show what the machine's does."""
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead
