"""A task that ChartMogul refused → the form to try again with."""

from __future__ import annotations

from bot.resolve.beginning import Beginnings
from bot.resolve.gone_customer import Gone
from bot.resolve.own_task import OwnTask, OwnTasks
from bot.resolve.refusal import Refusals
from bot.slack.budget import Budget
from bot.store.database import DatabaseUnavailable
from bot.views.form import Form
from bot.workspace.lookups import Lookups, NotInTime

SECONDS = 1.0
"""For asking ChartMogul what became of a customer that it refused: the form must open in time."""

LEARNING = 1.5
"""Seconds from the click in which the form waits for what is learnt from that, the database included."""


class Reopenings:
    """Opens what was typed again, for nobody but who typed it."""

    def __init__(
        self, own_tasks: OwnTasks, refusals: Refusals, beginnings: Beginnings, lookups: Lookups
    ) -> None:
        self._own_tasks = own_tasks
        self._refusals = refusals
        self._beginnings = beginnings
        self._lookups = lookups

    def form(self, delivery_id: str, *, by: str, budget: Budget) -> Form | None:
        """The form filled as it was; None for anybody else.

        Args:
            by: Slack user id of who wants it.
            budget: of the request that the form answers.

        Raises:
            NotOnRecord: the delivery was forgotten.
            DatabaseUnavailable: the store is away.
        """
        own = self._own_tasks.find(delivery_id, by=by)
        if own is None:
            return None
        return self._beginnings.of_request(
            own.request,
            is_email_refused=own.delivery.field == "assignee",
            gone=self._learnt(own, budget),
            budget=budget,
        )

    def _learnt(self, own: OwnTask, budget: Budget) -> Gone | None:
        """What became of the customer, if that is known in time: the form does as well without it."""
        try:
            return self._lookups.run(
                lambda: self._refusals.learn(own.delivery, own.request, seconds=SECONDS),
                seconds=budget.left(LEARNING),
            )
        except (DatabaseUnavailable, NotInTime):
            return None
