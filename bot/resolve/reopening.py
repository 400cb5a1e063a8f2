"""A task that ChartMogul refused → the form to try again with."""

from __future__ import annotations

from bot.outbox.deliveries import Deliveries
from bot.request import Request
from bot.resolve.beginning import Beginnings
from bot.resolve.refusal import Refusals
from bot.slack.budget import Budget
from bot.views.form import Form

SECONDS = 1.0
"""For asking ChartMogul what became of a customer that it refused: the form must open in time."""


class NotOnRecord(Exception):
    """There is nothing stored of this task any more."""


class Reopenings:
    """Opens what was typed again, for nobody but who typed it."""

    def __init__(self, deliveries: Deliveries, refusals: Refusals, beginnings: Beginnings) -> None:
        self._deliveries = deliveries
        self._refusals = refusals
        self._beginnings = beginnings

    def form(self, delivery_id: str, *, by: str, budget: Budget) -> Form | None:
        """The form filled as it was; None for anybody else.

        Args:
            by: Slack user id of who wants it.
            budget: of the request that the form answers.

        Raises:
            NotOnRecord: the delivery was forgotten.
            DatabaseUnavailable: the store is away.
        """
        delivery = self._deliveries.get(delivery_id)
        if delivery is None:
            raise NotOnRecord
        request = Request.model_validate_json(delivery.request)
        # The message stands in a conversation between two; nobody else may open what was typed.
        if request.asked_by != by:
            return None
        gone = self._refusals.learn(delivery, request, seconds=SECONDS)
        is_email_refused = delivery.field == "assignee"
        return self._beginnings.of_request(
            request, is_email_refused=is_email_refused, gone=gone, budget=budget
        )
