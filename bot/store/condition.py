"""What a database is, and how soon it answers."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import Connection, delete, insert, text

from bot.store import postgresql
from bot.store.schema import leases

TIMES = 5
"""How often each is tried: the median counts."""

_NAME = "condition"


@dataclass(frozen=True)
class Condition:
    """What came out."""

    version: str
    encoding: str
    is_pooled: bool
    """Whether something such as pgbouncer shares out the server's sessions."""
    reading: float
    """Seconds for the least there is to read."""
    writing: float
    """Seconds for the least there is to write, until it would outlast a power cut."""


class Looked(Protocol):
    """The database that is looked at."""

    dialect: Literal["sqlite", "postgresql"]

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read with."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction."""


def condition(database: Looked) -> Condition:
    """Ask and measure; what is written for that is taken out again.

    Raises:
        DatabaseUnavailable: it is away by now.
    """
    is_sqlite = database.dialect == "sqlite"
    with database.reading() as connection:
        version = ".".join(map(str, connection.dialect.server_version_info or ()))
        encoding = connection.scalar(text("PRAGMA encoding" if is_sqlite else "SHOW server_encoding"))
        is_pooled = postgresql.is_pooled(connection)
    return Condition(
        version,
        str(encoding),
        is_pooled,
        reading=_seconds(lambda: _read(database)),
        writing=_seconds(lambda: _write(database)),
    )


def _seconds(work: Callable[[], None]) -> float:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _read(database: Looked) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT 1"))


def _write(database: Looked) -> None:
    with database.writing() as connection:
        connection.execute(delete(leases).where(leases.c.name == _NAME))
        connection.execute(insert(leases).values(name=_NAME, holder="", until=0.0, token=0))
        connection.execute(delete(leases).where(leases.c.name == _NAME))
