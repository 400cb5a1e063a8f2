"""Several tasks in one message that comes in the morning."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ContextBlock, MarkdownTextObject

from bot.views.card import Card
from bot.views.mrkdwn import escape
from bot.views.one_line import cut, one_line
from bot.views.task_rows import task_row

ROWS = 20
"""Most tasks with their buttons: Slack takes 50 blocks in a message, and nobody does more in a morning."""

SPOKEN = 5
"""Most tasks that a notification names."""

_DETAILS_SPOKEN = 100
_NAME_SPOKEN = 50


def rows(tasks: Sequence[Card], place: str, *, mentions: bool, more: str) -> list[Block]:
    """The first of them as rows, and how many more there are.

    Args:
        place: see `bot.views.task_rows.task_row`.
        mentions: likewise.
        more: where the others are, in mrkdwn.
    """
    blocks: list[Block] = [
        block for task in tasks[:ROWS] for block in task_row(task, place, mentions=mentions)
    ]
    left = len(tasks) - ROWS
    return [*blocks, said(f"And {left} more: {more}")] if left > 0 else blocks


def said(text: str) -> Block:
    """A line below, in mrkdwn."""
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def spoken(tasks: Sequence[Card]) -> str:
    """What a notification says of them."""
    named = [
        f"{escape(cut(one_line(task.customer_name), _NAME_SPOKEN)) or 'a contact'}: "
        f"{escape(cut(one_line(task.details), _DETAILS_SPOKEN))}"
        for task in tasks[:SPOKEN]
    ]
    return "; ".join(named + (["…"] if len(tasks) > SPOKEN else []))
