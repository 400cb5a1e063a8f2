"""The customers or contacts that a sync did not see, and how they are forgotten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, func, select

from bot.store.database import Database
from bot.store.schema import contacts, customers

BATCH = 200
"""Most records forgotten in one transaction: on SQLite everybody else who writes waits for its end."""


class Unseen:
    """What was last seen before a sync began.

    Args:
        since: when it began, epoch seconds by the database's clock.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, table: Table, since: float) -> None:
        self._database = database
        self._table = table
        self._condition = table.c.seen_at < since
        self.what = table.name

    @classmethod
    def customers(cls, database: Database, since: float) -> Unseen:
        """The customers."""
        return cls(database, customers, since)

    @classmethod
    def contacts(cls, database: Database, since: float) -> Unseen:
        """The contacts."""
        return cls(database, contacts, since)

    def count(self) -> tuple[int, int]:
        """How many were not seen, and how many there are in all."""
        counted = select(func.count().filter(self._condition), func.count()).select_from(self._table)
        with self._database.reading() as connection:
            unseen, known = connection.execute(counted).one()
        return int(unseen), int(known)

    def uuids(self, *, most: int) -> list[str]:
        """Which were not seen."""
        uuid = self._table.c.uuid
        with self._database.reading() as connection:
            return list(connection.scalars(select(uuid).where(self._condition).order_by(uuid).limit(most)))

    def forget(self, uuid: str) -> int:
        """Forget this one, if it was not seen meanwhile; how many that are."""
        return self._delete([uuid])

    def forget_all(self) -> int:
        """Forget them all; how many there were."""
        forgotten = 0
        uuid, last = self._table.c.uuid, ""
        while True:
            with self._database.reading() as connection:
                gone = list(
                    connection.scalars(
                        select(uuid).where(self._condition, uuid > last).order_by(uuid).limit(BATCH)
                    )
                )
            if not gone:
                return forgotten
            last = gone[-1]
            forgotten += self._delete(gone)

    def _delete(self, uuids: list[str]) -> int:
        uuid: Any = self._table.c.uuid
        with self._database.writing(durable=False) as connection:
            # The condition once more: one may have been seen again in between.
            done = connection.execute(
                delete(self._table).where(uuid.in_(uuids), self._condition).returning(uuid)
            )
            return len(done.all())
