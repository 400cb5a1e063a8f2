"""Under which e-mail people say that ChartMogul knows them."""

from __future__ import annotations

from bot.slack.budget import Budget
from bot.task import is_email
from bot.views.home import Home
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

SECONDS = 0.8
"""Seconds from the request's arrival for asking Slack who the person is."""


class OwnEmails:
    """What people see and say of their own e-mail.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, people: People, whereabouts: Whereabouts) -> None:
        self._people = people
        self._whereabouts = whereabouts

    def of(self, user_id: str, budget: Budget) -> Home:
        """What is known of the person's e-mail, in Slack and in ChartMogul."""
        known = self._whereabouts.gather([user_id], seconds=budget.left(SECONDS))
        person = known.people.get(user_id)
        return Home(
            slack_email=person.email if person else "",
            chartmogul_email=self._people.own_email(user_id),
        )

    def tell(self, user_id: str, told: str) -> bool:
        """Take this as their e-mail from now on, nothing as the one in Slack; False where it is none."""
        if told and not is_email(told):
            return False
        if told:
            self._people.set_own_email(user_id, told)
        else:
            self._people.forget_own_email(user_id)
        return True
