"""What a person gets when ChartMogul refused a task after the form had closed."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ContextBlock,
    PlainTextObject,
    SectionBlock,
)

from bot.views.mrkdwn import escape, marked_up
from bot.views.uncreated import Uncreated

REOPEN_FORM = "reopen_form"


def block_id(delivery_id: str) -> str:
    """Marks the message about one delivery, so that it can be found."""
    return f"refused_{delivery_id}"


def refused_message(refusal: Uncreated) -> dict[str, Any]:
    """`text` and `blocks` with the text typed and a button that opens the form filled again."""
    customer, reason = refusal.customer, refusal.why
    blocks = [
        SectionBlock(
            block_id=block_id(refusal.delivery_id),
            text=marked_up(f"*Your task for {customer} was not created.*\n{reason}"),
        ),
        SectionBlock(text=marked_up(refusal.typed)),
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
        ContextBlock(elements=[marked_up(f"Nothing is lost. Reference {refusal.reference}")]),
    ]
    return {
        "text": f"Your task for {customer} was not created. {reason} "
        f"You wrote: {escape(refusal.details)} (reference {refusal.reference})",
        "blocks": [block.to_dict() for block in blocks],
    }
