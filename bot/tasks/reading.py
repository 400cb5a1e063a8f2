"""Reads tasks from ChartMogul into what is known of them."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from bot.chartmogul import ChartMogul, Endless, Invalid, NotFound, Priority, Refused, Unreadable
from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.tasks.known_task import KnownTask
from bot.tasks.tasks import LIST_LAGS, Tasks

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

        What is missing may be completed, somebody else's, deleted, or not in the list yet.

        Args:
            assignee: their e-mail; `""` reads no list.
            uuids: tasks that were theirs and open a while ago.
            timeout: seconds for each page, and for each task that is missing.
        """
        as_of = self._tasks.now()
        seen = self._listed(assignee, priority, timeout) if assignee else []
        self._tasks.learn(seen, as_of=as_of, is_list=True)
        listed = {task.task_uuid for task in seen}
        known = self._tasks.get_all(uuids)
        for uuid, task in known.items():
            if uuid not in listed or task.changed_at > as_of - LIST_LAGS:
                self._read_one(uuid, priority, timeout)

    def _read_one(self, uuid: str, priority: Priority, timeout: float | None) -> None:
        try:
            self.read(uuid, priority=priority, timeout=timeout)
        except (Invalid, Unreadable) as error:
            # What is wrong with one task keeps no others from being read.
            log.warning("tasks.not_read", status=error.status, reference=error.reference)

    def _listed(self, assignee: str, priority: Priority, timeout: float | None) -> list[Task]:
        seen: list[Task] = []
        pages = self._chartmogul.task_pages(
            assignee=assignee, completed=False, priority=priority, timeout=timeout
        )
        try:
            for page in pages:
                seen += [task for task in page.entries if _is_open_and_theirs(task, assignee)]
        except Endless:
            log.warning("tasks.endless")
        except Refused as error:
            # ChartMogul may know the assignee no more: then their tasks are read one by one.
            log.info("tasks.not_listed", status=error.status, reference=error.reference)
        return seen


def _is_open_and_theirs(task: Task, assignee: str) -> bool:
    """A list that ignored a filter would show what was not asked for."""
    return task.completed_at is None and literal(task.assignee) == literal(assignee)
