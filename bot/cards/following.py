"""Reads from ChartMogul what became of the tasks that messages show: it tells nobody of changes by itself.

There is no filter for what was changed lately (https://dev.chartmogul.com/reference/tasks/list), so the open
tasks of everybody with one in a message are read, one list for each; what is missing there is read by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from bot.chartmogul import ChartMogulError, Priority
from bot.runtime import Runtime
from bot.store.database import Database, DatabaseUnavailable
from bot.store.leases import Leases
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks

log = structlog.get_logger(__name__)

LOOK_AGAIN = 15.0
"""Seconds after which an instance looks whether it is its turn."""

_LEASE = "following tasks"


class Following:
    """Follows, in a thread of this process; of several instances, whichever comes first does it for all.

    Args:
        changed: hears after each list that cards may have fallen behind. It must not raise.
        every: seconds from one reading to the next.
    """

    def __init__(
        self,
        database: Database,
        tasks: Tasks,
        reader: TaskReader,
        runtime: Runtime,
        *,
        changed: Callable[[], None],
        every: float,
    ) -> None:
        self._leases = Leases(database)
        self._tasks = tasks
        self._reader = reader
        self._runtime = runtime
        self._changed = changed
        self._every = every
        self._stopping: threading.Event = runtime.event()

    def start(self) -> None:
        """Begin to follow."""
        self._runtime.start(self._run, "following")

    def stop(self) -> None:
        """Read nothing more, once the answer in hand has come."""
        self._stopping.set()

    def follow(self) -> None:
        """Read now what became of all open tasks that a message shows.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        for assignee, uuids in self._tasks.in_messages().items():
            if self._stopping.is_set():
                return
            try:
                self._reader.read_open(assignee, uuids=uuids, priority=Priority.SYNC)
            except ChartMogulError as error:
                # The next time is soon enough: the cards say what was true a while ago.
                log.warning("following.not_read", status=error.status, reference=error.reference)
            self._changed()

    def _run(self) -> None:
        while not self._stopping.wait(min(LOOK_AGAIN, self._every)):
            try:
                # Never given back: nobody else is to read again until it has run out.
                if self._leases.acquire(_LEASE, seconds=self._every):
                    self.follow()
            except DatabaseUnavailable:
                log.debug("following.database_away")
            except Exception:
                # The only thread that follows: it must outlive any mistake.
                log.exception("following.broke")
