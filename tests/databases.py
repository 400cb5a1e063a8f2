"""Databases to test on: SQLite in a file and a real PostgreSQL, each test with nothing in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.store.database import Database
from tests.memory import folder_in_memory
from tests.pooler import pooler, through
from tests.postgresql import postgresql_database, postgresql_in
from tests.recycling import RecycledPostgresql, RecycledSqlite, Recycling
from tests.reopened import Reopened
from tests.sharing import in_shared_memory, one_at_a_time, shared_folder
from tests.store.clock import StoppedClock
from tests.templates import postgresql_template, sqlite_template

SQL_ASCII = "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
"""As `initdb` makes databases in the locale C, and some hosts with it."""


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the run, the same for all its processes."""
    return shared_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def postgresql_server(run_folder: Path) -> Iterator[Engine]:
    """One server for all tests of a run. Those that change its settings have their own."""
    alone = partial(one_at_a_time, run_folder, "postgresql")
    with postgresql_in(in_shared_memory("postgresql"), alone=alone) as engine:
        yield engine


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: Engine, run_folder: Path) -> str:
    """The name of a migrated database to copy."""
    return postgresql_template(postgresql_server, run_folder, "migrated", _migrate)


@pytest.fixture(scope="session")
def recycled_postgresql(postgresql_server: Engine, migrated_postgresql: str) -> Iterator[Recycling]:
    """A migrated database for one test after the other."""
    recycling = RecycledPostgresql(postgresql_server, migrated_postgresql)
    yield recycling
    recycling.drop()


@pytest.fixture(scope="session")
def migrated_sqlite(run_folder: Path) -> Path:
    """A migrated database file to copy."""
    return sqlite_template(run_folder, "migrated", _migrate)


@pytest.fixture(scope="session")
def recycled_sqlite(migrated_sqlite: Path) -> Iterator[Recycling]:
    """A migrated database file for one test after the other."""
    with folder_in_memory("sqlite") as folder:
        yield RecycledSqlite(migrated_sqlite, folder)


@pytest.fixture(scope="session")
def pooler_port(postgresql_server: Engine) -> Iterator[int]:
    """The port of a pgbouncer before the server."""
    with pooler(postgresql_server) as port:
        yield port


@pytest.fixture
def sqlite_url(recycled_sqlite: Recycling) -> Iterator[str]:
    """The URL of a migrated SQLite file with nothing in it."""
    with recycled_sqlite.lent() as url:
        yield url


@pytest.fixture
def postgresql_url(recycled_postgresql: Recycling) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database with nothing in it."""
    with recycled_postgresql.lent() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh, migrated database, for tests that start processes.

    Other kinds for `indirect`: "pgbouncer", the same behind a pooler, and "SQL_ASCII".
    """
    if request.param in {"sqlite", "postgresql"}:
        yield request.getfixturevalue(f"{request.param}_url")
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    if request.param == "SQL_ASCII":
        with postgresql_database(server, f"TEMPLATE template0 {SQL_ASCII}") as url:
            _migrate(url)
            yield url
        return
    with postgresql_database(server, f"TEMPLATE {request.getfixturevalue('migrated_postgresql')}") as url:
        yield through(url, request.getfixturevalue("pooler_port"))


@pytest.fixture(scope="module")
def standing_sqlite_url(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated SQLite file for all tests of a module."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('standing'))}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def standing_database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated database for all tests of a module."""
    if request.param == "sqlite":
        yield request.getfixturevalue("standing_sqlite_url")
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    with postgresql_database(server, f"TEMPLATE {request.getfixturevalue('migrated_postgresql')}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a schema."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    with postgresql_database(request.getfixturevalue("postgresql_server"), "") as url:
        if request.param == "pgbouncer":
            yield through(url, request.getfixturevalue("pooler_port"))
        else:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh, migrated database."""
    opened = Reopened.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock(database_url: str) -> Iterator[StoppedClock]:
    """A fresh, migrated database whose clock the test moves."""
    opened = StoppedClock.open(database_url)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    database = Database.open(url)
    database.migrate()
    database.close()
