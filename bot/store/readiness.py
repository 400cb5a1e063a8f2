"""Whether the database takes what it is given: tried out, because many failures show only in writing."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Literal, Protocol

from sqlalchemy import Connection, insert
from sqlalchemy.exc import SQLAlchemyError

from bot.store import revision
from bot.store.failures import DatabaseError
from bot.store.schema import leases

WAIT = 0.5
"""Seconds to wait for a lock: whoever asks waits for about one second, and will ask again."""

APART = 0.02
"""Seconds between two trials at least, so that no flood of questions becomes one of writing."""

_NAME = "readiness"
_PADDING = "." * 6000


class Tried(Protocol):
    """The database that is tried out."""

    dialect: Literal["sqlite", "postgresql"]

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read with."""

    def writing(self, *, durable: bool, wait: float) -> AbstractContextManager[Connection]:
        """A transaction."""


class Readiness:
    """Answers however many ask: whoever asks before a trial begins shares it.

    Args:
        worked: hears of every trial that went well.
    """

    def __init__(self, database: Tried, worked: Callable[[], None]) -> None:
        self._database = database
        self._worked = worked
        self._lock = threading.Lock()
        self._began = float("-inf")
        self._problem: DatabaseError | None = None

    def problem(self) -> DatabaseError | None:
        """What is wrong; None if the database has its schema and can be written to."""
        asked = time.monotonic()
        with self._lock:
            if self._began < asked:
                time.sleep(max(0.0, self._began + APART - asked))
                self._began = time.monotonic()
                self._problem = self._trial()
            return self._problem

    def _trial(self) -> DatabaseError | None:
        try:
            with self._database.reading() as connection:
                if revision.current(connection) is None:
                    return DatabaseError("the database has no schema yet")
            self._write()
        except DatabaseError as error:
            return error
        except SQLAlchemyError as error:
            return DatabaseError("the database is not as the bot left it", type(error).__name__)
        self._worked()
        return None

    def _write(self) -> None:
        """Store something as large as a request.

        Room for a new row is tried first and given back. SQLite writes to the disk only what is committed, so
        there one row is; on PostgreSQL the instances would wait for each other at it.
        """
        with self._database.writing(durable=False, wait=WAIT) as connection:
            with connection.begin_nested() as trial:
                self._insert(connection, f"{_NAME} {uuid.uuid4()}")
                trial.rollback()
            if self._database.dialect == "sqlite":
                connection.execute(leases.delete().where(leases.c.name == _NAME))
                self._insert(connection, _NAME)

    def _insert(self, connection: Connection, name: str) -> None:
        connection.execute(insert(leases).values(name=name, holder=_PADDING, until=0.0, token=0))
