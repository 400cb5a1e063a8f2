"""Keeps the directory of customers like ChartMogul's, which cannot be searched by name."""

from __future__ import annotations

import threading

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.store.database import Database, DatabaseUnavailable
from bot.store.directory import Directory

log = structlog.get_logger(__name__)

EVERY = 900.0
"""Seconds from the end of one sync to the next."""

AFTER_FAILURE = 30.0
"""Seconds to the next try after a sync that did not come to its end."""


def sync(chartmogul: ChartMogul, directory: Directory, *, started: float) -> int:
    """Read all customers and contacts, page by page, and forget those that are gone. How many there are.

    What is gone is forgotten only once all pages were read, so an interruption loses nobody.

    Args:
        started: the time by the database's clock; what was last seen before it is gone from ChartMogul.

    Raises:
        ChartMogulError: a page could not be read; what was read until then is kept.
        DatabaseUnavailable: the store is away.
    """
    cursor: str | None = None
    while True:
        customers = chartmogul.customers_page(cursor)
        directory.upsert_customers(customers.entries)
        cursor = customers.cursor
        if not customers.has_more:
            break
    cursor = None
    while True:
        contacts = chartmogul.contacts_page(cursor)
        directory.upsert_contacts(contacts.entries)
        cursor = contacts.cursor
        if not contacts.has_more:
            break
    directory.forget_unseen(started)
    return directory.count()


class SyncSchedule:
    """Syncs at the start and then every 15 minutes, in a thread of this process."""

    def __init__(self, chartmogul: ChartMogul, database: Database) -> None:
        self._chartmogul = chartmogul
        self._database = database
        self._directory = Directory(database)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="directory sync", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no other sync; the one in hand ends with the process, and loses nothing."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._stopping.wait(EVERY if self._once() else AFTER_FAILURE)

    def _once(self) -> bool:
        try:
            count = sync(self._chartmogul, self._directory, started=self._database.clock())
        except ChartMogulError as error:
            log.warning("directory.sync_failed", status=error.status, reference=error.reference)
        except DatabaseUnavailable:
            log.warning("directory.database_away")
        except Exception:
            # The only thread that syncs: it must outlive any mistake.
            log.exception("directory.sync_broke")
        else:
            log.info("directory.synced", customers=count)
            return True
        return False
