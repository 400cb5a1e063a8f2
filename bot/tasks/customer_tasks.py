"""A customer's open tasks at this moment, by one question to ChartMogul."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.chartmogul import ChartMogul
from bot.chartmogul.task import Task
from bot.tasks.known_task import KnownTask
from bot.tasks.tasks import LIST_LAGS, Tasks


@dataclass(frozen=True)
class OpenTask:
    """One of them."""

    uuid: str
    details: str
    due_date: date | None
    assignee: str
    """Their e-mail in ChartMogul."""
    assignee_user: str
    """Their Slack user id, where it was given with this e-mail."""
    asked_by: str
    """Slack user id of who asked for it; empty for a task that does not come from Slack."""


@dataclass(frozen=True)
class OpenTasks:
    """Those that could be learnt of, by due date; what has none comes last."""

    tasks: tuple[OpenTask, ...]
    is_whole: bool
    """Whether they are all."""


class CustomerTasks:
    """Reads the first page, and stores nothing: somebody waits for a form.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, chartmogul: ChartMogul, tasks: Tasks) -> None:
        self._chartmogul = chartmogul
        self._tasks = tasks

    def known(self, customer_uuid: str) -> OpenTasks:
        """Those that are open as far as is known without asking."""
        return _sorted([_of_known(task) for task in self._of(customer_uuid).values()], is_whole=False)

    def read(self, customer_uuid: str, *, timeout: float) -> OpenTasks:
        """Those that ChartMogul shows. Of what the bot has just changed, it is believed rather than the list.

        Args:
            timeout: seconds for the question.

        Raises:
            ChartMogulError: ChartMogul does not show them.
        """
        as_of = self._tasks.now()
        filters = self._chartmogul.task_pages(customer_uuid=customer_uuid, completed=False, timeout=timeout)
        page = next(filters)
        listed = {
            task.task_uuid: task
            for task in page.entries
            if task.completed_at is None and task.customer_uuid == customer_uuid
        }
        is_whole = not page.has_more and not page.doubt
        open_before = self._of(customer_uuid)
        known = {**self._tasks.get_all(listed), **open_before}
        just_changed = {uuid for uuid, task in known.items() if task.changed_at > as_of - LIST_LAGS}
        found = [
            _of_listed(task, known.get(uuid)) for uuid, task in listed.items() if uuid not in just_changed
        ]
        found += [
            _of_known(task)
            for uuid, task in open_before.items()
            if uuid in just_changed or not (is_whole or uuid in listed)
        ]
        return _sorted(found, is_whole=is_whole)

    def _of(self, customer_uuid: str) -> dict[str, KnownTask]:
        return {task.uuid: task for task in self._tasks.open_tasks(customer_uuid=customer_uuid)}


def _sorted(tasks: list[OpenTask], *, is_whole: bool) -> OpenTasks:
    def by_day(task: OpenTask) -> tuple[date, str]:
        return task.due_date or date.max, task.uuid

    return OpenTasks(tuple(sorted(tasks, key=by_day)), is_whole)


def _of_known(task: KnownTask) -> OpenTask:
    return OpenTask(task.uuid, task.details, task.due_date, task.assignee, task.assignee_user, task.asked_by)


def _of_listed(task: Task, known: KnownTask | None) -> OpenTask:
    is_theirs = known is not None and known.assignee.casefold() == task.assignee.casefold()
    return OpenTask(
        task.task_uuid,
        task.task_details,
        task.due_date,
        task.assignee,
        known.assignee_user if known and is_theirs else "",
        known.asked_by if known else "",
    )
