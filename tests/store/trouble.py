"""What befalls a database: it is locked by somebody else, or full."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from itertools import count
from typing import Any

import psycopg
from sqlalchemy import Engine, event, make_url, text
from sqlalchemy.pool import Pool


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else keeps the outbox to themselves: a backup, or a console with an open transaction."""
    if url.startswith("sqlite"):
        with closing(_sqlite(url)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE")
            yield


@contextmanager
def away(url: str, server: Engine) -> Iterator[None]:
    """A PostgreSQL database hangs up, and takes no new connections until it is back."""
    name = make_url(url).database
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        yield
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))


@contextmanager
def full(url: str) -> Iterator[None]:
    """An SQLite file can grow no more and is full to its last page; in the end somebody makes room in it."""
    with closing(_sqlite(url)) as connection:
        connection.execute("CREATE TABLE ballast (content)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(1000000))")
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        limit = f"PRAGMA max_page_count = {pages}"
        connection.execute(limit)
        _fill(connection)

        def limited(opened: Any, record: Any, proxy: Any) -> None:
            if isinstance(opened, sqlite3.Connection):
                opened.execute(limit)

        event.listen(Pool, "checkout", limited)
        try:
            yield
        finally:
            event.remove(Pool, "checkout", limited)
            connection.execute("DROP TABLE ballast")


def _sqlite(url: str) -> sqlite3.Connection:
    return sqlite3.connect(str(make_url(url).database), isolation_level=None)


def _fill(connection: sqlite3.Connection) -> None:
    """Until no delivery finds room, wherever its id is in the order of all."""
    refused, numbers = 0, count()
    while refused < 50:
        try:
            _insert_ended_delivery(connection, sha256(f"{next(numbers)}".encode()).hexdigest())
        except sqlite3.OperationalError:
            refused += 1
        else:
            refused = 0


def _insert_ended_delivery(connection: sqlite3.Connection, delivery_id: str) -> None:
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(deliveries)")]
    values: dict[str, Any] = {**dict.fromkeys(columns, 0), "id": delivery_id, "task_uuid": delivery_id}
    values["state"] = "done"
    places = ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO deliveries VALUES ({places})", [values[name] for name in columns])
