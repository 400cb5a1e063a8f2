"""What a person gets when nobody can say whether ChartMogul took their task."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    PlainTextObject,
    SectionBlock,
)

from bot.views.card import OPEN_CUSTOMER
from bot.views.mrkdwn import address, escape, marked_up
from bot.views.uncreated import Uncreated, quoted

SEND_AGAIN = "send_again"
IS_THERE = "is_there"

SENDING_AGAIN = "I look once more and create the task if it is not there. The summary follows."
NOTED = "Good, then nothing is left to do. There is no summary for this one."
DECIDED = "This was decided already; nothing more is sent."


def block_id(delivery_id: str) -> str:
    """Marks the message about one delivery, so that it can be found."""
    return f"unsure_{delivery_id}"


def unsure_message(doubt: Uncreated) -> dict[str, Any]:
    """`text` and `blocks` with what to look at, and a button for either case."""
    customer, reason = doubt.customer, doubt.why
    what_to_do = (
        f"Look at the tasks of {customer} in ChartMogul: if it is not there, press *Try again*. "
        "I send nothing more until you do, so that there are no two of it."
    )
    blocks = [
        SectionBlock(
            block_id=block_id(doubt.delivery_id),
            text=marked_up(f"*I cannot tell whether your task for {customer} was created.*\n{reason}"),
        ),
        SectionBlock(text=marked_up(doubt.typed)),
        SectionBlock(text=marked_up(what_to_do)),
        ActionsBlock(elements=_buttons(doubt)),
    ]
    reference = f" (reference {doubt.reference})" if doubt.reference else ""
    if doubt.reference:
        blocks.append(ContextBlock(elements=[marked_up(f"Reference {doubt.reference}")]))
    return {
        "text": f"I cannot tell whether your task for {customer} was created. {reason} {what_to_do} "
        f"You wrote: {escape(doubt.details)}{reference}",
        "blocks": [block.to_dict() for block in blocks],
    }


def decided_message(said: str, details: str) -> dict[str, Any]:
    """What the message becomes once a person has decided."""
    return {"text": f"{said}\n{quoted(details)}"}


def _buttons(doubt: Uncreated) -> list[ButtonElement]:
    look = ButtonElement(
        action_id=OPEN_CUSTOMER,
        text=PlainTextObject(text="Look in ChartMogul"),
        url=doubt.customer_url,
    )
    again = ButtonElement(
        action_id=SEND_AGAIN,
        text=PlainTextObject(text="Try again"),
        value=doubt.delivery_id,
        style="primary",
        confirm=ConfirmObject(
            title="Is it not there?",
            text=PlainTextObject(text="If the task is in ChartMogul already, there will be two of it."),
            confirm="Try again",
            deny="Cancel",
        ),
    )
    there = ButtonElement(
        action_id=IS_THERE, text=PlainTextObject(text="It is there"), value=doubt.delivery_id
    )
    return [*([look] if address(doubt.customer_url) else []), again, there]
