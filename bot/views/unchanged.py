"""The message to somebody whose change of a task was not made, or not yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    PlainTextObject,
    SectionBlock,
)

from bot.views.card import EDIT, NAME_MAX
from bot.views.intro import TEXT_MAX
from bot.views.mrkdwn import escape, link, marked_up, shorten
from bot.views.task_ref import TaskRef
from bot.views.uncreated import REASON_MAX, quoted


@dataclass(frozen=True)
class Unchanged:
    """A change that was not made, and why."""

    change_id: int
    what: str
    """What was wanted, as in `I did not {what} …`."""
    task_uuid: str
    customer_name: str
    customer_url: str
    details: str
    """The task's."""
    reason: str
    reference: str = ""
    typed: str = ""
    """What the person wrote, and would be lost; empty where they wrote nothing."""
    wanted: Sequence[str] = ()
    """What else they filled in, in mrkdwn."""
    may_edit: bool = False
    """Whether it is of use to open the task's form again."""


def block_id(change_id: int) -> str:
    """Marks the message about one change, so that it can be found."""
    return f"unchanged_{change_id}"


def unchanged_message(unchanged: Unchanged) -> dict[str, Any]:
    """`text` and `blocks` that say so."""
    customer = link(unchanged.customer_url, shorten(unchanged.customer_name, NAME_MAX)) or "a contact"
    reference = f" (reference {unchanged.reference})" if unchanged.reference else ""
    of_whom = f" for {customer}" if unchanged.customer_name or unchanged.details else ""
    said = f"I did not {unchanged.what} this task{of_whom}. "
    said += f"{escape(shorten(unchanged.reason, REASON_MAX))}{reference}"
    blocks: list[Block] = [SectionBlock(block_id=block_id(unchanged.change_id), text=marked_up(said))]
    if unchanged.details:
        blocks.append(SectionBlock(text=marked_up(quoted(unchanged.details))))
    if unchanged.typed or unchanged.wanted:
        typed = "\n".join(filter(None, ["You wanted:", quoted(unchanged.typed), *unchanged.wanted]))
        blocks.append(SectionBlock(text=marked_up(typed)))
    if unchanged.may_edit:
        ref = TaskRef(unchanged.task_uuid)
        again = ButtonElement(action_id=EDIT, text=PlainTextObject(text="Open it again"), value=ref.value)
        blocks.append(ActionsBlock(block_id=ref.block_id("again"), elements=[again]))
    filled = ". ".join(filter(None, [escape(unchanged.typed), *unchanged.wanted]))
    wrote = f" You wanted: {filled}" if filled else ""
    return {
        "text": shorten(f"{said} {escape(unchanged.details)}{wrote}".strip(), TEXT_MAX),
        "blocks": [block.to_dict() for block in blocks],
    }
