"""A database whose clock stands still until the test moves it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Float, literal

from bot.store.database import Database


class StoppedClock(Database):
    """A real database with a clock of the test's own."""

    seconds = 1_000_000.0

    def moment(self) -> ColumnElement[float]:
        return literal(self.seconds, Float)
