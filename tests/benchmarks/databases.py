"""An empty database of each kind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine

from bot.store.database import Database
from tests.postgresql import postgresql_database, running_postgresql

DIALECTS = ("SQLite", "PostgreSQL")


@contextmanager
def empty(dialect: str) -> Iterator[str]:
    """The URL of an empty one."""
    if dialect == "SQLite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
    else:
        with running_postgresql() as server, postgresql_database(server, "") as url:
            yield url


@contextmanager
def migrated(dialect: str) -> Iterator[tuple[Database, str]]:
    """One with the bot's schema, and its URL."""
    with empty(dialect) as url:
        database = Database.open(url)
        database.migrate()
        yield database, url
        database.close()


def analyse(url: str) -> None:
    """Count what is in it, as PostgreSQL's autovacuum does by itself, which is off in the tests' server."""
    if url.startswith("postgresql"):
        driver = url.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(driver, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        engine.dispose()
