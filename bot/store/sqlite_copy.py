"""Copies a SQLite database as it is at one moment, while others go on writing to it.

To copy the file alone is not enough: what was stored last lies in the write-ahead log beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from bot.store.database_url import DatabaseUrl

PATIENCE = 5.0
"""Seconds to wait for somebody who keeps the whole file to themselves."""

STEP = 1000
"""Pages of 4 KB at a time: in between, Ctrl+C is heard."""

_DRIVERS_OWN = {"uri", "timeout", "isolation_level", "detect_types", "check_same_thread", "cached_statements"}
"""Parameters of the URL that SQLite itself does not know."""


def copy(database: DatabaseUrl, target: Path) -> None:
    """Copy the database into a new file, where it stands alone: nothing of it lies in a log beside it.

    One transaction reads all of it, which keeps no writer waiting. Without it, SQLite would begin anew with
    whatever another process stores meanwhile, and under load come to no end
    (https://www.sqlite.org/c3ref/backup_finish.html).

    Raises:
        sqlite3.Error: the database cannot be read, or the file not be written.
    """
    with closing(_opened(database)) as source, closing(_connected(target, "rwc")) as made:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        made.execute("PRAGMA synchronous = OFF")
        source.backup(made, pages=STEP, progress=_listen_to_ctrl_c)


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """A transaction on a copy that nobody else has open. In the end, what it stored lies in that one file.

    Raises:
        sqlite3.Error: the copy cannot be written.
    """
    with closing(_connected(path, "rw")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
        # To close it does so as well, and says nothing if the disk is full.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def damage(path: Path) -> str | None:
    """What is wrong with the structure of a database that nobody else has open; None if nothing is.

    Raises:
        sqlite3.Error: it cannot even be read.
    """
    with closing(_connected(path, "ro", immutable="1")) as connection:
        [first] = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if first == "ok" else str(first)


def _opened(database: DatabaseUrl) -> sqlite3.Connection:
    """A connection to what is there; no file is made where there is none."""
    if database.file:
        return _connected(database.file, "rw")
    asked = {key: str(value) for key, value in database.url.query.items() if key not in _DRIVERS_OWN}
    return _connect(database.url.database or "", {"mode": "rw", **asked})


def _connected(path: Path, mode: str, **more: str) -> sqlite3.Connection:
    return _connect(f"file:{quote(str(path.absolute()))}", {"mode": mode, **more})


def _connect(name: str, parameters: dict[str, str]) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{name}?{urlencode(parameters)}", uri=True, timeout=PATIENCE)
    connection.isolation_level = None
    return connection


def _listen_to_ctrl_c(status: int, remaining: int, total: int) -> None:
    """Python looks for signals while Python code runs."""
