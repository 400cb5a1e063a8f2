"""The message in the morning that says what is overdue and due today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock

from bot.views.card import Card
from bot.views.morning_rows import rows, said, spoken

PLACE = "reminder"
"""How the ids of its rows' blocks begin."""


def block_id(day: date) -> str:
    """Marks the reminder of one day, so that it can be found."""
    return f"morning_{day}"


def reminder_message(tasks: Sequence[Card], day: date, *, at: time) -> dict[str, Any]:
    """`text` and `blocks` of a reminder.

    Args:
        tasks: what is due, by due date.
        day: the day that it is for the person.
        at: the time that they chose.
    """
    headline = _counted(tasks, day)
    blocks: list[Block] = [
        SectionBlock(block_id=block_id(day), text=MarkdownTextObject(text=f"*Good morning. {headline}*")),
        *rows(tasks, PLACE, mentions=True, more="see *My tasks* in my Home."),
        said(f"On working mornings at {at:%-H:%M}, as you chose in my Home: change or stop it there."),
    ]
    return {
        "text": f"Good morning. {headline}: {spoken(tasks)}",
        "blocks": [block.to_dict() for block in blocks],
    }


def _counted(tasks: Sequence[Card], day: date) -> str:
    """What is left of it."""
    due = [task.due_date for task in tasks if task.is_open and task.due_date and task.due_date <= day]
    overdue = sum(due_date < day for due_date in due)
    counted = [f"{overdue} overdue"] if overdue else []
    counted += [f"{len(due) - overdue} due today"] if len(due) > overdue else []
    return " and ".join(counted) or "All done"
