"""A Slack user → the e-mail under which ChartMogul knows them."""

from __future__ import annotations

from bot.person import Person
from bot.store.directory import Directory
from bot.store.people import People


class NotAssignable(Exception):
    """This person cannot be given a task; the text says why and what to do, fit for the form."""


class AssigneeFinder:
    """Finds the e-mail that ChartMogul takes as an assignee."""

    def __init__(self, people: People, directory: Directory) -> None:
        self._people = people
        self._directory = directory

    def email_of(self, person: Person | None, *, told: str = "") -> str:
        """The person's ChartMogul e-mail: the one that the bot was told, else the one in their Slack profile.

        Args:
            person: None is somebody of whom Slack said nothing.
            told: the one that was told just now.

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
        if person.is_stranger:
            raise NotAssignable(f"{person.name} works for another company. Choose a colleague.")
        email = told or self._usual(person)
        if not email:
            raise NotAssignable(
                f"{person.name} has no e-mail in Slack, so ChartMogul cannot find them. "
                "Write the one that they have in ChartMogul, or choose somebody else."
            )
        return email

    def doubtful_email(self, person: Person | None) -> str | None:
        """The person's e-mail if ChartMogul has never shown or taken it, so that it may be unknown there.

        `""` for somebody of whom no e-mail is known at all; None where there is no doubt, or where the person
        cannot be an assignee whatever their e-mail.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        if person is None or person.is_bot or person.deleted or person.is_stranger:
            return None
        email = self._usual(person)
        return None if email and self._directory.known_email(email) else email

    def _usual(self, person: Person) -> str:
        alias = self._people.alias(person.id)
        return alias.email if alias else person.email
