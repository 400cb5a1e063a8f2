"""Stores the pages of a sync, several together; on PostgreSQL while the next ones are asked for.

On SQLite, asking for a page would wait for that all the same: it writes as well (see `bot.store.limits`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Self

from bot.chartmogul.customer import Contact, Customer
from bot.directory.batches import BATCH
from bot.directory.contact_rows import store_contacts
from bot.directory.seen import SeenRows
from bot.directory.storing import Storing
from bot.directory.sync_progress import Progress, SyncProgress
from bot.runtime import REAL
from bot.store.database import Database

SAVE_EVERY = 2.0
"""Seconds after which it is stored how far a sync has come: so much is read again after a crash."""


class StoringBehind:
    """Takes pages as they are read, and stores how far the sync has come only after what it has read so far.

    Leave it only at its end: it waits for what is being stored.

    Args:
        seen: what the sync has seen; what is stored is added to it.
        lost: set once another process has taken the work over. It has come further by then.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from `add` and `rest`, also for what they
            were given before.
    """

    def __init__(
        self, database: Database, progress: SyncProgress, seen: SeenRows, lost: threading.Event
    ) -> None:
        self._database = database
        self._progress = progress
        self._seen = seen
        self._lost = lost
        self._storing = Storing(database)
        self._customers = list[Customer]()
        self._contacts = list[Contact]()
        self._under_way: Future[None] | None = None
        self._saved_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._under_way:
            self._under_way.exception()

    def add(
        self,
        read: Progress,
        *,
        customers: Sequence[Customer] = (),
        contacts: Sequence[Contact] = (),
        ends_stage: bool,
    ) -> None:
        """Store a page, and that the sync has come so far: soon, and at once where a stage ends with it."""
        self._customers += customers
        self._contacts += contacts
        save = ends_stage or time.monotonic() - self._saved_at > SAVE_EVERY
        if save or len(self._customers) + len(self._contacts) >= BATCH:
            self._hand_over(read, save=save)

    def rest(self, read: Progress) -> None:
        """Store what is left of the pages, and that the sync has come so far; all is stored at the end."""
        self._hand_over(read, save=True)
        self._wait()

    def _hand_over(self, read: Progress, *, save: bool) -> None:
        self._wait()
        if save:
            self._saved_at = time.monotonic()
        customers, contacts = self._customers, self._contacts
        self._customers, self._contacts = [], []
        store = partial(self._store, customers, contacts, read, save=save)
        if self._database.dialect == "sqlite":
            store()
        else:
            self._under_way = _in_thread(store)

    def _wait(self) -> None:
        if self._under_way:
            self._under_way.result()

    def _store(
        self, customers: list[Customer], contacts: list[Contact], read: Progress, *, save: bool
    ) -> None:
        self._seen.customers.add(self._storing.customers(customers)[0])
        self._seen.contacts.add(store_contacts(self._database, contacts))
        if save and not self._lost.is_set():
            self._progress.save(read, self._seen)


def _in_thread(work: Callable[[], None]) -> Future[None]:
    outcome = REAL.future()

    def run() -> None:
        try:
            work()
        except Exception as error:
            outcome.set_exception(error)
        else:
            outcome.set_result(None)

    REAL.start(run, "directory storing")
    return outcome
