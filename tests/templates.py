"""Databases to copy, each made once in a run, by whichever process comes first."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, text

from tests.postgresql import url_of
from tests.sharing import one_at_a_time

Fill = Callable[[str], None]
"""Puts into a database, given its URL, what it is to hold."""


def sqlite_template(folder: Path, name: str, fill: Fill, *, of: Path | None = None) -> Path:
    """The file of this name in the run's folder, filled after it was copied from another, if from any."""
    path = folder / f"{name}.sqlite3"
    with one_at_a_time(folder, path.name):
        if not path.exists():
            unfinished = folder / f"unfinished_{path.name}"
            if of:
                shutil.copy(of, unfinished)
            fill(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def postgresql_template(server: Engine, folder: Path, name: str, fill: Fill, *, of: str = "template1") -> str:
    """The name again, of a database on this server that was filled after it was copied from another."""
    with one_at_a_time(folder, f"{name}.postgresql"), server.connect() as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}):
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {of}"))
            fill(url_of(server, name))
    return name
