"""Colleagues by what people call them, and the e-mails under which ChartMogul has their tasks."""

from __future__ import annotations

from collections.abc import Iterable

from bot.directory.folding import fold
from bot.resolve.links import emails
from bot.resolve.not_listable import NotListable
from bot.slack.insiders import works_elsewhere
from bot.slack.person import Person
from bot.views import list_answers
from bot.workspace.people import People
from bot.workspace.whereabouts import Known


class Names:
    """What colleagues are called: by display name and real name, the first word of each, and e-mail."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._called: dict[str, dict[str, Person]] = {}
        self._whole: dict[str, set[str]] = {}
        for person in people:
            whole = self._whole[person.id] = {fold(person.name), fold(person.real_name)}
            first = {name.partition(" ")[0] for name in whole}
            for name in (whole | first | {person.email.casefold()}) - {""}:
                self._called.setdefault(name, {})[person.id] = person

    def any(self, name: str) -> bool:
        """Whether somebody is called so."""
        return bool(self._found(name))

    def ends(self, user_id: str, words: str) -> bool:
        """Whether this colleague's name goes on and ends with these words."""
        rest = fold(words)
        return rest != "" and any(name.endswith(f" {rest}") for name in self._whole.get(user_id, ()))

    def one(self, name: str) -> str:
        """The Slack user id of the one who is called so.

        Raises:
            NotListable: nobody is, or several are.
        """
        found = self._found(name)
        # Who has left is meant only if nobody else can be.
        found = [person for person in found if not person.deleted] or found
        if not found:
            raise NotListable(list_answers.nobody_called(name.removeprefix("@")))
        if len(found) > 1:
            names = [person.name for person in found]
            raise NotListable(list_answers.several_colleagues(name.removeprefix("@"), names))
        return found[0].id

    def _found(self, name: str) -> list[Person]:
        address = next(iter(emails(name)), "")
        return list(self._called.get(address or fold(name), {}).values())


class Colleagues:
    """Knows them.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, people: People) -> None:
        self._people = people

    def names(self, known: Known) -> Names:
        """What those are called whom the bot has seen, now or before, but for people of other companies."""
        everybody = {person.id: person for person in self._people.everybody()} | known.people
        return Names(
            person
            for person in everybody.values()
            if not (person.is_bot or works_elsewhere(person, known.home))
        )

    def email_of(self, user_id: str, known: Known, *, asker: str) -> str:
        """The e-mail under which ChartMogul has their tasks: also of those who have left.

        Raises:
            NotListable: they can have no tasks, or nobody knows their e-mail.
        """
        person = known.people.get(user_id)
        if person is None:
            raise NotListable(list_answers.not_told(user_id))
        if person.is_bot:
            raise NotListable(list_answers.no_tasks_of(person.name, "is an app, and has no tasks."))
        if works_elsewhere(person, known.home):
            raise NotListable(
                list_answers.no_tasks_of(person.name, "works for another company, and has no tasks here.")
            )
        email = self._people.own_email(user_id) or person.email
        if not email and user_id == asker:
            raise NotListable(list_answers.NO_OWN_EMAIL)
        if not email:
            why = "is a guest and " if person.is_restricted else ""
            raise NotListable(
                list_answers.no_tasks_of(
                    person.name, f"{why}has no e-mail in Slack, so I cannot find their tasks in ChartMogul."
                )
            )
        return email
