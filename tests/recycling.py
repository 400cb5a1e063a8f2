"""Databases that one test uses after the other, emptied in between.

To copy a migrated one takes longer, and what SQLAlchemy compiles for it is compiled again in every test.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from bot.store.schema import metadata
from tests.postgresql import create, drop, url_of
from tests.reopened import Reopened

TABLES = [table.name for table in metadata.sorted_tables]
"""Those that others refer to first."""

LARGE = 200_000
"""Bytes above which the file of a table is thrown away, rather than left with dead rows in it."""

JUST_NOW = 1.0
"""Seconds since the last sync of a database that is lent, where it has had one."""


class Recycling(ABC):
    """Lends a copy of a database to one test after the other.

    One that cannot be emptied, and one whose schema a test has changed, is left alone, and the next test gets
    a new one.
    """

    url = ""

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a database without anything of another test in it."""
        self.url = self.url or self._made()
        # However long ago the template was: a bot would begin to read all customers beside the test.
        at = time.time() - JUST_NOW
        self._run(f"UPDATE sync_progress SET finished_at = {at} WHERE finished_at > 0")
        yield self.url
        try:
            emptied = self._emptied()
        except (psycopg.Error, sqlite3.Error):
            emptied = False
        if not emptied:
            self.drop()

    def drop(self) -> None:
        """Lend this one no more."""
        if self.url:
            self._drop()
            self.url = ""

    @abstractmethod
    def _made(self) -> str:
        """The URL of a new one."""

    @abstractmethod
    def _run(self, statement: str) -> None:
        """Run a statement on it."""

    @abstractmethod
    def _emptied(self) -> bool:
        """Whether it holds what it held at first, and no more."""

    @abstractmethod
    def _drop(self) -> None:
        """It is of no more use."""


class RecycledPostgresql(Recycling):
    """A database on a PostgreSQL server.

    Args:
        template: the name of a migrated one.
    """

    def __init__(self, server: Engine, template: str) -> None:
        self._server = server
        self._template = template
        self._name = ""
        self._connection: psycopg.Connection[Any] | None = None
        with psycopg.connect(url_of(server, template)) as connection:
            self._schema = _schema(connection)
            self._empty = _emptying(connection)

    def _made(self) -> str:
        self._name = create(self._server, f"TEMPLATE {self._template}")
        url = url_of(self._server, self._name)
        Reopened.keep_connections(url)
        return url

    def _run(self, statement: str) -> None:
        self._connected().execute(statement)

    def _emptied(self) -> bool:
        connection = self._connected()
        # Nobody else is left to write; they are given 5 s to be gone.
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND NOT (state = 'idle' AND pid = ANY (%s))",
            [Reopened.sessions(self.url)],
        )
        if _schema(connection) != self._schema:
            return False
        for [table] in connection.execute(
            f"SELECT relname FROM pg_stat_user_tables WHERE pg_relation_size(relid) > {LARGE}"
        ).fetchall():
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
        # Only now: what the template has in a large table comes back with it.
        connection.execute(self._empty)
        return True

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self.url, autocommit=True)
        return self._connection

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None
        Reopened.forget_connections(self.url)
        drop(self._server, self._name)


def _schema(connection: psycopg.Connection[Any]) -> Any:
    """What differs as soon as something is made, changed or dropped."""
    return connection.execute(
        "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),"
        " (SELECT string_agg(version_num, ' ') FROM alembic_version)"
    ).fetchone()


def _emptying(connection: psycopg.Connection[Any]) -> sql.Composed:
    """Statements after which every table holds what it holds now."""
    tables = [sql.Identifier(table) for table in TABLES]
    statements = [sql.SQL("DELETE FROM {}").format(table) for table in reversed(tables)]
    for table in tables:
        statements += [
            sql.SQL("INSERT INTO {} VALUES ({})").format(table, sql.SQL(", ").join(row))
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(table))
        ]
    sequences = connection.execute("SELECT sequencename, last_value FROM pg_sequences")
    for [sequence, last] in sequences.fetchall():
        statements.append(sql.SQL("SELECT setval({}, {}, {})").format(sequence, last or 1, last is not None))
    return sql.SQL("; ").join(statements)


class RecycledSqlite(Recycling):
    """A database in a file, which has a folder to itself.

    Args:
        template: a migrated one.
        folder: where to make the folders.
    """

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._folder = folder
        self._path = Path()
        with closing(sqlite3.connect(template)) as connection:
            self._schema = self._schema_of(connection)
            self._kept = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}

    def _made(self) -> str:
        self._path = Path(tempfile.mkdtemp(dir=self._folder)) / "cm-task.sqlite3"
        shutil.copy(self._template, self._path)
        self._file = self._path.stat().st_ino
        return f"sqlite:///{self._path}"

    def _run(self, statement: str) -> None:
        with closing(sqlite3.connect(self._path)) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(statement)

    def _emptied(self) -> bool:
        if not self._path.is_file() or self._path.stat().st_ino != self._file:
            return False
        with closing(sqlite3.connect(self._path, timeout=1, isolation_level=None)) as connection:
            if self._schema_of(connection) != self._schema:
                return False
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            for table in reversed(TABLES):
                connection.execute(f"DELETE FROM {table}")
            for table, rows in self._kept.items():
                for row in rows:
                    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            connection.execute("COMMIT")
        return True

    def _schema_of(self, connection: sqlite3.Connection) -> list[Any]:
        return connection.execute(
            "SELECT name, sql FROM sqlite_master UNION ALL SELECT 'version', version_num FROM alembic_version"
        ).fetchall()

    def _drop(self) -> None:
        """The folder goes with the session's others."""
