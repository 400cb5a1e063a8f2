"""The customers or contacts that a sync did not see, and how they are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Table, delete, func, select

from bot.directory.seen import Seen
from bot.store.database import Database
from bot.store.schema import contacts, customers

BATCH = 200
"""Most records forgotten in one transaction: on SQLite everybody else who writes waits for its end."""

LOOKED_AT = 10_000
"""Most UUIDs held at once while looking for those that were not seen."""


class Unseen:
    """What was stored before a sync began, and not seen by it.

    Args:
        since: when it began, epoch seconds by the database's clock.
        seen: what it saw, by number.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, table: Table, since: float, seen: Seen) -> None:
        self._database = database
        self._table = table
        # What others have stored meanwhile was seen by them.
        self._condition = table.c.seen_at < since
        self._seen = seen
        self.what = table.name

    @classmethod
    def customers(cls, database: Database, since: float, seen: Seen) -> Unseen:
        """The customers."""
        return cls(database, customers, since, seen)

    @classmethod
    def contacts(cls, database: Database, since: float, seen: Seen) -> Unseen:
        """The contacts."""
        return cls(database, contacts, since, seen)

    def count(self) -> tuple[int, int]:
        """How many were not seen, and how many there are in all."""
        with self._database.reading() as connection:
            known = connection.execute(select(func.count()).select_from(self._table)).scalar_one()
        return sum(1 for _ in self._uuids()), int(known)

    def uuids(self, *, most: int) -> list[str]:
        """Which were not seen."""
        return list(islice(self._uuids(), most))

    def forget(self, uuid: str) -> int:
        """Forget this one, if it was not seen meanwhile; how many that are."""
        return self._delete([uuid])

    def forget_all(self) -> int:
        """Forget them all; how many there were."""
        forgotten, unseen = 0, self._uuids()
        while uuids := list(islice(unseen, BATCH)):
            forgotten += self._delete(uuids)
        return forgotten

    def _uuids(self) -> Iterator[str]:
        number, uuid, last = self._table.c.number, self._table.c.uuid, ""
        further = select(number, uuid).where(self._condition).order_by(uuid).limit(LOOKED_AT)
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(further.where(uuid > last)).all()
            if not rows:
                return
            last = rows[-1].uuid
            yield from (row[1] for row in rows if row[0] not in self._seen)

    def _delete(self, uuids: list[str]) -> int:
        uuid = self._table.c.uuid
        with self._database.writing(durable=False) as connection:
            # The condition once more: one may have been seen again in between.
            done = delete(self._table).where(uuid.in_(uuids), self._condition).returning(uuid)
            return len(connection.execute(done).all())
