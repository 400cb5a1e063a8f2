"""Who somebody is at this moment: they may have travelled, become a guest, or left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from bot.slack.errors import SlackLater, SlackRefused
from bot.slack.insiders import Standing, standing
from bot.slack.person import Person
from bot.slack.web_api import Slack
from bot.workspace.lookups import Lane
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

FRESH = 3600.0
"""Seconds for which somebody is taken to be where Slack last said: it tells nobody of changed time zones."""

SECONDS = 10.0
"""For each question to Slack: nobody waits."""

_NOBODY = {"user_not_found", "user_not_visible", "users_not_found"}
"""Slack's words for somebody who cannot be seen from here any more."""


class PeopleNow:
    """Asks Slack anew.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, slack: Slack, people: People, whereabouts: Whereabouts) -> None:
        self._slack = slack
        self._people = people
        self._whereabouts = whereabouts

    def zones(self, user_ids: Iterable[str]) -> dict[str, tzinfo]:
        """Where these people are, as far as that was heard lately."""
        known = self._people.get_all(user_ids, max_age=FRESH)
        return {user_id: person.zone for user_id, person in known.items()}

    def colleague(self, user_id: str) -> Person | None:
        """The person, as Slack describes them now; None who is no colleague (any more).

        Raises:
            SlackError: Slack does not say just now.
        """
        person = self.anybody(user_id)
        if person is None or person.deleted or person.is_bot:
            return None
        home = self._whereabouts.gather([], seconds=SECONDS, lane=Lane.BESIDE).home
        who = standing(person, home)
        if who is Standing.UNKNOWN:
            raise SlackLater("not_in_time")
        return person if who is Standing.INSIDE else None

    def anybody(self, user_id: str) -> Person | None:
        """The same of anybody; None whom Slack does not show.

        Raises:
            SlackError: Slack does not say just now.
        """
        try:
            person = self._slack.person(user_id, timeout=SECONDS)
        except SlackRefused as error:
            if error.code in _NOBODY:
                return None
            raise
        self._people.remember(person)
        return person
