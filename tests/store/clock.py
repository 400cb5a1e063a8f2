"""A database whose clock stands still until the test moves it."""

from __future__ import annotations

from typing import Self

from sqlalchemy import ColumnElement, Float, literal

from bot.store.clock import Machine
from tests.recycling import Reopened


class StoppedClock(Reopened):
    """A real database with a clock of the test's own."""

    seconds = 1_000_000.0

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        opened = super().open(url, machine=machine)
        opened.seconds = cls.seconds
        return opened

    def moment(self) -> ColumnElement[float]:
        return literal(self.seconds, Float)
