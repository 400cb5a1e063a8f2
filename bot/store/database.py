"""The database behind everything that is kept: SQLite in a file by default, PostgreSQL by URL."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Literal, Self
from typing import cast as typed

from sqlalchemy import ColumnElement, Connection, Engine, Float, Select, Table, bindparam, cast, func, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store import migrating, sqlite
from bot.store.clock import Machine, SharedClock
from bot.store.database_url import DatabaseUrl
from bot.store.failures import DatabaseError, DatabaseUnavailable, translated
from bot.store.outage import Outage
from bot.store.readiness import Readiness
from bot.store.sqlite_file import SqliteFile
from bot.store.turns import Turns

__all__ = ["Database", "DatabaseError", "DatabaseUnavailable"]

WAIT = 2.0
"""Seconds to wait for a lock or a free connection. Slack gives 3 s in all, and the person is to be told."""

POOL = 20
"""Most connections of one process: transactions are short, so 150 threads get by with them."""

OVERLAP = 60.0
"""Seconds by which the time that a transaction goes by may be behind another's, which it had to wait for."""

_SERVERS_CLOCK = cast(func.extract("epoch", func.statement_timestamp()), Float)
_TURN = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))


class Database:
    """Connections and transactions. Safe to share between threads; open it after a fork, not before."""

    def __init__(self, url: DatabaseUrl, machine: Machine) -> None:
        self._url = url
        self._file = SqliteFile(url.file) if url.is_sqlite else None
        self._engine = (
            sqlite.engine(url, self._file, wait=WAIT, connections=POOL) if self._file else _postgresql(url)
        )
        self._clock = SharedClock(machine)
        self._outage = Outage()
        self._readiness = Readiness(self, self._outage.worked)
        self._turn = Turns()
        self.dialect = typed(Literal["sqlite", "postgresql"], self._engine.dialect.name)
        # Without options of its own, a connection runs each statement faster, and SQLite needs none to read.
        reads_alone = self.dialect == "postgresql"
        self._reading = self._engine.execution_options(cm_task_alone=True) if reads_alone else self._engine

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        """The database at this URL; nothing is connected yet.

        Args:
            url: `sqlite:///file` or `postgresql://…`, as hosts and other programs write it.
            machine: tells the time on SQLite.

        Raises:
            DatabaseError: the URL is none of those.
        """
        return cls(DatabaseUrl.parse(url), machine or Machine())

    def __repr__(self) -> str:
        url = self._engine.url
        return f"Database({self.dialect}, {url.host or 'local'}, {url.database})"

    def migrate(self) -> None:
        """Bring the schema and the clock up to date; every process does so once when it starts.

        Of several that start at the same moment, one changes the schema and the others wait.

        Raises:
            DatabaseUnavailable: the database cannot be reached or changed.
            DatabaseError: a newer version of the bot has changed the schema.
        """
        with translated():
            if self.dialect == "postgresql":
                from bot.store.postgresql import check_encoding  # noqa: PLC0415 - see `_postgresql`

                with self._engine.connect() as connection:
                    check_encoding(connection)
            migrating.migrate(self._engine)
        if self.dialect == "sqlite" and self._is_clock_off():
            with self.writing() as connection:
                self._clock.set(connection)

    def _is_clock_off(self) -> bool:
        with self.reading() as connection:
            return self._clock.is_off(connection)

    def ready(self) -> bool:
        """Whether the database has its schema and takes what it is given; see `problem`."""
        return self.problem() is None

    def problem(self) -> DatabaseError | None:
        """Why it is not ready, in one line; None if it is. Tried out by writing; waits a moment for locks."""
        return self._readiness.problem()

    @property
    def ignored(self) -> tuple[str, ...]:
        """Parameters of the URL that mean something to other programs only."""
        return self._url.ignored

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Every statement sees what is committed by then.

        Raises:
            DatabaseUnavailable: the database is locked for too long, or away.
        """
        with self._noticed(), translated(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(
        self, *, durable: bool = True, urgent: bool = False, wait: float = WAIT
    ) -> Iterator[Connection]:
        """A transaction: committed at the end, rolled back on any error. Never open one within another.

        Args:
            durable: whether it must outlast a power cut. Without, it is faster, still all or nothing, and
                outlasts one if a later transaction does.
            urgent: whether a person or Slack waits for it: on SQLite it goes before others of this process.
            wait: seconds to wait for locks.

        Raises:
            DatabaseUnavailable: the database is locked for too long, full, read-only or away; nothing of
                the transaction is stored, unless the connection broke in the moment of the commit.
        """
        until = time.monotonic() + wait
        turn = self._one_at_a_time(urgent=urgent, wait=wait)
        with self._noticed(), translated(), turn, self._engine.connect() as connection:
            connection.execution_options(
                cm_task_writing="durable" if durable else "fast", cm_task_wait=wait, cm_task_until=until
            )
            with connection.begin():
                yield connection
            if self._file:
                self._file.check()
        if durable:
            self._outage.worked()

    def take_turn(self, connection: Connection, name: str) -> None:
        """Have others who take their turn under this name wait for the end of the transaction at hand.

        What they store then comes later by its number, too: PostgreSQL gives numbers out before the commit.
        """
        if self.dialect == "postgresql":
            connection.execute(_TURN, {"name": name})

    def moment(self) -> ColumnElement[float]:
        """Now, in SQL: epoch seconds by the clock that all users of the database share.

        It is now at every execution of a statement, so a statement with it may be kept and executed again.
        On SQLite it does not jump when the host's does, and goes on through restarts: `bot.store.clock`.
        """
        if self.dialect == "sqlite":
            return self._clock.moment
        return _SERVERS_CLOCK

    def now(self, connection: Connection) -> float:
        """`moment`, for a transaction that must compute with it."""
        return float(connection.execute(self._now_statement).scalar_one())

    @cached_property
    def _now_statement(self) -> Select[float]:
        return select(self.moment())

    def clock(self) -> float:
        """`now`, for those who have no connection at hand.

        Raises:
            DatabaseUnavailable: see `reading`.
        """
        with self.reading() as connection:
            return self.now(connection)

    def insert(self, table: Table) -> Any:
        """An INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
        if self.dialect == "sqlite":
            return sqlite_insert(table)
        from sqlalchemy.dialects.postgresql import insert  # noqa: PLC0415 - see `_postgresql`

        return insert(table)

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        try:
            yield
        except DatabaseUnavailable as error:
            self._outage.failed(str(error))
            raise

    @contextmanager
    def _one_at_a_time(self, *, urgent: bool, wait: float) -> Iterator[None]:
        """SQLite has one writer at a time: queue here, where waking up is instant, and not in its polling."""
        if self.dialect != "sqlite":
            yield
            return
        if not self._turn.acquire(urgent=urgent, timeout=wait):
            raise DatabaseUnavailable("the database is busy: other work keeps it locked")
        try:
            yield
        finally:
            self._turn.release()


def _postgresql(url: DatabaseUrl) -> Engine:
    from bot.store import postgresql  # noqa: PLC0415 - a bot on SQLite never loads its driver and dialect

    return postgresql.engine(url, wait=WAIT, connections=POOL)
