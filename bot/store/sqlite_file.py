"""The file of a SQLite database, which somebody may move, delete or replace while it is in use.

The connections that have it open would go on, and what they store would be gone with the file: no error
ever says so. SQLite's own check (`SQLITE_READONLY_DBMOVED`) does not cover write-ahead logging.
"""

from __future__ import annotations

from pathlib import Path

from bot.store.failures import DatabaseUnavailable


class SqliteFile:
    """Which file is in use: the one that was at its path when the first connection was made.

    Args:
        path: None where the URL names none that could be looked at.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: tuple[int, int] | None = None

    def opened(self) -> None:
        """A connection was made."""
        if self._known is None and self._path is not None:
            self._known = _identity(self._path)
        self.check()

    def check(self) -> None:
        """Look whether it is still there, and still the same.

        Where it was moved away and comes back, all is well again. A file that takes its place is left
        alone until the bot starts anew: what is under way in this process belongs to the other one.

        Raises:
            DatabaseUnavailable: what is stored now would be lost.
        """
        if self._path is None or self._known is None:
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


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
