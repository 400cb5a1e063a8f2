"""The task that a button of a private message is about, for nobody but who asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery
from bot.request import Request


class NotOnRecord(Exception):
    """There is nothing stored of this task any more."""


@dataclass(frozen=True)
class OwnTask:
    """What somebody asked for, and what became of it so far."""

    delivery: Delivery
    request: Request


class OwnTasks:
    """Looks up what is on record of somebody's own tasks."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def find(self, delivery_id: str, *, by: str) -> OwnTask | None:
        """The task; None for anybody else: the message stands in a conversation between two.

        Args:
            by: Slack user id of who presses the button.

        Raises:
            NotOnRecord: the delivery, or what it was about, was forgotten.
            DatabaseUnavailable: the store is away.
        """
        delivery = self._deliveries.get(delivery_id)
        if delivery is None or delivery.is_forgotten:
            raise NotOnRecord
        request = Request.model_validate_json(delivery.request)
        return OwnTask(delivery, request) if request.asked_by == by else None
