"""Opening a database by its URL, whatever state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.store.database import Database


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database, closed in the end; nothing is migrated."""
    database = Database.open(url)
    yield database
    database.close()
