"""The summary of a created task, as it stands in the channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.intro import TEXT_MAX
from bot.views.mrkdwn import address, day, escape, link, person, shorten

OPEN_CUSTOMER = "open_customer"


@dataclass(frozen=True)
class Card:
    """What a summary says."""

    task_uuid: str
    customer_name: str
    customer_url: str
    details: str
    assignee: str
    """Slack user id."""
    due_date: date
    asked_by: str
    """Slack user id."""
    message_url: str = ""
    """The Slack message that the task came from; empty where the summary answers beside it."""


def block_id(task_uuid: str) -> str:
    """Marks the message that summarises a task, so that it can be found in a channel."""
    return f"card_{task_uuid}"


def task_card(card: Card) -> dict[str, Any]:
    """`text` and `blocks` of the summary."""
    blocks: list[Block] = [
        SectionBlock(
            block_id=block_id(card.task_uuid),
            text=MarkdownTextObject(
                text=f"*New task for {_customer(card)}*\n{escape(card.details)}", verbatim=True
            ),
        ),
        SectionBlock(
            fields=[
                MarkdownTextObject(text=f"*Assignee*\n{person(card.assignee)}"),
                MarkdownTextObject(text=f"*Due*\n{day(card.due_date)}"),
            ]
        ),
        ContextBlock(elements=[MarkdownTextObject(text=_origin(card))]),
    ]
    if address(card.customer_url):
        blocks.append(
            ActionsBlock(
                elements=[
                    ButtonElement(
                        action_id=OPEN_CUSTOMER,
                        text=PlainTextObject(text="Open in ChartMogul"),
                        url=card.customer_url,
                        accessibility_label=shorten(f"Open {card.customer_name} in ChartMogul", 75),
                    )
                ]
            )
        )
    return {
        "text": shorten(_sentence(card), TEXT_MAX),
        "blocks": [block.to_dict() for block in blocks],
    }


def _customer(card: Card) -> str:
    return link(card.customer_url, shorten(card.customer_name, 150))


def _origin(card: Card) -> str:
    asked = f"Asked by {person(card.asked_by)}"
    return f"{asked} · {link(card.message_url, 'the message')}" if card.message_url else asked


def _sentence(card: Card) -> str:
    return (
        f"New task for {_customer(card)}: {escape(card.details)}. Assignee: {person(card.assignee)}. "
        f"Due {day(card.due_date)}. {_origin(card)}."
    )
