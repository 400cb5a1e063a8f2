"""Who people are by now: remembered where that is recent, else asked; for work that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, tzinfo

from bot.slack.insiders import Standing, standing
from bot.slack.person import Person
from bot.workspace.lookups import Lane
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

SECONDS = 3.0
"""Seconds that Slack gets to say who somebody is; after that, what it said before serves."""

NAMED_MAX = 100
"""People whose names are asked for at once: Slack allows about so many in a minute."""


class KnownPeople:
    """Also those of whom Slack has just told somebody else, which may not be in the database yet.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, whereabouts: Whereabouts, people: People) -> None:
        self._whereabouts = whereabouts
        self._people = people

    def get(self, user_id: str) -> Person | None:
        """What Slack says of this user; None where it does not, and never did."""
        known = self._whereabouts.gather([user_id], seconds=SECONDS, lane=Lane.BESIDE)
        return known.people.get(user_id)

    def is_colleague(self, user_id: str) -> bool:
        """Whether somebody works here, and is no app, no guest and nobody's from elsewhere."""
        known = self._whereabouts.gather([user_id], seconds=SECONDS, lane=Lane.BESIDE)
        person = known.people.get(user_id)
        if person is None or person.deleted or person.is_bot:
            return False
        return standing(person, known.home) is not Standing.OUTSIDE

    def own_email(self, user_id: str) -> str:
        """The e-mail that this user has in ChartMogul as they themselves said; `""` where they did not."""
        return self._people.own_email(user_id)

    def user_of(self, email: str) -> str:
        """The id of the active user with this e-mail; `""` where nobody is known to have it."""
        return self._people.user_of(email)

    def names_of(self, user_ids: Iterable[str]) -> dict[str, str]:
        """What these are called in Slack, those of them that are known."""
        return self._people.names_of(user_ids)

    def full_names_of(self, user_ids: Iterable[str]) -> dict[str, str]:
        """The whole names of these, as far as Slack says so; the first `NAMED_MAX` are asked for."""
        wanted = list(user_ids)[:NAMED_MAX]
        known = self._whereabouts.gather(wanted, seconds=SECONDS, lane=Lane.BESIDE)
        return {user: person.real_name or person.name for user, person in known.people.items()}

    def zone_of(self, user_id: str) -> tzinfo:
        """This user's time zone; UTC where it is not known."""
        found = self.get(user_id) if user_id else None
        return found.zone if found else UTC
