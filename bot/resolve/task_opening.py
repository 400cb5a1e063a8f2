"""A click on a task → the form that changes it, filled with the task as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.changes.changing import IS_GONE
from bot.chartmogul import ChartMogulError
from bot.outbox.deliveries import Deliveries
from bot.request import Request
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.tasks.known_task import KnownTask
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.views.edit import TaskMemory
from bot.views.mrkdwn import person
from bot.workspace.lookups import Lookups, NotInTime
from bot.workspace.people import People

SECONDS = 1.2
"""Seconds from the click in which ChartMogul is asked for a task that is not known: the form must open in
time."""

IS_DONE = "This task was completed meanwhile. Reopen it to change it."
NOT_SHOWN = "ChartMogul does not show me this task just now. Please try again in a moment."


@dataclass(frozen=True)
class Closed:
    """There is no such form to open, and why, in words for the person."""

    why: str


class TaskOpenings:
    """Reads tasks for forms; where ChartMogul is slow or away, what was last seen serves.

    Args:
        glance: seconds for which a task that is known is waited for.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        *,
        tasks: Tasks,
        deliveries: Deliveries,
        reader: TaskReader,
        people: People,
        lookups: Lookups,
        changed: Callable[[], None],
        glance: float,
    ) -> None:
        self._tasks = tasks
        self._deliveries = deliveries
        self._reader = reader
        self._people = people
        self._lookups = lookups
        self._changed = changed
        self._glance = glance

    def to_change(self, task_uuid: str, click: Click, budget: Budget) -> TaskMemory | Closed:
        """What a form that edits or snoozes the task begins with."""
        task = self._now(task_uuid, budget)
        if task is None:
            return Closed(NOT_SHOWN)
        if task.is_gone:
            return Closed(IS_GONE)
        return self._memory(task, click) if task.is_open else Closed(IS_DONE)

    def to_delete(self, task_uuid: str, click: Click, budget: Budget) -> TaskMemory | Closed:
        """The same of the form that deletes it: for who asked for it and who has it."""
        task = self._now(task_uuid, budget)
        if task is None:
            return Closed(NOT_SHOWN)
        if task.is_gone:
            return Closed(IS_GONE)
        allowed = self._may_delete(task)
        if click.user.id not in allowed:
            who = " or ".join(map(person, allowed)) or "whoever has it in ChartMogul"
            return Closed(f"Only {who} can delete this task.")
        return self._memory(task, click)

    def may_delete(self, task_uuid: str, user: str) -> bool:
        """Whether somebody asked for the task, or has it."""
        task = self._tasks.get(task_uuid)
        return task is not None and user in self._may_delete(task)

    def _may_delete(self, task: KnownTask) -> list[str]:
        asked_by = task.asked_by or self._asker_on_record(task)
        return list(dict.fromkeys(filter(None, [asked_by, self._assignee(task)])))

    def _asker_on_record(self, task: KnownTask) -> str:
        """Who asked for it, where its card stands and the bot does not know yet that it does."""
        made_by = self._deliveries.of_task(task.uuid)
        if made_by is None or made_by.is_forgotten:
            return ""
        return Request.model_validate_json(made_by.request).asked_by

    def _assignee(self, task: KnownTask) -> str:
        return task.assignee_user or self._people.user_of(task.assignee)

    def _now(self, task_uuid: str, budget: Budget) -> KnownTask | None:
        known, seconds = self._tasks.get(task_uuid), budget.left(SECONDS)

        def read() -> KnownTask | None:
            truth = self._reader.read(task_uuid, timeout=seconds)
            # Perhaps too late for the form, and not for the cards.
            self._changed()
            return truth

        try:
            return self._lookups.run(read, seconds=min(seconds, self._glance) if known else seconds)
        except (ChartMogulError, NotInTime):
            return self._tasks.get(task_uuid)

    def _memory(self, task: KnownTask, click: Click) -> TaskMemory:
        return TaskMemory(
            task_uuid=task.uuid,
            details=task.details,
            assignee=task.assignee,
            assignee_user=self._assignee(task),
            due_date=task.due_date,
            is_open=task.is_open,
            customer_name=task.customer_name,
            customer_url=task.customer_url,
            response_url=click.response_url,
            thread_ts=click.container.beside,
        )
