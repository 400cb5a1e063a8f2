"""Reads tasks from ChartMogul into what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog

from bot.chartmogul import ChartMogul, Endless, Invalid, NotFound, Priority, Refused, Unreadable
from bot.chartmogul.client import TaskFilters
from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.tasks.known_task import KnownTask
from bot.tasks.tasks import LIST_LAGS, Tasks

SINGLY_MAX = 50
"""Most tasks of a list that are read once more by themselves because the bot has just changed them."""

log = structlog.get_logger(__name__)


class TaskReader:
    """Reads them.

    Every method raises `ChartMogulError` where ChartMogul does not show them, and `DatabaseUnavailable`.
    """

    def __init__(self, chartmogul: ChartMogul, tasks: Tasks) -> None:
        self._chartmogul = chartmogul
        self._tasks = tasks

    def read(
        self, uuid: str, *, priority: Priority = Priority.LOOKUP, timeout: float | None = None
    ) -> KnownTask | None:
        """One task as it is now; None where ChartMogul has none of this id, and never had."""
        as_of = self._tasks.now()
        try:
            truth = self._chartmogul.task(uuid, priority=priority, timeout=timeout)
        except NotFound:
            self._tasks.lost(uuid)
        else:
            self._tasks.learn([truth], as_of=as_of)
        return self._tasks.get(uuid)

    def read_open(
        self,
        assignee: str,
        *,
        uuids: Iterable[str] = (),
        priority: Priority = Priority.LOOKUP,
        timeout: float | None = None,
    ) -> None:
        """All open tasks of one assignee, and by themselves those of the others that are not among them.

        What is missing may be completed, somebody else's, deleted, or not in the list yet. What the bot
        changed a moment ago is read by itself as well: the list may show it as it was before.

        Args:
            assignee: their e-mail; `""` reads no list.
            uuids: tasks that were theirs and open a while ago.
            timeout: seconds for each page, and for each task that is missing.
        """
        filters = TaskFilters(assignee=assignee) if assignee else None
        self._read_open(filters, lambda task: _is_theirs(task, assignee), uuids, priority, timeout)

    def read_customer(
        self,
        customer_uuid: str,
        *,
        uuids: Iterable[str] = (),
        priority: Priority = Priority.LOOKUP,
        timeout: float | None = None,
    ) -> None:
        """`read_open` for all open tasks of one customer."""
        filters = TaskFilters(customer_uuid=customer_uuid)
        self._read_open(filters, lambda task: task.customer_uuid == customer_uuid, uuids, priority, timeout)

    def _read_open(
        self,
        filters: TaskFilters | None,
        is_meant: Callable[[Task], bool],
        uuids: Iterable[str],
        priority: Priority,
        timeout: float | None,
    ) -> None:
        as_of = self._tasks.now()
        wanted = TaskFilters(completed=False, priority=priority, timeout=timeout)
        seen = self._listed({**filters, **wanted}, is_meant) if filters else []
        self._tasks.learn(seen, as_of=as_of, is_list=True)
        listed, theirs = {task.task_uuid: None for task in seen}, dict.fromkeys(uuids)
        known = self._tasks.get_all(listed | theirs)
        missing = [uuid for uuid in theirs if uuid in known and uuid not in listed]
        doubtful = [task for task in known.values() if task.changed_at > as_of - LIST_LAGS]
        doubtful.sort(key=lambda task: (task.uuid not in theirs, -task.changed_at, task.uuid))
        for uuid in dict.fromkeys([*missing, *(task.uuid for task in doubtful[:SINGLY_MAX])]):
            self._read_one(uuid, priority, timeout)

    def _read_one(self, uuid: str, priority: Priority, timeout: float | None) -> None:
        try:
            self.read(uuid, priority=priority, timeout=timeout)
        except (Invalid, Unreadable) as error:
            # What is wrong with one task keeps no others from being read.
            log.warning("tasks.not_read", status=error.status, reference=error.reference)

    def _listed(self, filters: TaskFilters, is_meant: Callable[[Task], bool]) -> list[Task]:
        """What is open and meant: a list that ignored a filter would show what was not asked for."""
        seen: list[Task] = []
        try:
            for page in self._chartmogul.task_pages(**filters):
                seen += [task for task in page.entries if task.completed_at is None and is_meant(task)]
        except Endless:
            log.warning("tasks.endless")
        except Refused as error:
            # ChartMogul may know the assignee no more: then their tasks are read one by one.
            log.info("tasks.not_listed", status=error.status, reference=error.reference)
        return seen


def _is_theirs(task: Task, assignee: str) -> bool:
    return literal(task.assignee) == literal(assignee)
