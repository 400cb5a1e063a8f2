"""When a task is due, in words that say how near that is."""

from __future__ import annotations

from datetime import date, timedelta

from bot.views.mrkdwn import day

OVERDUE_COUNTED = 30
"""Days that are counted; after that, nobody needs to know it to the day."""


def due_words(due: date | None, today: date | None) -> str:
    """`Fri 4 Dec 2026 (today)`; without how near it is where `today` is None."""
    if due is None:
        return "no date that I can read"
    near = _near((due - today).days) if today else ""
    return f"{day(due)} ({near})" if near else day(due)


def _near(days: int) -> str:
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "overdue 1 day"
        case _ if days < -OVERDUE_COUNTED:
            return f"overdue more than {OVERDUE_COUNTED} days"
        case _ if days < 0:
            return f"overdue {-days} days"
        case _:
            return ""


def words_turn_on(due: date | None, today: date) -> date | None:
    """The first day on which `due_words` says something else; None where it never does."""
    if due is None or (due - today).days < -OVERDUE_COUNTED:
        return None
    return max(today, due - timedelta(days=2)) + timedelta(days=1)
