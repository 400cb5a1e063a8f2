"""A task that ChartMogul refused → the form to try again with."""

from __future__ import annotations

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery
from bot.request import Request
from bot.resolve.beginning import Beginnings
from bot.resolve.gone_customer import Gone
from bot.resolve.refusal import Refusals
from bot.slack.budget import Budget
from bot.store.database import DatabaseUnavailable
from bot.views.form import Form
from bot.workspace.lookups import Lookups, NotInTime

SECONDS = 1.0
"""For asking ChartMogul what became of a customer that it refused: the form must open in time."""

LEARNING = 1.5
"""Seconds from the click in which the form waits for what is learnt from that, the database included."""


class NotOnRecord(Exception):
    """There is nothing stored of this task any more."""


class Reopenings:
    """Opens what was typed again, for nobody but who typed it."""

    def __init__(
        self, deliveries: Deliveries, refusals: Refusals, beginnings: Beginnings, lookups: Lookups
    ) -> None:
        self._lookups = lookups
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
        gone = self._learnt(delivery, request, budget)
        is_email_refused = delivery.field == "assignee"
        return self._beginnings.of_request(
            request, is_email_refused=is_email_refused, gone=gone, budget=budget
        )

    def _learnt(self, delivery: Delivery, request: Request, budget: Budget) -> Gone | None:
        """What became of the customer, if that is known in time: the form does as well without it."""
        try:
            return self._lookups.run(
                lambda: self._refusals.learn(delivery, request, seconds=SECONDS),
                seconds=budget.left(LEARNING),
            )
        except (DatabaseUnavailable, NotInTime):
            return None
