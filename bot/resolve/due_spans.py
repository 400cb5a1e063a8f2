"""The days that "today" or "this week" stand for."""

from __future__ import annotations

from datetime import date, timedelta

from bot.resolve.days import monday_of
from bot.views.list_title import DueTime, When


def due_time(when: When, today: date) -> DueTime:
    """The days in the calendar of whoever's `today` it is; weeks end with Sunday."""
    sunday = monday_of(today) + timedelta(days=6)
    match when:
        case When.OVERDUE:
            return DueTime(when, None, today - timedelta(days=1))
        case When.TODAY:
            return DueTime(when, today, today)
        case When.TOMORROW:
            return DueTime(when, today + timedelta(days=1), today + timedelta(days=1))
        case When.WEEK:
            return DueTime(when, None, sunday)
        case When.NEXT_WEEK:
            return DueTime(when, sunday + timedelta(days=1), sunday + timedelta(days=7))
