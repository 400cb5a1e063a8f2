"""Reads from ChartMogul what an App Home shows, while it shows what is remembered."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import structlog

from bot.boards.board import AtHome, Section
from bot.boards.boards import Boards, home_of
from bot.boards.home_tasks import HomeTasks
from bot.chartmogul import ChartMogulError
from bot.runtime import Runtime
from bot.store.database import DatabaseUnavailable
from bot.tasks.known_task import KnownTask
from bot.tasks.reading import TaskReader

log = structlog.get_logger(__name__)

SECONDS = 30.0
"""Seconds for which an App Home says that ChartMogul is being asked: later answers are shown all the same."""

EACH = 5.0
"""Seconds for one page or one task."""

LISTS_MAX = 6
"""Other people's lists that are read for what somebody asked of them; Following reads them all."""

WORKERS = 4
"""App Homes that are read for at once."""


class HomeReading:
    """Reads for App Homes, in threads of this process.

    Args:
        changed: hears that there is something new to show. It must not raise.
    """

    def __init__(
        self,
        *,
        boards: Boards,
        tasks: HomeTasks,
        reader: TaskReader,
        changed: Callable[[], None],
        runtime: Runtime,
    ) -> None:
        self._boards = boards
        self._tasks = tasks
        self._reader = reader
        self._changed = changed
        self._pool = runtime.pool(WORKERS, "home")
        self._turn = threading.Lock()
        self._asked: set[str] = set()
        self._again: set[str] = set()

    def open(self, user: str) -> None:
        """Show somebody's App Home as it is known, and then as it is.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        self._boards.open_home(user, reading_for=SECONDS)
        self._changed()
        self.read(user)

    def read(self, user: str) -> None:
        """Read what somebody's App Home shows. Who is being read for is read for once more."""
        with self._turn:
            if user in self._asked:
                self._again.add(user)
                return
            self._asked.add(user)
        try:
            self._pool.submit(self._run, user)
        except RuntimeError:
            # Stopped meanwhile: the next time that it is opened is another chance.
            log.info("home.not_read")

    def stop(self) -> None:
        """Read nothing more, once the answer in hand has come."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, user: str) -> None:
        try:
            while True:
                self._read(user)
                with self._turn:
                    if user not in self._again:
                        self._asked.discard(user)
                        return
                    self._again.discard(user)
        except DatabaseUnavailable:
            log.warning("home.database_away")
            self._leave(user)
        except Exception:
            # In its time, the App Home stops to say that it is being read.
            log.exception("home.broke")
            self._leave(user)

    def _leave(self, user: str) -> None:
        with self._turn:
            self._asked.discard(user)
            self._again.discard(user)

    def _read(self, user: str) -> None:
        read_at, is_away = self._boards.now(), False
        try:
            for read in self._readings(user):
                read()
                self._boards.touch([user])
                self._changed()
        except ChartMogulError as error:
            log.warning("home.not_read", status=error.status, reference=error.reference)
            is_away = True

        def noted(home: AtHome) -> AtHome:
            fresh = {} if is_away else {"read_at": read_at}
            return home.model_copy(update={"reading_until": 0.0, "is_away": is_away, **fresh})

        self._boards.change_home(user, noted)
        self._changed()

    def _readings(self, user: str) -> Iterator[Callable[[], object]]:
        """One's own tasks first, then what others have, then a customer's."""
        board = self._boards.get(home_of(user))
        home = board.what if board and isinstance(board.what, AtHome) else AtHome()
        resident = self._tasks.resident(user)
        known = self._tasks.open_tasks(resident, home.customer_uuid)
        if resident.email:
            yield self._list(resident.email, known[Section.MINE])
        yield from self._others(known[Section.ASKED])
        if home.customer_uuid:
            uuids = [task.uuid for task in known[Section.CUSTOMER]]
            yield lambda: self._reader.read_customer(home.customer_uuid, uuids=uuids, timeout=EACH)

    def _others(self, tasks: Sequence[KnownTask]) -> Iterator[Callable[[], object]]:
        have = Counter(task.assignee for task in tasks)
        for assignee, _ in have.most_common(LISTS_MAX):
            yield self._list(assignee, [task for task in tasks if task.assignee == assignee])

    def _list(self, assignee: str, known: Sequence[KnownTask]) -> Callable[[], object]:
        uuids = [task.uuid for task in known]
        return lambda: self._reader.read_open(assignee, uuids=uuids, timeout=EACH)
