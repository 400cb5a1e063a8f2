"""A task as one row among several: in the App Home, a list, a reminder or a digest."""

from __future__ import annotations

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement

from bot.slack.message_link import without_links
from bot.views.card import COMPLETE, EDIT, NO_DETAILS, REOPEN, Card, spoken_label, task_menu
from bot.views.due import due_words
from bot.views.mrkdwn import bold, escape, link, marked_up, person, shorten, struck
from bot.views.one_line import cut, one_line

BLOCKS = 2
"""Most blocks of one row."""

DETAILS_SHOWN = 150
NAME_SHOWN = 75


def task_row(task: Card, place: str, *, mentions: bool = True) -> list[Block]:
    """The blocks of one row: what is to be done, for whom, by when, and what can be done with it.

    Args:
        place: what keeps the ids of its blocks apart from those of the same task elsewhere in the view; no
            underscore in it. A card's own is taken (`bot.views.card.is_on_card`).
        mentions: whether the assignee is named by a mention: in a message that is posted, it notifies them.
    """
    blocks: list[Block] = [SectionBlock(text=marked_up(row_text(task, mentions=mentions)))]
    if elements := _elements(task):
        blocks.append(ActionsBlock(block_id=task.ref.block_id(place), elements=elements))
    return blocks


def _elements(task: Card) -> list[InteractiveElement]:
    """Nothing where the task is gone."""
    if task.is_gone:
        return []
    if not task.is_open:
        return [_button(task, REOPEN, "Reopen")]
    return [_button(task, COMPLETE, "Complete"), _button(task, EDIT, "Edit"), task_menu()]


def _button(task: Card, action_id: str, label: str) -> ButtonElement:
    return ButtonElement(
        action_id=action_id,
        text=PlainTextObject(text=label),
        value=task.ref.value,
        accessibility_label=spoken_label(label, task),
    )


def row_text(task: Card, *, mentions: bool = True) -> str:
    """The row in mrkdwn, of at most a few hundred characters."""
    details = cut(one_line(without_links(task.details)), DETAILS_SHOWN) or NO_DETAILS
    customer = link(task.customer_url, shorten(task.customer_name, NAME_SHOWN)) or "a contact"
    if task.is_gone:
        return f":wastebasket: {struck(details)}\n{customer} · deleted"
    if not task.is_open:
        by = f" by {person(task.completed_by)}" if task.completed_by and mentions else ""
        first, said = f":white_check_mark: {struck(details)}", [customer, f"completed{by}"]
    else:
        due = f"due {due_words(task.due_date, task.today)}"
        first, said = bold(details), [customer, due, _assignee(task, mentions=mentions)]
    if task.under_way:
        said.append(f":hourglass_flowing_sand: {', '.join(task.under_way)}…")
    return f"{first}\n{' · '.join(said)}"


def _assignee(task: Card, *, mentions: bool) -> str:
    if task.assignee and mentions:
        return person(task.assignee)
    return escape(shorten(task.assignee_name or task.assignee_email, NAME_SHOWN)) or "nobody"
