"""What a person says of their task of which nobody else can tell whether ChartMogul took it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.request import Request


@dataclass(frozen=True)
class Decision:
    """What was decided about a task."""

    details: str
    """The task's."""
    is_late: bool
    """Whether it had been decided before, so that nothing more is done."""


class Doubts:
    """Does what the person who asked for the task has decided.

    Both methods return None to anybody else, and where nothing is on record any more. They raise
    `DatabaseUnavailable` where nothing was decided because the store is away.
    """

    def __init__(self, deliveries: Deliveries, courier: Courier) -> None:
        self._deliveries = deliveries
        self._courier = courier

    def send_again(self, delivery_id: str, *, by: str) -> Decision | None:
        """The task is not in ChartMogul: look once more, and create it."""
        return self._decide(delivery_id, by, self._courier.send_again)

    def is_there(self, delivery_id: str, *, by: str) -> Decision | None:
        """The task is in ChartMogul: leave it at that."""
        return self._decide(delivery_id, by, self._deliveries.is_there)

    def _decide(self, delivery_id: str, by: str, decide: Callable[[str], bool]) -> Decision | None:
        delivery = self._deliveries.get(delivery_id)
        if delivery is None:
            return None
        request = Request.model_validate_json(delivery.request)
        # The message stands in a conversation between two; nobody else may decide.
        if request.asked_by != by:
            return None
        return Decision(request.task.task_details, is_late=not decide(delivery.id))
