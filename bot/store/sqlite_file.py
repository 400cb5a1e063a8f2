"""The file of a SQLite database, which somebody may move, delete or replace while it is in use.

The connections that have it open would go on, and what they store would be gone with the file: no error
ever says so. SQLite's own check (`SQLITE_READONLY_DBMOVED`) does not cover write-ahead logging, nor the two
files beside the database that this needs (https://www.sqlite.org/walformat.html): who connects after one of
those is gone makes another one, and from then on nobody sees what the others store.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from bot.store.failures import READ_ONLY, DatabaseUnavailable

BESIDE = ("-wal", "-shm")
"""What is beside the database as long as anybody has it open."""


class SqliteFile:
    """Which file is in use: the one that was at its path when the first connection was made.

    Args:
        path: None where the URL names none that could be looked at.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = None if path is None else str(path)
        self._known: tuple[int, int] | None = None
        self._beside: dict[str, tuple[int, int]] = {}
        self._open: WeakSet[Any] = WeakSet()
        self._lock = threading.Lock()

    def make(self) -> None:
        """Have it there before SQLite makes it: people's words are in it, for this user alone to read.

        The two files beside it get its permissions. One that is there keeps those that it has.
        """
        if self._path is None or self._known is not None:
            return
        # Why it cannot be made, SQLite says in a moment.
        with suppress(OSError):
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def opened(self, connection: object) -> None:
        """A connection was made, and has read from the file."""
        if self._path is None:
            return
        with self._lock:
            if self._known is None:
                self._known = _identity(self._path)
            if not self._open:
                # Whoever closed the last one took those of before away.
                self._beside = _identities(self._path)
            self._open.add(connection)
        self.check()

    def closed(self, connection: object) -> None:
        """A connection is about to be closed. One that nobody has any more counts as closed as well."""
        with self._lock:
            self._open.discard(connection)

    def check(self) -> None:
        """Look whether it is still there, and still the same.

        Where it was moved away and comes back, all is well again. A file that takes its place is left
        alone until the bot starts anew: what is under way in this process belongs to the other one.

        Raises:
            DatabaseUnavailable: what is stored now would be lost.
        """
        if self._path is None:
            return
        if self._known is None:
            self._check_permission(self._path)
            return
        found = _identity(self._path)
        if found is None:
            raise DatabaseUnavailable(
                "the file of the database was moved or deleted while in use: put it back, or restart the bot"
            )
        if found != self._known:
            raise DatabaseUnavailable(
                "the file of the database was replaced while in use: restart the bot to use the new one"
            )
        self._check_beside(self._path)

    def _check_beside(self, path: str) -> None:
        with self._lock:
            # Held until both were looked at: with the last of these, SQLite takes the two files away itself.
            held = list(self._open)
            missed = [ending for ending, known in self._beside.items() if _identity(path + ending) != known]
            if held and missed:
                raise DatabaseUnavailable(
                    f"the file {missed[0]} beside the database was moved, deleted or replaced while in use: "
                    "put it back, or restart the bot"
                )

    def _check_permission(self, path: str) -> None:
        """Before the first connection: whoever has opened it to read alone cannot write to it later on."""
        if os.path.exists(path) and not os.access(path, os.W_OK):  # noqa: PTH110 - as below
            raise DatabaseUnavailable(READ_ONLY)


def _identities(path: str) -> dict[str, tuple[int, int]]:
    found = {ending: _identity(path + ending) for ending in BESIDE}
    return {ending: identity for ending, identity in found.items() if identity is not None}


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - before and after every transaction, and a Path takes longer
    except OSError:
        return None
    return status.st_dev, status.st_ino
