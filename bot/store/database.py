"""The database behind everything that is kept: SQLite in a file by default, PostgreSQL by URL."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Self
from typing import cast as typed

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Float,
    Table,
    cast,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store import migrating
from bot.store.clock import Machine, SharedClock
from bot.store.failures import DatabaseError, DatabaseUnavailable, translated

__all__ = ["Database", "DatabaseError", "DatabaseUnavailable"]

WAIT = 2.0
"""Seconds to wait for a lock or a free connection. Slack gives 3 s in all, and the person is to be told."""

POOL = 20
"""Most connections of one process: transactions are short, so 150 threads get by with them."""

STATEMENT = 10.0
"""Seconds after which PostgreSQL gives a statement up."""

RESTED = 1.0
"""Seconds without use after which a connection is tried before it is used: the server may be another one."""

_WRITING = "cm_task_writing"
_UNTIL = "cm_task_until"
_IN_USE = "cm_task_in_use"


class Database:
    """Connections and transactions. Safe to share between threads; open it after a fork, not before."""

    def __init__(self, engine: Engine, machine: Machine | None = None) -> None:
        self._engine = engine
        self._clock = SharedClock(machine or Machine())
        self._turn = threading.Lock()
        self.dialect = typed(Literal["sqlite", "postgresql"], engine.dialect.name)

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        """The database at this URL; nothing is connected yet.

        Args:
            url: `sqlite:///file` or `postgresql://…`; `postgres://…`, as Heroku gives it, is the same.
            machine: tells the time on SQLite.

        Raises:
            DatabaseError: the URL is none of those.
        """
        parsed = _parsed(url)
        engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
        return cls(engine, machine)

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
            migrating.migrate(self._engine)
        if self.dialect == "sqlite":
            with self.writing() as connection:
                self._clock.set(connection)

    def ready(self) -> bool:
        """Whether the database answers and has its schema."""
        try:
            with self.reading() as connection:
                return bool(migrating.current(connection))
        except DatabaseUnavailable:
            return False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Every statement sees what is committed by then.

        Raises:
            DatabaseUnavailable: the database is locked for too long, or away.
        """
        with translated(), self._engine.connect() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[Connection]:
        """A transaction: committed at the end, rolled back on any error. Never open one within another.

        Args:
            durable: whether it must outlast a power cut. Without, it is faster, and still all or nothing.

        Raises:
            DatabaseUnavailable: the database is locked for too long, full, read-only or away; nothing of
                the transaction is stored, unless the connection broke in the moment of the commit.
        """
        until = time.monotonic() + WAIT
        with translated(), self._one_at_a_time(), self._engine.connect() as connection:
            connection.execution_options(**{_WRITING: "durable" if durable else "fast", _UNTIL: until})
            with connection.begin():
                yield connection

    def moment(self) -> ColumnElement[float]:
        """Now, in SQL: epoch seconds by the clock that all users of the database share.

        On SQLite it does not jump when the host's does, and goes on through restarts: `bot.store.clock`.
        """
        if self.dialect == "sqlite":
            return self._clock.moment()
        return cast(func.extract("epoch", func.statement_timestamp()), Float)

    def now(self, connection: Connection) -> float:
        """`moment`, for a transaction that must compute with it."""
        return float(connection.execute(select(self.moment())).scalar_one())

    def clock(self) -> float:
        """`now`, for those who have no connection at hand.

        Raises:
            DatabaseUnavailable: see `reading`.
        """
        with self.reading() as connection:
            return self.now(connection)

    def insert(self, table: Table) -> Any:
        """An INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
        return sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """SQLite has one writer at a time: queue here, where waking up is instant, and not in its polling."""
        if self.dialect != "sqlite":
            yield
            return
        if not self._turn.acquire(timeout=WAIT):
            raise DatabaseUnavailable("the database is busy: other work keeps it locked")
        try:
            yield
        finally:
            self._turn.release()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseError("this is not the URL of a database") from None
    if "@" in (parsed.host or ""):
        # The rest of the password would pass for the host, and be named in every error.
        raise DatabaseError("in the URL of a database, write an @ of the password as %40")
    if parsed.drivername in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise DatabaseError("only sqlite:///… and postgresql://… databases can be used")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise DatabaseError("a database in memory would forget what it was given; name a file")
    return parsed


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": WAIT},
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=WAIT,
    )

    # The driver's own transactions are off, so that each starts as it should:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-transactions
    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if writing := options.get(_WRITING):
            left = max(0.0, options[_UNTIL] - time.monotonic())
            connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if writing == 'durable' else 'NORMAL'}")
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(left * 1000)}")
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(WAIT * 1000)}")

    return engine


def _postgresql(url: URL) -> Engine:
    options = {
        "statement_timeout": int(STATEMENT * 1000),
        "lock_timeout": int(WAIT * 1000),
        "idle_in_transaction_session_timeout": 60_000,
        # For disks without heads: as if they had some, PostgreSQL would rather read whole tables.
        "random_page_cost": 1.1,
    }
    defaults: dict[str, Any] = {
        "connect_timeout": int(WAIT),
        "tcp_user_timeout": 5000,
        "application_name": "cm-task",
        "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
    }
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={name: value for name, value in defaults.items() if name not in url.query},
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=WAIT,
        pool_use_lifo=True,
    )

    # The pool's own ping costs every transaction a round trip; a connection in use a moment ago is alive.
    @event.listens_for(engine, "checkin")
    def rested(connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_IN_USE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wanted(connection: Any, record: ConnectionPoolEntry, proxy: Any) -> None:
        if time.monotonic() - record.info.get(_IN_USE, time.monotonic()) < RESTED:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING) == "fast":
            connection.execute(text("SET LOCAL synchronous_commit TO OFF"))

    return engine
