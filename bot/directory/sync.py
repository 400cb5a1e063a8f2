"""Keeps the directory of customers like ChartMogul's, which cannot be searched by name."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError, Endless, Page, PageTurner, Refused
from bot.directory.customers import Directory
from bot.directory.leave_taking import LeaveTaking
from bot.directory.storing_behind import StoringBehind
from bot.directory.sync_progress import Progress, Stage, SyncProgress
from bot.store.database import Database, DatabaseUnavailable
from bot.store.leases import Leases

log = structlog.get_logger(__name__)

EVERY = 900.0
"""Seconds from the end of one sync to the next."""

LOOK_AGAIN = 30.0
"""Seconds after which an instance looks whether a sync is due, or was left off by another."""

RESUMABLE = 86_400.0
"""Seconds for which an interrupted sync can be taken up where it stopped."""

Entry = TypeVar("Entry")

_LEASE = "directory sync"
_LEASE_SECONDS = 60.0


class SyncRunning(Exception):
    """Another process is reading the customers just now."""


class SyncInterrupted(Exception):
    """The process stops, or another one has taken the work over. What was read is kept."""


class DirectorySync:
    """Reads all customers and contacts from ChartMogul, page by page; only one process at a time.

    What is gone from ChartMogul is forgotten only once all was certainly read; see
    `bot.directory.leave_taking`. An interrupted sync is taken up where it stopped, by whichever process comes
    next. Nothing is stored of what has not changed, and memory holds a few pages and a bit for each record.
    """

    def __init__(self, chartmogul: ChartMogul, database: Database) -> None:
        self._chartmogul = chartmogul
        self._progress = SyncProgress(database)
        self._leases = Leases(database)
        self._database = database

    def is_due(self, *, every: float) -> bool:
        """Whether the last complete sync is so long ago, or one was left off."""
        progress = self._progress.get()
        if progress.stage is not Stage.IDLE or not progress.ever_finished:
            return True
        return not 0 <= self._database.clock() - progress.finished_at < every

    def renew_terms(self, stopping: threading.Event) -> None:
        """Have all customers found as this version finds them, without asking ChartMogul.

        Raises:
            SyncRunning: another process is at it, or reads the customers.
            DatabaseUnavailable: the store is away.
        """
        directory = Directory(self._database)
        if not directory.has_old_terms():
            return
        with self._leases.held(_LEASE, seconds=_LEASE_SECONDS) as lost:
            if lost is None:
                raise SyncRunning
            last: int | None = 0
            while last is not None and not (lost.is_set() or stopping.is_set()):
                last = directory.renew_terms(after=last)

    def run(
        self,
        *,
        every: float = 0.0,
        tell: Callable[[Progress], None] = lambda progress: None,
        stopping: threading.Event | None = None,
        forget: bool = False,
    ) -> Progress:
        """Sync now, from the start or from where the last one stopped.

        Args:
            every: do nothing where another process completed a sync within so many seconds.
            tell: called after every page, with what was read so far.
            stopping: set it to stop after the page in hand.
            forget: forget what was not found, also where the lists may not have been whole.

        Raises:
            SyncRunning: another process is at it.
            SyncInterrupted: stopped on the way.
            ChartMogulError: a page could not be read; what was read until then is kept.
            DatabaseUnavailable: the store is away.
        """
        with self._leases.held(_LEASE, seconds=_LEASE_SECONDS) as lost:
            if lost is None:
                raise SyncRunning
            if not self.is_due(every=every):
                return self._progress.get()
            run = _Run(self._chartmogul, self._database, tell, lost, forget=forget)
            return run.to_its_end(stopping or threading.Event())


class _Run:
    """One sync at work."""

    def __init__(
        self,
        chartmogul: ChartMogul,
        database: Database,
        tell: Callable[[Progress], None],
        lost: threading.Event,
        *,
        forget: bool,
    ) -> None:
        self._chartmogul = chartmogul
        self._store = SyncProgress(database)
        self._tell = tell
        self._lost = lost
        self._progress, self._seen = self._store.begin(resumable=RESUMABLE)
        self._storing = StoringBehind(database, self._store, self._seen, lost)
        self._turner: PageTurner[Any] = PageTurner(self._progress.cursor)
        self._leave_taking = LeaveTaking(chartmogul, database, even_in_doubt=forget)

    def to_its_end(self, stopping: threading.Event) -> Progress:
        self._tell(self._progress)
        with self._storing:
            try:
                while self._progress.stage is not Stage.FORGETTING:
                    if self._lost.is_set() or stopping.is_set():
                        raise SyncInterrupted
                    self._progress = self._next_page()
                    self._tell(self._progress)
            except (SyncInterrupted, ChartMogulError):
                self._storing.rest(self._progress)
                raise
            self._storing.rest(self._progress)
        return self._store.finish(self._leave_taking.after(self._progress, self._seen))

    def _next_page(self) -> Progress:
        now = self._progress
        if now.stage is Stage.CUSTOMERS:
            customers = self._read(self._chartmogul.customers_page)
            count = now.customers + len(customers.entries)
            read = self._turned(replace(now, customers=count), customers, then=Stage.CONTACTS)
            self._storing.add(read, customers=customers.entries, ends_stage=read.stage is not now.stage)
            return read
        contacts = self._read(self._chartmogul.contacts_page)
        count = now.contacts + len(contacts.entries)
        read = self._turned(replace(now, contacts=count), contacts, then=Stage.FORGETTING)
        self._storing.add(read, contacts=contacts.entries, ends_stage=read.stage is not now.stage)
        return read

    def _turned(self, read: Progress, page: Page[Entry], *, then: Stage) -> Progress:
        doubt = self._turner.turn(page).doubt
        cursor = None
        try:
            cursor = self._turner.next_after(page)
        except Endless:
            doubt = "the list did not come to an end"
        read = replace(read, cursor=cursor, doubt=read.doubt or doubt)
        if cursor is None:
            self._turner = PageTurner()
            return replace(read, stage=then)
        return read

    def _read(self, page_at: Callable[[str | None], Page[Entry]]) -> Page[Entry]:
        cursor = self._progress.cursor
        try:
            return page_at(cursor)
        except Refused:
            if cursor is not None:
                # The cursor of an interrupted sync may have gone stale: the next one begins anew.
                self._progress = replace(self._progress, stage=Stage.IDLE, cursor=None)
            raise


class SyncSchedule:
    """Syncs at once where the directory was never complete, and then every 15 minutes, in a thread.

    Every instance has one; whichever finds a sync due first does it for all.

    Args:
        every: seconds from the end of one sync to the next.
        look_again: seconds after which to look whether one is due.
        rests: whether nobody wants the customers for the time being.
    """

    def __init__(
        self,
        chartmogul: ChartMogul,
        database: Database,
        *,
        every: float = EVERY,
        look_again: float = LOOK_AGAIN,
        rests: Callable[[], bool] = lambda: False,
    ) -> None:
        self._rests = rests
        self._sync = DirectorySync(chartmogul, database)
        self._every = every
        self._look_again = look_again
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="directory sync", daemon=True)

    def start(self) -> None:
        """Begin, at once."""
        self._thread.start()

    def stop(self, *, seconds: float = 5.0) -> None:
        """Stop after the page in hand, and wait for that so long; another instance goes on from there."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _run(self) -> None:
        self._renew_terms()
        while not self._stopping.is_set():
            self._once()
            self._stopping.wait(self._look_again)

    def _renew_terms(self) -> None:
        try:
            with suppress(SyncRunning):
                self._sync.renew_terms(self._stopping)
        except DatabaseUnavailable:
            # The next sync writes them anew as well.
            log.warning("directory.terms_not_renewed")
        except Exception:
            log.exception("directory.renewal_broke")

    def _once(self) -> None:
        try:
            if not self._rests() and self._sync.is_due(every=self._every):
                with suppress(SyncRunning, SyncInterrupted):
                    done = self._sync.run(every=self._every, stopping=self._stopping)
                    log.info("directory.synced", customers=done.customers, contacts=done.contacts)
        except ChartMogulError as error:
            log.warning("directory.sync_failed", status=error.status, reference=error.reference)
        except DatabaseUnavailable:
            log.debug("directory.database_away")
        except Exception:
            # The only thread that syncs: it must outlive any mistake.
            log.exception("directory.sync_broke")
