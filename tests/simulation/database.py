"""The one database of all processes: SQLite in memory, made once and restored for every world.

What is worth watching is told by SQLite itself, through triggers of this connection that call back.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, Connection, Double, bindparam, make_url

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.store.clock import Machine
from bot.store.database import WAIT, Database
from bot.store.database_url import DatabaseUrl
from bot.store.failures import translated
from tests.simulation.events import Row
from tests.simulation.scheduler import Scheduler
from tests.simulation.virtual import EPOCH

_NUMBERS = itertools.count()
"""Of databases: each is another one."""

_WATCHED = ("id", "token", "lease_until", "state", "post", "notice", "task_uuid", "request")


class Turns(Protocol):
    """What comes between transactions."""

    @property
    def scheduler(self) -> Scheduler:
        """Who has the turns."""

    def before_reading(self) -> None:
        """A process is about to read."""

    def before_writing(self, wait: float) -> None:
        """A process is about to write, and waits so many seconds for the lock.

        Raises:
            DatabaseUnavailable: it does not get it.
        """

    def after_writing(self) -> None:
        """What it wrote is committed."""


class Watcher(Protocol):
    """Who hears of deliveries."""

    def stored(self, row: Row) -> None:
        """A delivery is new."""

    def changed(self, before: Row, after: Row) -> None:
        """A delivery was changed."""


class WorldDatabase(Database):
    """One connection for all: a transaction is never parted, and what comes between two is the world's.

    Args:
        customers: whom the directory knows.
    """

    def __init__(self, customers: Sequence[Customer]) -> None:
        self._turns: Turns | None = None
        self._watcher: Watcher | None = None
        self._moment: ColumnElement[float] = bindparam("moment", callable_=self._now, type_=Double())
        file = f"file:/simulation{next(_NUMBERS)}?vfs=memdb"
        # As long as somebody has it open, it is there.
        self._keeper = sqlite3.connect(file, uri=True)
        url = DatabaseUrl(make_url(f"sqlite:///{file}&uri=true"))
        Database(url, Machine()).migrate()
        super().__init__(url, Machine())
        self._connection = self._engine.connect()
        self._memory = cast(sqlite3.Connection, self._connection.connection.driver_connection)
        Directory(self).upsert_customers(customers)
        self._template = sqlite3.connect(":memory:")
        self._memory.backup(self._template)
        self._watch()

    def enter(self, turns: Turns, watcher: Watcher, *, slots: int, sql: str = "") -> None:
        """Begin anew, for this world.

        Args:
            slots: how many requests to ChartMogul fit into a second.
            sql: changes the database before.
        """
        self._turns, self._watcher = turns, watcher
        self._template.backup(self._memory)
        first = self._memory.execute("SELECT min(number) FROM request_slots").fetchone()[0]
        self._memory.execute("DELETE FROM request_slots WHERE number >= ?", [first + slots])
        if sql:
            self._memory.executescript(sql)

    def leave(self) -> None:
        """The world is over."""
        self._turns = self._watcher = None

    def moment(self) -> ColumnElement[float]:
        """The world's time itself: SQLite's clock in the database costs a third of a world."""
        return self._moment

    def close(self) -> None:
        self._connection.close()
        super().close()
        self._template.close()
        self._keeper.close()

    def migrate(self) -> None:
        """It is what every process would make of it."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._turns:
            self._turns.before_reading()
        with translated():
            try:
                yield self._connection
            finally:
                self._connection.rollback()

    @contextmanager
    def writing(self, *, durable: bool = True, wait: float = WAIT) -> Iterator[Connection]:
        if self._turns:
            self._turns.before_writing(wait)
        with translated(), self._connection.begin():
            # What the real one says of disks and other processes would only take time.
            self._memory.execute("BEGIN")
            yield self._connection
        if self._turns:
            self._turns.after_writing()

    def _now(self) -> float:
        return EPOCH + (self._turns.scheduler.now if self._turns else 0.0)

    def _watch(self) -> None:
        width = len(_WATCHED)
        self._memory.create_function("stored", width, self._stored)
        self._memory.create_function("changed", 2 * width, self._changed)
        old, new = (", ".join(f"{row}.{name}" for name in _WATCHED) for row in ("old", "new"))
        self._memory.executescript(f"""
            CREATE TEMP TRIGGER watch_stored AFTER INSERT ON main.deliveries
            BEGIN SELECT stored({new}); END;
            CREATE TEMP TRIGGER watch_changed AFTER UPDATE ON main.deliveries
            BEGIN SELECT changed({old}, {new}); END;
        """)

    def _stored(self, *values: Any) -> None:
        if self._watcher:
            self._watcher.stored(Row(*values))

    def _changed(self, *values: Any) -> None:
        if self._watcher:
            self._watcher.changed(Row(*values[: len(_WATCHED)]), Row(*values[len(_WATCHED) :]))
