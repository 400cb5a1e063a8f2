"""A Slack user → the e-mail under which ChartMogul knows them."""

from __future__ import annotations

from bot.person import Person
from bot.store.people import People


class NotAssignable(Exception):
    """This person cannot be given a task; the text says why and what to do, fit for the form."""


class AssigneeFinder:
    """Finds the e-mail that ChartMogul takes as an assignee."""

    def __init__(self, people: People) -> None:
        self._people = people

    def email_of(self, person: Person | None) -> str:
        """The person's ChartMogul e-mail: the one they told the bot, else the one in their Slack profile.

        None is somebody of whom Slack said nothing.

        Raises:
            NotAssignable: a bot, a deactivated account, an outsider, or nobody with an e-mail.
            DatabaseUnavailable: the store is away.
        """
        if person is None:
            raise NotAssignable(
                "Slack did not say who this is. Try again in a moment, or choose somebody else."
            )
        if person.is_bot:
            raise NotAssignable(f"{person.name} is an app. Choose a person.")
        if person.deleted:
            raise NotAssignable(f"{person.name}'s Slack account is deactivated. Choose somebody else.")
        email = self._people.alias(person.id) or person.email
        if email:
            return email
        if person.is_stranger:
            raise NotAssignable(f"{person.name} works for another company. Choose a colleague.")
        raise NotAssignable(
            f"{person.name} has no e-mail in Slack, so ChartMogul cannot find them. Choose somebody else, "
            "or ask them to add it to their Slack profile."
        )
