"""Connections to a SQLite file."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from bot.store.database_url import DatabaseUrl
from bot.store.sqlite_file import SqliteFile


class _Connection(sqlite3.Connection):
    """One that may be forgotten: see `SqliteFile`."""


WRITTEN_AHEAD = 4000
"""Pages of 4 kB that are written ahead before they are moved, which waits for the disk.

With the 1,000 of SQLite's own, reading all customers would wait after nearly every page of theirs.
"""

_SYNCHRONOUS = "cm_task_synchronous"

_UNNOTICED = 0.01
"""Seconds that a transaction may wait longer for a lock than it should."""


def engine(database: DatabaseUrl, file: SqliteFile, *, wait: float, connections: int) -> Engine:
    """An engine whose transactions begin as its `begin` says. Connections are made when they are needed.

    Args:
        file: the database's.
        wait: seconds to wait for a lock or a free connection.
        connections: most of them at once.
    """
    made = create_engine(
        database.url,
        hide_parameters=True,
        connect_args={"timeout": wait, "factory": _Connection},
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait,
    )

    @event.listens_for(made, "do_connect")
    def connecting(*_: Any) -> None:
        # SQLite would make an empty file in the place of one that is gone.
        file.check()
        file.make()

    # The driver's own transactions are off, so that each starts as it should:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#pysqlite-transactions
    @event.listens_for(made, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {WRITTEN_AHEAD}")
        # Only by reading, SQLite opens the files beside it as well.
        connection.execute("PRAGMA schema_version").fetchone()
        file.opened(connection)

    @event.listens_for(made, "close")
    def closed(connection: Any, record: Any) -> None:
        file.closed(connection)

    @event.listens_for(made, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if writing := options.get("cm_task_writing"):
            file.check()
            left = max(0.0, options["cm_task_until"] - time.monotonic())
            synchronous = "FULL" if writing == "durable" else "NORMAL"
            # Most are like the one before on the same connection, and may wait as long as any.
            if connection.info.get(_SYNCHRONOUS) != synchronous:
                connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
                connection.info[_SYNCHRONOUS] = synchronous
            if wait - _UNNOTICED <= left <= wait:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(left * 1000)}")
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(wait * 1000)}")

    return made
