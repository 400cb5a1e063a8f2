"""Who is inside: the one place that decides who may see customers, and which readers are outsiders."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.slack.person import Person


@dataclass(frozen=True)
class Home:
    """Whose bot this is, by its token (https://docs.slack.dev/reference/methods/auth.test).

    Requests do not tell: `team` in them is where somebody comes from, also somebody of another company.
    """

    team_id: str
    enterprise_id: str = ""
    """The Enterprise Grid organisation around the workspace; empty outside of Grid."""


class Standing(Enum):
    """What somebody is to the company whose bot this is."""

    INSIDE = auto()
    OUTSIDE = auto()
    UNKNOWN = auto()
    """Slack has not said: they are shown no customer, and are not called an outsider either."""


def standing(person: Person | None, home: Home | None) -> Standing:
    """Inside is who is of the same workspace or the same enterprise, and neither guest nor stranger.

    Args:
        person: None where nothing is known of them.
        home: None where that is not known yet.
    """
    if person is None:
        return Standing.UNKNOWN
    if person.is_restricted:
        return Standing.OUTSIDE
    return _by_company(person, home)


def works_elsewhere(person: Person, home: Home | None) -> bool:
    """Whether somebody is known to be of another company; a guest is not."""
    return _by_company(person, home) is Standing.OUTSIDE


def _by_company(person: Person, home: Home | None) -> Standing:
    if person.is_stranger:
        return Standing.OUTSIDE
    theirs = {person.team_id, person.enterprise_id, *person.teams} - {""}
    ours = {home.team_id, home.enterprise_id} - {""} if home else set()
    if not ours:
        return Standing.UNKNOWN
    # Slack names everybody's team; a stand-in for it that names none has no second one.
    return Standing.INSIDE if not theirs or theirs & ours else Standing.OUTSIDE
