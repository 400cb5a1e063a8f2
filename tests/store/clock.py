"""Databases whose clock the test moves: one stands still in between, one goes on."""

from __future__ import annotations

from typing import Self

from sqlalchemy import ColumnElement, Double, bindparam

from bot.store.clock import Machine
from bot.store.database_url import DatabaseUrl
from tests.reopened import Reopened


class StoppedClock(Reopened):
    """A real database with a clock of the test's own."""

    seconds = 1_000_000.0

    def __init__(self, url: DatabaseUrl, machine: Machine) -> None:
        super().__init__(url, machine)
        self._moment: ColumnElement[float] = bindparam(
            "moment", callable_=lambda: self.seconds, type_=Double()
        )

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        opened = super().open(url, machine=machine)
        opened.seconds = cls.seconds
        return opened

    def moment(self) -> ColumnElement[float]:
        return self._moment


class ClockMovedOn(Reopened):
    """A real database whose clock is `ahead` of its own by so many seconds."""

    ahead = 0.0

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        opened = super().open(url, machine=machine)
        opened.ahead = 0.0
        return opened

    def moment(self) -> ColumnElement[float]:
        return super().moment() + bindparam("ahead", callable_=lambda: self.ahead, type_=Double())
