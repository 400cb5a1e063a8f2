"""A copy of a SQLite database is of one moment, and keeps nobody waiting."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.store import sqlite_copy
from bot.store.database_url import DatabaseUrl

PAGES = 12 * sqlite_copy.STEP
"""Of a database that is copied in several steps."""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A database of 48 MB with a row that says how many there are in another table."""
    path = tmp_path / "large.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE ballast (content)")
        connection.execute("INSERT INTO ballast VALUES (zeroblob(?))", [PAGES * 4096])
        connection.execute("CREATE TABLE one (number)")
        connection.execute("CREATE TABLE other (number)")
    return path


def test_others_write_all_the_time_and_it_comes_to_its_end(large: Path, tmp_path: Path) -> None:
    under_way, enough = threading.Event(), threading.Event()

    def write() -> None:
        # No wait for any lock: a write that had to is an error.
        with closing(sqlite3.connect(large, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            number = 0
            while not enough.is_set():
                number += 1
                connection.execute("BEGIN IMMEDIATE")
                for table in ("one", "other"):
                    connection.execute(f"INSERT INTO {table} VALUES (?)", [number])
                connection.execute("COMMIT")
                under_way.set()
        written.append(number)

    written: list[int] = []
    writing = threading.Thread(target=write)
    writing.start()
    assert under_way.wait(30)

    sqlite_copy.copy(DatabaseUrl.parse(f"sqlite:///{large}"), tmp_path / "copy")
    enough.set()
    writing.join()

    assert sqlite_copy.damage(tmp_path / "copy") is None
    with closing(sqlite3.connect(tmp_path / "copy")) as connection:
        one, other = (
            connection.execute(f"SELECT count(*), max(number) FROM {table}").fetchone()
            for table in ("one", "other")
        )
    assert one == other
    assert written
    assert 0 < one[0] <= written[0]


@pytest.mark.parametrize(
    "name", ["with space", "100%25", "what?", "a#b", "ä\u2028b", "file:x", "%41&mode=ro"]
)
def test_a_file_of_any_name(tmp_path: Path, name: str) -> None:
    with closing(sqlite3.connect(tmp_path / name)) as connection:
        connection.execute("CREATE TABLE kept (number)")

    sqlite_copy.copy(
        DatabaseUrl(URL.create("sqlite", database=str(tmp_path / name))), tmp_path / f"{name} copy"
    )

    with closing(sqlite3.connect(tmp_path / f"{name} copy")) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
