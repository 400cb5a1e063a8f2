"""Who somebody is at this moment: they may have travelled, become a guest, or left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import TypeVar

from bot.runtime import Runtime
from bot.slack.errors import SlackLater, SlackRefused
from bot.slack.insiders import Standing, standing
from bot.slack.person import Person
from bot.slack.web_api import Slack
from bot.workspace.lookups import Lane
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

FRESH = 3600.0
"""Seconds for which somebody is taken to be where Slack last said: it tells nobody of changed time zones."""

Wanted = TypeVar("Wanted")

SECONDS = 10.0
"""For each question to Slack: nobody waits."""

_NOT_SHOWN = {"user_not_found", "user_not_visible", "users_not_found"}
"""Slack's words for somebody who cannot be seen from here: for ever, or just now."""


class PeopleNow:
    """Asks Slack anew; of somebody whom it does not show, again after a while.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, slack: Slack, people: People, whereabouts: Whereabouts, runtime: Runtime) -> None:
        self._slack = slack
        self._people = people
        self._whereabouts = whereabouts
        self._runtime = runtime
        self._hidden: dict[str, datetime] = {}

    def zones(self, user_ids: Iterable[str]) -> dict[str, tzinfo]:
        """Where these people are, as far as that was heard lately; who is hidden, where they were last."""
        wanted = set(user_ids)
        hidden = {user_id for user_id in wanted if self._is_hidden(user_id)}
        known = self._people.get_all(wanted, max_age=FRESH)
        return {
            **{user_id: self._people.zone_of(user_id) for user_id in hidden},
            **{user_id: person.zone for user_id, person in known.items()},
        }

    def but_for_hidden(self, wanted: Mapping[str, Wanted]) -> dict[str, Wanted]:
        """Those of these people whom it makes sense to ask for again."""
        return {user_id: theirs for user_id, theirs in wanted.items() if not self._is_hidden(user_id)}

    def colleague(self, user_id: str) -> Person | None:
        """The person, as Slack describes them now; None who is no colleague (any more).

        Raises:
            SlackError: Slack does not say just now, or does not show them: which may be a mistake of its own.
        """
        person = self._shown(user_id)
        if person is None:
            raise SlackLater("user_not_found")
        if person.deleted or person.is_bot:
            return None
        home = self._whereabouts.gather([], seconds=SECONDS, lane=Lane.BESIDE).home
        who = standing(person, home)
        if who is Standing.UNKNOWN:
            raise SlackLater("not_in_time")
        return person if who is Standing.INSIDE else None

    def anybody(self, user_id: str) -> Person:
        """The same of anybody; whom Slack does not show, as they were last.

        Raises:
            SlackError: Slack does not say just now.
        """
        shown = None if self._is_hidden(user_id) else self._shown(user_id)
        return shown or self._people.get(user_id) or Person(id=user_id, name="")

    def _shown(self, user_id: str) -> Person | None:
        try:
            person = self._slack.person(user_id, timeout=SECONDS)
        except SlackRefused as error:
            if error.code not in _NOT_SHOWN:
                raise
            self._hidden[user_id] = self._runtime.now()
            return None
        self._hidden.pop(user_id, None)
        self._people.remember(person)
        return person

    def _is_hidden(self, user_id: str) -> bool:
        since = self._hidden.get(user_id)
        return since is not None and abs((self._runtime.now() - since).total_seconds()) < FRESH
