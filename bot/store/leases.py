"""Work that only one instance does at a time, taken over by another when its holder dies."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, or_, update

from bot.store.database import OVERLAP, Database, DatabaseUnavailable
from bot.store.schema import leases


@dataclass(frozen=True)
class Lease:
    """A hold on a name. A later hold on the same name has a higher token."""

    name: str
    holder: str
    token: int


class Leases:
    """Holds on names, by the database's clock.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def acquire(self, name: str, *, seconds: float) -> Lease | None:
        """Take the name for so long; None while somebody else has it.

        Everybody takes one name for the same time.
        """
        holder = uuid.uuid4().hex
        with self._database.writing() as connection:
            now = self._database.now(connection)
            fresh = {"holder": holder, "until": now + seconds}
            token = connection.execute(
                self._database.insert(leases)
                .values(name=name, token=1, **fresh)
                .on_conflict_do_update(
                    index_elements=["name"],
                    set_={**fresh, "token": leases.c.token + 1},
                    # One that ends later than any that begins now was taken before the clock was put back.
                    where=or_(leases.c.until <= now, leases.c.until > now + seconds + OVERLAP),
                )
                .returning(leases.c.token)
            ).scalar_one_or_none()
        return None if token is None else Lease(name, holder, token)

    def renew(self, lease: Lease, *, seconds: float) -> bool:
        """Keep the name for so long from now. False when somebody else has taken it: stop the work."""
        with self._database.writing(durable=False) as connection:
            until = self._database.now(connection) + seconds
            return self._set_until(connection, lease, until)

    def release(self, lease: Lease) -> bool:
        """Give the name back. Whether it was still held."""
        with self._database.writing(durable=False) as connection:
            return self._set_until(connection, lease, 0.0)

    @contextmanager
    def held(self, name: str, *, seconds: float) -> Iterator[threading.Event | None]:
        """Hold the name during a block, however long it takes; None while somebody else has it.

        A thread renews the lease. Where that was not possible in time and somebody else took the name, the
        event is set: stop the work.
        """
        lease = self.acquire(name, seconds=seconds)
        if lease is None:
            yield None
            return
        lost, done = threading.Event(), threading.Event()
        renewing = threading.Thread(
            target=self._renew_until, args=(done, lost, lease, seconds), name=f"lease on {name}", daemon=True
        )
        renewing.start()
        try:
            yield lost
        finally:
            done.set()
            renewing.join()
            self.release(lease)

    def _renew_until(
        self, done: threading.Event, lost: threading.Event, lease: Lease, seconds: float
    ) -> None:
        while not done.wait(seconds / 3):
            try:
                if not self.renew(lease, seconds=seconds):
                    lost.set()
                    return
            except DatabaseUnavailable:
                # It may be back before the lease runs out.
                continue

    def _set_until(self, connection: Connection, lease: Lease, until: float) -> bool:
        held = connection.execute(
            update(leases)
            .where(
                leases.c.name == lease.name, leases.c.token == lease.token, leases.c.holder == lease.holder
            )
            .values(until=until)
            .returning(leases.c.token)
        )
        return held.first() is not None
