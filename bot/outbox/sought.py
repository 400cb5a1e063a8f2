"""Whether a delivery may still be looking for a task."""

from __future__ import annotations

from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.outbox.deliveries import Deliveries
from bot.outbox.recognising import Likeness, likeness
from bot.request import Request


class Sought:
    """Knows the tasks whose creation had no answer, by what was sent."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def may_be(self, task: Task) -> bool:
        """Whether it may be one of them: changed by then, it would not be recognised, and made once more.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        # In this order: one that finds its task just now is in question still, or has claimed it already.
        requests = map(Request.model_validate_json, self._deliveries.in_question(but=""))
        alike = any(
            literal(sent.assignee) == literal(task.assignee) and likeness(task, sent) is not Likeness.NONE
            for sent in (request.task for request in requests)
        )
        return alike and not self._deliveries.claimed_tasks([task.task_uuid])
