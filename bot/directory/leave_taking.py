"""What becomes of the customers and contacts that a sync did not find in ChartMogul's lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError, NotFound, Priority
from bot.directory.seen import SeenRows
from bot.directory.sync_progress import Progress
from bot.directory.unseen import Unseen
from bot.store.database import Database

log = structlog.get_logger(__name__)

SHARE = 0.8
"""The part of what was known that a list must hold for the rest to be taken for gone."""

ONE_BY_ONE = 20
"""So many may be asked for one by one where a list alone does not settle whether they are gone."""

QUESTION = 10.0
"""Seconds for asking for one of them."""


class LeaveTaking:
    """Forgets what is gone, and only that.

    A list proves that something is gone only if it was certainly whole: nothing of it was skipped, its end
    was clear, and it was not suddenly much shorter. What a list does not prove is kept, unless it is so
    little that each can be asked for by itself.

    Args:
        even_in_doubt: forget all that was not found; somebody said so.
    """

    def __init__(self, chartmogul: ChartMogul, database: Database, *, even_in_doubt: bool = False) -> None:
        self._chartmogul = chartmogul
        self._database = database
        self._even_in_doubt = even_in_doubt

    def after(self, read: Progress, seen: SeenRows) -> Progress:
        """The sync with what it kept, and why.

        Args:
            read: a sync that has read all that there was to read.
            seen: what it saw.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        customers = Unseen.customers(self._database, read.started_at, seen.customers)
        contacts = Unseen.contacts(self._database, read.started_at, seen.contacts)
        kept = [
            self._kept(customers, read.doubt, self._customer_is_gone),
            self._kept(contacts, read.doubt, self._contact_is_gone),
        ]
        doubt = next((doubt for count, doubt in kept if count), read.doubt)
        return replace(read, doubt=doubt, kept=sum(count for count, _ in kept))

    def _kept(self, unseen: Unseen, doubt: str, is_gone: Callable[[str], bool]) -> tuple[int, str]:
        """How many were not forgotten, and why."""
        count, known = unseen.count()
        if not count:
            return 0, doubt
        doubt = doubt or _shrunk(count, known, unseen.what)
        if self._even_in_doubt or not doubt:
            unseen.forget_all()
            return 0, ""
        if count <= ONE_BY_ONE:
            count -= self._ask_one_by_one(unseen, is_gone)
        if count:
            log.warning("directory.kept", what=unseen.what, count=count, reason=doubt)
        return count, doubt

    def _ask_one_by_one(self, unseen: Unseen, is_gone: Callable[[str], bool]) -> int:
        """How many were forgotten."""
        forgotten = 0
        try:
            for uuid in unseen.uuids(most=ONE_BY_ONE):
                if is_gone(uuid):
                    forgotten += unseen.forget(uuid)
        except ChartMogulError as error:
            log.info("directory.not_asked", status=error.status, reference=error.reference)
        return forgotten

    def _customer_is_gone(self, uuid: str) -> bool:
        try:
            self._chartmogul.customer(uuid, priority=Priority.SYNC, timeout=QUESTION)
        except NotFound:
            return True
        return False

    def _contact_is_gone(self, uuid: str) -> bool:
        try:
            self._chartmogul.contact(uuid, priority=Priority.SYNC, timeout=QUESTION)
        except NotFound:
            return True
        return False


def _shrunk(unseen: int, known: int, what: str) -> str:
    found = known - unseen
    return f"only {found:,} of {known:,} {what} were in the list" if found < SHARE * known else ""
