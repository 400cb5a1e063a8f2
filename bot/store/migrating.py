"""Brings the schema of a database up to date, once, however many processes start at the same moment."""

from __future__ import annotations

import threading
import time

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from bot.store import revision
from bot.store.failures import DatabaseError

PATIENCE = 60.0
"""Seconds to wait for another process that is migrating."""

_LOCK = 0x636D2D7461736B
"""The advisory lock on PostgreSQL; each database of a server has its own."""

# Alembic keeps the migration in hand in module-level state.
_ONE_THREAD = threading.Lock()


def migrate(engine: Engine) -> None:
    """Upgrade to the newest revision.

    Raises:
        DatabaseError: the database is at a revision that this version of the bot does not know.
    """
    with _ONE_THREAD, engine.connect() as connection:
        if _up_to_date(connection):
            if engine.dialect.name == "sqlite" and not _is_written_ahead(connection):
                # Somebody has made this file from another one's content.
                _write_ahead(connection)
            return
        connection.rollback()
        connection.execution_options(cm_task_patient=True)
        if engine.dialect.name == "sqlite":
            _lock_sqlite(connection)
        else:
            _lock_postgresql(connection)
        if not _up_to_date(connection):
            _upgrade(connection)
        connection.commit()
        if engine.dialect.name == "sqlite":
            # Its time-out is the migration's.
            connection.invalidate()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - hardly ever needed: see `bot.store.revision`
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(revision.MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _up_to_date(connection: Connection) -> bool:
    at = revision.current(connection)
    if at is not None and at not in revision.known():
        raise DatabaseError(
            f"this database was changed by a newer version of cm-task (its schema is {at}). "
            "Update cm-task, or name another database"
        )
    return at == revision.known()[-1]


def _lock_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    _write_ahead(connection)
    connection.rollback()
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _is_written_ahead(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal")


def _write_ahead(connection: Connection) -> None:
    """Readers and the writer go on side by side (https://www.sqlite.org/wal.html); the file remembers it.

    The change of mode does not wait for others, so the waiting is done here.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            return
        except OperationalError as error:
            busy = getattr(error.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > deadline:
                raise
        time.sleep(0.02)


def _lock_postgresql(connection: Connection) -> None:
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text(f"SET LOCAL lock_timeout = {int(PATIENCE * 1000)}"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
