"""Brings the schema of a database up to date, once, however many processes start at the same moment."""

from __future__ import annotations

import functools
import threading
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from bot.store.failures import DatabaseError

PATIENCE = 60.0
"""Seconds to wait for another process that is migrating."""

_LOCK = 0x636D2D7461736B
"""The advisory lock on PostgreSQL; each database of a server has its own."""

# Alembic keeps the migration in hand in module-level state.
_ONE_THREAD = threading.Lock()


def current(connection: Connection) -> tuple[str, ...]:
    """The revision that the database is at; empty for a new one."""
    return MigrationContext.configure(connection).get_current_heads()


def migrate(engine: Engine) -> None:
    """Upgrade to the newest revision.

    Raises:
        DatabaseError: the database is at a revision that this version of the bot does not know.
    """
    config = _config()
    with _ONE_THREAD, engine.connect() as connection:
        script = _script()
        if _up_to_date(connection, script):
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
        if not _up_to_date(connection, script):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        connection.commit()
        if engine.dialect.name == "sqlite":
            # Its time-out is the migration's.
            connection.invalidate()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


@functools.cache
def _script() -> ScriptDirectory:
    """All migrations, each of which is a module that alembic loads from its file."""
    return ScriptDirectory.from_config(_config())


def _up_to_date(connection: Connection, script: ScriptDirectory) -> bool:
    heads = current(connection)
    known = {revision.revision for revision in script.walk_revisions()}
    unknown = set(heads) - known
    if unknown:
        raise DatabaseError(
            "this database was changed by a newer version of cm-task "
            f"(its schema is {', '.join(sorted(unknown))}). Update cm-task, or name another database"
        )
    return heads == tuple(script.get_heads())


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
