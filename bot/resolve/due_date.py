"""Due dates: the default one, and those written in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_SATURDAY = 5


def today_in(zone: ZoneInfo, now: datetime) -> date:
    """The calendar day that it is at `now` (an aware time) for somebody in this zone."""
    return now.astimezone(zone).date()


def next_working_day(today: date) -> date:
    """The next day after today from Monday to Friday; public holidays are not known."""
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day
