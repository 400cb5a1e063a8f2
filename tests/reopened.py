"""Databases that one test closes and the next opens again, with what was slow to make still there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, ClassVar, Self

from sqlalchemy import Connection, QueuePool
from sqlalchemy.exc import SQLAlchemyError

from bot.store.clock import Machine
from bot.store.database import WAIT, Database, DatabaseUnavailable


class Reopened(Database):
    """Keeps its compiled statements and, on PostgreSQL, its connections while it is closed.

    Who still holds one that was closed is refused: a thread that outlives its test would write into the next.
    """

    _closed: ClassVar[dict[tuple[type[Database], str], list[Any]]] = defaultdict(list)
    _sessions: ClassVar[dict[str, set[int]]] = {}
    _opened_at = ""

    @classmethod
    def open(cls, url: str, *, machine: Machine | None = None) -> Self:
        closed: list[Self] = cls._closed[cls, url]
        database = super().open(url, machine=machine)
        if closed:
            before = closed.pop()
            database._engine, database._reading, database._file = (
                before._engine,
                before._reading,
                before._file,
            )
        database._opened_at = url
        # The test before may have been about just that.
        database._try_connections()
        return database

    @classmethod
    def keep_connections(cls, url: str) -> None:
        """Keep them for this one from now on: others will open it."""
        cls._sessions[url] = set()

    @classmethod
    def forget_connections(cls, url: str) -> None:
        """The database is gone."""
        cls._sessions.pop(url, None)

    @classmethod
    def sessions(cls, url: str) -> list[int]:
        """The server's numbers of the connections that were kept."""
        return sorted(cls._sessions[url])

    def close(self) -> None:
        if not self._opened_at:
            return
        url = self._opened_at
        # Not while somebody writes: what they have in hand is stored before anything is emptied.
        with suppress(DatabaseUnavailable), self._one_at_a_time(urgent=False, wait=WAIT):
            self._opened_at = ""
        self._opened_at = ""
        if url in self._sessions:
            self._sessions[url] |= self._try_connections()
        else:
            super().close()
        self._closed[type(self), url].append(self)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with super().reading() as connection:
            self._check_is_open()
            yield connection

    @contextmanager
    def writing(
        self, *, durable: bool = True, urgent: bool = False, wait: float = WAIT
    ) -> Iterator[Connection]:
        with super().writing(durable=durable, urgent=urgent, wait=wait) as connection:
            self._check_is_open()
            yield connection

    def _check_is_open(self) -> None:
        if not self._opened_at:
            raise DatabaseUnavailable("the database was closed, and is another test's by now")

    def _try_connections(self) -> set[int]:
        """The server's numbers of those that are idle. All are thrown away where one is broken."""
        try:
            with self._idle_connections() as connections:
                return {_session(connection) for connection in connections}
        except SQLAlchemyError:
            self._engine.dispose()
            return set()

    @contextmanager
    def _idle_connections(self) -> Iterator[list[Connection]]:
        """Those that nobody uses just now, all at once."""
        pool = self._engine.pool
        idle = pool.checkedin() if isinstance(pool, QueuePool) else 0
        with ExitStack() as stack:
            yield [stack.enter_context(self._engine.connect()) for _ in range(idle)]


def _session(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
