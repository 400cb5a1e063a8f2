"""A customer or an assignee chosen in an open form → what the form says anew."""

from __future__ import annotations

from dataclasses import dataclass

from bot.directory.customers import Directory
from bot.resolve.advice import Adviser
from bot.resolve.glances import Glances
from bot.slack.budget import Budget
from bot.slack.payloads import Choice
from bot.views.assignee import Advice
from bot.views.form import BelowCustomer, Field


@dataclass(frozen=True)
class Revision:
    """The lines of the form from now on."""

    advice: Advice
    below_customer: BelowCustomer | None = None
    """None: those that stand there hold."""


class Choices:
    """Hears of choices."""

    def __init__(self, adviser: Adviser, glances: Glances, directory: Directory) -> None:
        self._adviser = adviser
        self._glances = glances
        self._directory = directory

    def made(self, choice: Choice, budget: Budget) -> Revision:
        """What the form says anew.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        if choice.field != Field.CUSTOMER:
            return Revision(self._adviser.anew(choice, budget))
        customer = self._directory.get(choice.option(Field.CUSTOMER))
        looking = self._glances.begin(customer, asker=choice.user.id, budget=budget)
        advice, owner = self._adviser.with_owner(choice, budget)
        origin, details = choice.view.memory.origin, choice.text(Field.DETAILS)
        return Revision(advice, BelowCustomer(looking.glance(owner), looking.already(origin, details)))
