"""A Slack user → the e-mail under which ChartMogul knows them."""

from __future__ import annotations

from bot.directory.customers import Directory
from bot.slack.insiders import Home, works_elsewhere
from bot.slack.person import Person
from bot.workspace.people import People


class NotAssignable(Exception):
    """This person cannot be given a task; the text says why and what to do, fit for the form."""


class AssigneeFinder:
    """Finds the e-mail that ChartMogul takes as an assignee."""

    def __init__(self, people: People, directory: Directory) -> None:
        self._people = people
        self._directory = directory

    def email_of(
        self, person: Person | None, home: Home | None, *, is_asker: bool, told: str | None = None
    ) -> str:
        """The person's ChartMogul e-mail: the one told for this task, else the one that they themselves
        told, else the one in their Slack profile.

        Args:
            person: None is somebody of whom Slack said nothing.
            home: whose bot this is; None where that is not known.
            is_asker: whether it is whoever asks for this.
            told: the one that whoever asks wrote for it; None where there is no place to write one.

        Raises:
            NotAssignable: a bot, a deactivated account, an outsider, or nobody with an e-mail.
            DatabaseUnavailable: the store is away.
        """
        if person is None:
            raise NotAssignable(
                "Slack does not tell me just now who you are. Try again in a moment."
                if is_asker
                else "Slack did not say who this is. Try again in a moment, or choose somebody else."
            )
        if person.is_bot:
            raise NotAssignable(f"{person.name} is an app. Choose a person.")
        if person.deleted:
            raise NotAssignable(f"{person.name}'s Slack account is deactivated. Choose somebody else.")
        if works_elsewhere(person, home):
            raise NotAssignable(f"{person.name} works for another company. Choose a colleague.")
        email = told or self._usual(person)
        if not email:
            can_write = told is not None
            raise NotAssignable(_no_own_email(can_write) if is_asker else _no_email(person.name, can_write))
        return email

    def has_told(self, person: Person | None) -> bool:
        """Whether the person themselves has said which e-mail they have in ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        return person is not None and bool(self._people.own_email(person.id))

    def usual_email(self, person: Person | None) -> str | None:
        """The e-mail that serves where none is told: the one that the person told, else the one in Slack.

        `""` for somebody of whom none is known; None for who cannot be an assignee whatever their e-mail.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        if person is None or person.is_bot or person.deleted or person.is_stranger:
            return None
        return self._usual(person)

    def is_known(self, email: str) -> bool:
        """Whether ChartMogul has shown or taken this e-mail as an owner's or an assignee's.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        return self._directory.known_email(email)

    def _usual(self, person: Person) -> str:
        return self._people.own_email(person.id) or person.email


def _no_own_email(can_write: bool) -> str:
    way = "Write" if can_write else "Open my Home and tell me"
    return f"Slack shows me no e-mail of yours. {way} the one that you have in ChartMogul."


def _no_email(name: str, can_write: bool) -> str:
    way = (
        "Write the one that they have in ChartMogul"
        if can_write
        else "Ask them to open my Home and tell me the one that they have in ChartMogul"
    )
    return f"{name} has no e-mail in Slack, so ChartMogul cannot find them. {way}, or choose somebody else."
