"""What a person gets when ChartMogul refused a task after the form had closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.mrkdwn import escape, link, shorten

REOPEN_FORM = "reopen_form"

NAME_MAX = 100
REASON_MAX = 350
"""Most characters of the reason; escaped, all that stands in the message fits into it."""


def block_id(delivery_id: str) -> str:
    """Marks the message about one delivery, so that it can be found."""
    return f"refused_{delivery_id}"


@dataclass(frozen=True)
class Refusal:
    """A task that was not created, and why."""

    delivery_id: str
    customer_name: str
    customer_url: str
    details: str
    reason: str
    reference: str


def refused_message(refusal: Refusal) -> dict[str, Any]:
    """`text` and `blocks` with the text typed and a button that opens the form filled again."""
    customer = link(refusal.customer_url, shorten(refusal.customer_name, NAME_MAX))
    reason = escape(shorten(refusal.reason, REASON_MAX))
    typed = "\n".join(f"> {line}" for line in escape(refusal.details).splitlines())
    blocks = [
        SectionBlock(
            block_id=block_id(refusal.delivery_id),
            text=MarkdownTextObject(
                text=f"*Your task for {customer} was not created.*\n{reason}", verbatim=True
            ),
        ),
        SectionBlock(text=MarkdownTextObject(text=typed, verbatim=True)),
        ActionsBlock(
            elements=[
                ButtonElement(
                    action_id=REOPEN_FORM,
                    text=PlainTextObject(text="Open the form again"),
                    value=refusal.delivery_id,
                    style="primary",
                )
            ]
        ),
        ContextBlock(elements=[MarkdownTextObject(text=f"Nothing is lost. Reference {refusal.reference}")]),
    ]
    return {
        "text": f"Your task for {customer} was not created. {reason} "
        f"You wrote: {escape(refusal.details)} (reference {refusal.reference})",
        "blocks": [block.to_dict() for block in blocks],
    }
