"""An empty database for each run, and what can be done to it while the bots use it."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from tests.postgresql import running_postgresql
from tests.store.restarting import Server

Opened = Callable[[Path], "Store"]


class Store(Protocol):
    """One run's database."""

    url: str

    def lock(self, seconds: float) -> None:
        """Let nobody write for that long."""

    def cut(self) -> None:
        """End all sessions."""

    def restart(self) -> None:
        """End the server as a power cut does, and start it again."""

    def drop(self) -> None:
        """Remove it."""


class SqliteFile:
    """A file."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "cm-task.sqlite3"
        self.url = f"sqlite:///{self._path}"

    def lock(self, seconds: float) -> None:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            connection.execute("ROLLBACK")
        finally:
            connection.close()

    def cut(self) -> None:
        """A file has no sessions."""

    def restart(self) -> None:
        """A file has no server."""

    def drop(self) -> None:
        """It goes with its folder."""


class PostgresqlDatabase:
    """A database on a server."""

    def __init__(self, server: Engine) -> None:
        self._server = server
        self._power = Server(server)
        self._restarting = threading.Lock()
        self._name = f"faults_{uuid.uuid4().hex}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {self._name}"))
        self.url = server.url.set(drivername="postgresql", database=self._name).render_as_string(
            hide_password=False
        )

    def lock(self, seconds: float) -> None:
        engine = create_engine(make_url(self.url).set(drivername="postgresql+psycopg"))
        try:
            with engine.begin() as connection:
                connection.execute(text("LOCK TABLE deliveries IN EXCLUSIVE MODE"))
                time.sleep(seconds)
        except DBAPIError:
            # Its session was cut in the meantime.
            pass
        finally:
            engine.dispose()

    def cut(self) -> None:
        # Where it is being restarted, there are none left.
        with suppress(DBAPIError), self._server.connect() as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                {"name": self._name},
            )

    def restart(self) -> None:
        with self._restarting:
            self._power.restart("immediate")
            self._server.dispose()

    def drop(self) -> None:
        with self._server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {self._name} WITH (FORCE)"))


@contextmanager
def stores(kind: str) -> Iterator[Opened]:
    """Makes databases, as many as are wanted, of one kind: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield SqliteFile
        return
    with running_postgresql() as server:
        yield lambda folder: PostgresqlDatabase(server)
