"""What is said above and below the tasks in a reminder and in a digest, in mrkdwn."""

from __future__ import annotations

from datetime import date, time

from bot.views.mrkdwn import day, escape, link, shorten
from bot.views.one_line import cut, one_line

NAME_SHOWN = 100

OVERDUE = "Overdue"
TODAY = "Due today"
LATER = "Later"
"""The titles of what stands below."""


def reminder_heading(*, overdue: int, today: int) -> str:
    """How much there is to do."""
    counted = [f"{overdue} overdue"] if overdue else []
    counted += [f"{today} due today"] if today else []
    return f"*Good morning: {' and '.join(counted)}*"


def reminder_note(at: time) -> str:
    """Why this comes, and how to have it stop."""
    return f"On working mornings at {at:%-H:%M}, as you chose in my Home: change or stop it there."


def digest_heading(name: str, url: str, *, tasks: int, overdue: int, on: date) -> str:
    """Whose tasks they are.

    Args:
        name: the customer's.
        url: their page in ChartMogul; `""` where there is none.
    """
    counted = "1 open task" if tasks == 1 else f"{tasks} open tasks"
    late = f", {overdue} overdue" if overdue else ""
    return f"*{link(url, shorten(name, NAME_SHOWN)) or 'This customer'}: {counted}{late}* on {day(on)}"


def digest_note(owner: str) -> str:
    """Why this comes, and how to have it stop.

    Args:
        owner: what whoever switched it on is called.
    """
    by = f", since {escape(cut(one_line(owner), NAME_SHOWN))} switched it on" if one_line(owner) else ""
    return f"On Monday mornings{by}. `/cm-task digest off` stops it."
