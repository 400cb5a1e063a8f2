"""What a person says of their task of which nobody else can tell whether ChartMogul took it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.resolve.own_task import OwnTasks


@dataclass(frozen=True)
class Decision:
    """What was decided about a task."""

    details: str
    """The task's."""
    is_late: bool
    """Whether it had been decided before, so that nothing more is done."""


class Doubts:
    """Does what the person who asked for the task has decided.

    Both methods return None to anybody else. They raise `NotOnRecord` where nothing is stored of the task any
    more, and `DatabaseUnavailable` where nothing was decided because the store is away.
    """

    def __init__(self, own_tasks: OwnTasks, deliveries: Deliveries, courier: Courier) -> None:
        self._own_tasks = own_tasks
        self._deliveries = deliveries
        self._courier = courier

    def send_again(self, delivery_id: str, *, by: str) -> Decision | None:
        """The task is not in ChartMogul: look once more, and create it."""
        return self._decide(delivery_id, by, self._courier.send_again)

    def is_there(self, delivery_id: str, *, by: str) -> Decision | None:
        """The task is in ChartMogul: leave it at that."""
        return self._decide(delivery_id, by, self._deliveries.is_there)

    def _decide(self, delivery_id: str, by: str, decide: Callable[[str], bool]) -> Decision | None:
        own = self._own_tasks.find(delivery_id, by=by)
        if own is None:
            return None
        return Decision(own.request.task.task_details, is_late=not decide(own.delivery.id))
