"""The message to somebody whose note was not kept, or holds less than they wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.views.intro import TEXT_MAX
from bot.views.mrkdwn import address, escape, link, marked_up, shorten
from bot.views.uncreated import NAME_MAX, REASON_MAX, quoted

TYPED_MAX = 500
"""Characters of what was typed in one block; escaped, they always fit."""

TYPED_BLOCKS = 40


@dataclass(frozen=True)
class Unkept:
    """The note, and the task that it was wanted beside."""

    note_id: str
    what: str
    """What was to be kept, as in `I could not keep {what} …`."""
    customer_name: str
    customer_url: str
    details: str
    """The task's."""
    message_url: str
    """Where it stands in Slack; empty where it does not."""


def block_id(note_id: str) -> str:
    """Marks the message about one note, so that it can be found."""
    return f"unkept_{note_id}"


def unkept_message(
    unkept: Unkept, *, reason: str, reference: str, typed: str, is_certain: bool = True
) -> dict[str, Any]:
    """`text` and `blocks` that say why it is not there.

    Args:
        typed: what the person wrote, and would be lost; empty where they wrote nothing.
        is_certain: whether it is certainly not there.
    """
    why = escape(shorten(reason, REASON_MAX))
    what = f"{_what(unkept)} as a note on {_customer(unkept)}"
    outcome = f"I could not keep {what}" if is_certain else f"I do not know whether I kept {what}"
    said = f"{outcome}. {why} (reference {escape(reference)}) Your task is in ChartMogul all the same."
    return _message(unkept, said, typed)


def less_kept_message(unkept: Unkept, *, has_message: bool) -> dict[str, Any]:
    """`text` and `blocks` that say what the note holds instead.

    Args:
        has_message: whether it holds the one message; else, the task's words alone.
    """
    less = "the one message" if has_message else "your task's words and a link"
    said = (
        f"I could not read {_what(unkept)} in Slack when I kept it as a note on {_customer(unkept)}, so the "
        f"note has {less}."
    )
    return _message(unkept, said, "")


def _message(unkept: Unkept, said: str, typed: str) -> dict[str, Any]:
    blocks: list[Block] = [
        SectionBlock(block_id=block_id(unkept.note_id), text=marked_up(said)),
        SectionBlock(text=marked_up(quoted(unkept.details))),
    ]
    if typed:
        blocks.append(SectionBlock(text=marked_up("You wrote:")))
        pieces = [typed[at : at + TYPED_MAX] for at in range(0, len(typed), TYPED_MAX)][:TYPED_BLOCKS]
        blocks += [SectionBlock(text=marked_up(quoted(piece))) for piece in pieces if piece.strip()]
    return {
        "text": shorten(f"{said} {escape(unkept.details)} {escape(typed)}".strip(), TEXT_MAX),
        "blocks": [block.to_dict() for block in blocks],
    }


def _what(unkept: Unkept) -> str:
    return link(unkept.message_url, unkept.what) if address(unkept.message_url) else unkept.what


def _customer(unkept: Unkept) -> str:
    return link(unkept.customer_url, shorten(unkept.customer_name, NAME_MAX)) or "the customer"
