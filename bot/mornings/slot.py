"""When something that comes once in a morning is due, where somebody is. Nothing in here reads a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum, auto

WORKING_DAYS = frozenset(range(5))
"""Monday to Friday; public holidays are not known."""

MONDAYS = frozenset({0})

USUAL = time(9)

ENDS = time(12)
"""What was missed, by a machine that slept, say, still comes until then; after that, not on this day."""

_DATE_LINE = timedelta(days=1)
"""By how much the day can be an earlier one than before: somebody has travelled, and it comes twice."""


class Turn(Enum):
    """Whether it is time."""

    NOT_YET = auto()
    DUE = auto()
    OVER = auto()
    """It was given on this day, comes too late, or this is no day for it."""


@dataclass(frozen=True)
class Slot:
    """A morning, as somebody sees it."""

    turn: Turn
    day: date
    """The day that it is there."""
    ends: datetime
    """When it is too late, by the clock on the wall."""


def slot_at(now: datetime, zone: tzinfo, at: time, last: str, days: frozenset[int]) -> Slot:
    """What the clock on the wall says in this zone.

    Args:
        now: an aware time.
        at: from when on it is due.
        last: the day on which it was given last, `2026-11-28`; `""` where it never was.
        days: on which it is due, Monday is 0.
    """
    local = now.astimezone(zone)
    ends = datetime.combine(local.date(), ENDS, zone)
    return Slot(_turn(local, at, last, days), local.date(), ends)


def _turn(local: datetime, at: time, last: str, days: frozenset[int]) -> Turn:
    today = local.date()
    if today.weekday() not in days or _was_given(today, last) or local.time() >= ENDS:
        return Turn.OVER
    return Turn.DUE if local.time() >= at else Turn.NOT_YET


def _was_given(today: date, last: str) -> bool:
    """Whether it was on this day; a day that lies further ahead was noted by a clock that went wrong."""
    return bool(last) and today <= date.fromisoformat(last) <= today + _DATE_LINE


def time_of(chosen: str) -> time:
    """The time that somebody chose, `09:00`; the usual one where it cannot be read."""
    try:
        return time.fromisoformat(chosen)
    except ValueError:
        return USUAL
