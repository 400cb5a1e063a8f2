"""Days of the calendar, counted from others. Nothing here reads words or a clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_SATURDAY = 5


def next_working_day(today: date) -> date:
    """The next day after today from Monday to Friday; public holidays are not known."""
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


def working_day_in(days: int, today: date) -> date:
    """So many days after today, or the Monday after where that is on a weekend."""
    return next_working_day(today + timedelta(days=days - 1))


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def next_in_years(month: int, day: int, today: date) -> date | None:
    """The first day of this name from today on, this year or next; None where neither has it."""
    for year in (today.year, today.year + 1):
        if exists(year, month, day) and date(year, month, day) >= today:
            return date(year, month, day)
    return None


def monday_of(today: date) -> date:
    """The first day of today's week."""
    return today - timedelta(days=today.weekday())


def coming(weekday: int, today: date) -> date:
    """The first such weekday (Monday is 0) after today: who means today says so."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter.

    Raises:
        ValueError: it would be after the year 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
