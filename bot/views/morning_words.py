"""What is said above and below the tasks in a reminder and in a digest, in mrkdwn."""

from __future__ import annotations

from datetime import date, time

from bot.views.mrkdwn import day, escape, link, shorten, unmarked
from bot.views.one_line import cut, one_line

NAME_SHOWN = 100

OVERDUE = "Overdue"
TODAY = "Due today"
LATER = "Later"
"""The titles of what stands below."""


GREETING = "Good morning"


def reminder_heading(*, overdue: int, today: int) -> str:
    """How much there is to do."""
    counted = [f"{overdue} overdue"] if overdue else []
    counted += [f"{today} due today"] if today else []
    return f"*{GREETING}: {' and '.join(counted) or 'nothing of this is due any more'}*"


def reminder_note(at: time) -> str:
    """Why this comes, and how to have it stop."""
    return f"On working mornings at {at:%-H:%M}, as you chose in my Home: change or stop it there."


def digest_title(name: str, url: str) -> str:
    """Whose tasks they are.

    Args:
        name: the customer's.
        url: their page in ChartMogul; `""` where there is none.
    """
    return link(url, unmarked(shorten(name, NAME_SHOWN))) or "This customer"


def digest_heading(title: str, *, tasks: int, overdue: int, on: date) -> str:
    """Whose tasks they are, and how many."""
    counted = "1 open task" if tasks == 1 else f"{tasks or 'no'} open tasks"
    late = f", {overdue} overdue" if overdue else ""
    return f"*{title}: {counted}{late}* on {day(on)}"


def digest_note(owner: str) -> str:
    """Why this comes, and how to have it stop.

    Args:
        owner: what whoever switched it on is called.
    """
    by = f", since {escape(cut(one_line(owner), NAME_SHOWN))} switched it on" if one_line(owner) else ""
    return f"On Monday mornings{by}. `/cm-task digest off` stops it."
