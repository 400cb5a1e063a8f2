"""The card of a task, as it stands in a channel, a thread or a direct message as long as the task lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement

from bot.views.due import due_words
from bot.views.intro import TEXT_MAX
from bot.views.mrkdwn import address, day, escape, link, marked_up, person, shorten, struck
from bot.views.one_line import one_line
from bot.views.task_ref import TaskRef, assignee_mark

OPEN_CUSTOMER = "open_customer"
COMPLETE = "complete_task"
REOPEN = "reopen_task"
EDIT = "edit_task"
MENU = "task_menu"

SNOOZE_TOMORROW = "snooze_tomorrow"
SNOOZE_MONDAY = "snooze_monday"
SNOOZE_DATE = "snooze_date"
TAKE = "take"
DELETE = "delete"

_MENU = {
    SNOOZE_TOMORROW: "Snooze to tomorrow",
    SNOOZE_MONDAY: "Snooze to Monday",
    SNOOZE_DATE: "Snooze to a date…",
    TAKE: "Give to me",
    DELETE: "Delete…",
}

NAME_MAX = 150
LABEL_MAX = 75
"""Most characters of an `accessibility_label`."""

_UNSPOKEN = str.maketrans("", "", "<>")
"""Left out of what is spoken, so that nothing in it looks like a mention."""
DETAILS_SHOWN = 400
"""Characters; ChartMogul takes no more than 255, but it may have had others."""

NO_DETAILS = "…"
"""For what is to be done, where ChartMogul does not say."""

_BUTTONS = "task"
"""How the id of the block begins in which a card's buttons stand."""


@dataclass(frozen=True)
class Card:
    """What a card says."""

    task_uuid: str
    customer_name: str
    customer_url: str
    details: str
    assignee: str
    """Slack user id; empty where nobody in Slack has the task."""
    due_date: date | None
    asked_by: str
    """Slack user id; empty for a task that does not come from Slack."""
    message_url: str = ""
    """The Slack message that the task came from; empty where the card answers beside it."""
    today: date | None = None
    """The day that it is for the assignee; None: how near the due date is, is not said."""
    assignee_email: str = ""
    assignee_name: str = ""
    """What to call them where nobody is to be notified; empty where their e-mail has to do."""
    completed_on: date | None = None
    completed_by: str = ""
    """Slack user id; empty where it was completed in ChartMogul."""
    is_gone: bool = False
    gone_by: str = ""
    """Slack user id; empty where it was deleted in ChartMogul."""
    under_way: tuple[str, ...] = ()
    """What is being done to the task and is not certain yet: `completing`, `deleting`, …"""
    is_new: bool = False
    """Whether this is the message that tells of the task for the first time."""

    @property
    def is_open(self) -> bool:
        """Whether the task is still to be done."""
        return self.completed_on is None and not self.is_gone

    @property
    def ref(self) -> TaskRef:
        """The task as the card shows it."""
        return TaskRef(self.task_uuid, self.due_date, self.is_open, assignee_mark(self.assignee_email))


def block_id(task_uuid: str) -> str:
    """Marks the message that shows a task, so that it can be found in a channel."""
    return f"card_{task_uuid}"


def is_on_card(block_id: str) -> bool:
    """Whether a click in this block is one on a card, and not on a task's row in a list."""
    return block_id.startswith(f"{_BUTTONS}_")


def task_card(card: Card) -> dict[str, Any]:
    """`text` and `blocks` of the card."""
    blocks: list[Block] = [
        SectionBlock(
            block_id=block_id(card.task_uuid),
            text=marked_up(f"{_headline(card)}\n{_details(card)}"),
            # Slack would hide the end of what has many lines.
            expand=True,
        )
    ]
    if not card.is_gone:
        blocks.append(SectionBlock(fields=[marked_up(text) for text in _fields(card)]))
    blocks.append(ContextBlock(elements=[marked_up(" · ".join(_history(card)))]))
    if elements := _elements(card):
        blocks.append(ActionsBlock(block_id=card.ref.block_id(_BUTTONS), elements=elements))
    return {
        "text": shorten(_sentence(card), TEXT_MAX),
        "blocks": [block.to_dict() for block in blocks],
    }


def _customer(card: Card) -> str:
    return link(card.customer_url, shorten(card.customer_name, NAME_MAX)) or "a contact"


def _deleted(card: Card) -> str:
    # Of one that was never seen nobody can say any more for whom it was.
    return f"Deleted task for {_customer(card)}" if card.customer_name else "Deleted task"


def _headline(card: Card) -> str:
    if card.is_gone:
        return f":wastebasket: *{_deleted(card)}*"
    if not card.is_open:
        return f":white_check_mark: *Completed task for {_customer(card)}*"
    return f"*{'New task' if card.is_new else 'Task'} for {_customer(card)}*"


def _details(card: Card) -> str:
    details = shorten(card.details, DETAILS_SHOWN) if one_line(card.details) else NO_DETAILS
    return escape(details) if card.is_open else struck(details)


def _fields(card: Card) -> list[str]:
    return [f"*Assignee*\n{_assignee(card)}", f"*Due*\n{_due(card)}"]


def _assignee(card: Card) -> str:
    if card.assignee:
        return person(card.assignee)
    return escape(shorten(card.assignee_email, NAME_MAX)) or "nobody"


def _due(card: Card) -> str:
    return due_words(card.due_date, card.today if card.is_open else None)


def _history(card: Card) -> list[str]:
    """Who asked, what became of it, and what is under way."""
    said = [f"Asked by {person(card.asked_by)}"] if card.asked_by else ["Created in ChartMogul"]
    if card.message_url:
        said.append(link(card.message_url, "the message"))
    if card.is_gone:
        said.append(f"Deleted by {person(card.gone_by)}" if card.gone_by else "Deleted in ChartMogul")
    elif card.completed_on:
        by = f"by {person(card.completed_by)}" if card.completed_by else "in ChartMogul"
        said.append(f"Completed {by} on {day(card.completed_on)}")
    if card.under_way and not card.is_gone:
        said.append(f":hourglass_flowing_sand: {', '.join(card.under_way)}…")
    return said


def _elements(card: Card) -> list[InteractiveElement]:
    """What can be done: nothing with a task that is gone."""
    if card.is_gone:
        return []
    value, elements = card.ref.value, list[InteractiveElement]()

    def button(action_id: str, label: str, *, style: str | None = None, url: str | None = None) -> None:
        elements.append(
            ButtonElement(
                action_id=action_id,
                text=PlainTextObject(text=label),
                value=value,
                style=style,
                url=url,
                accessibility_label=spoken_label(label, card),
            )
        )

    if not card.is_open:
        button(REOPEN, "Reopen")
    else:
        button(COMPLETE, "Complete", style="primary")
        button(EDIT, "Edit")
    if url := address(card.customer_url):
        button(OPEN_CUSTOMER, "Open in ChartMogul", url=url)
    if card.is_open:
        elements.append(task_menu())
    return elements


def spoken_label(label: str, card: Card) -> str:
    """What a screen reader says for a button: which task it is about, in plain text."""
    about = one_line(f"{card.customer_name}, {card.details}").translate(_UNSPOKEN)
    return shorten(f"{label}: {about}", LABEL_MAX)


def task_menu() -> OverflowMenuElement:
    """What else can be done with an open task. Which one it is, its block says."""
    options = [Option(value=value, text=PlainTextObject(text=text)) for value, text in _MENU.items()]
    return OverflowMenuElement(action_id=MENU, options=options)


def _sentence(card: Card) -> str:
    if card.is_gone:
        start = _deleted(card)
    elif not card.is_open:
        start = f"Completed task for {_customer(card)}"
    else:
        start = f"{'New task' if card.is_new else 'Task'} for {_customer(card)}"
    return (
        f"{start}: {escape(card.details)}. Assignee: {_assignee(card)}. "
        f"Due {_due(card)}. {'. '.join(_history(card))}."
    )
