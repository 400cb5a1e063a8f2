"""How near tasks are due: what they are counted and put together by."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Near(StrEnum):
    """From the nearest; the values are titles."""

    OVERDUE = "Overdue"
    TODAY = "Today"
    WEEK = "This week"
    """Until its Sunday."""
    LATER = "Later"
    """What has no date, too."""


def nearness(due: date | None, today: date) -> Near:
    """How near a due date is on this day."""
    if due is None:
        return Near.LATER
    if due < today:
        return Near.OVERDUE
    if due == today:
        return Near.TODAY
    return Near.WEEK if due <= today + timedelta(days=6 - today.weekday()) else Near.LATER


def by_due_date(due: date | None) -> date:
    """What puts tasks in order; what has no date comes last."""
    return due or date.max
