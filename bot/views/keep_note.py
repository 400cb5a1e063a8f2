"""Whether the conversation is kept as a note on the customer."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextObject

SAVE_NOTE = "save_note"
"""The field: its block's id, its action's, and the value of its box."""


@dataclass(frozen=True)
class KeepNote:
    """The box, and what it keeps."""

    is_on: bool
    what: str
    """What the box says, at most 75 characters."""
    explanation: str = ""
    """More about it, at most 75 characters."""


def keep_note_input(note: KeepNote) -> list[Block]:
    """The box."""
    box = Option(
        value=SAVE_NOTE,
        text=PlainTextObject(text=note.what),
        description=PlainTextObject(text=note.explanation) if note.explanation else None,
    )
    return [
        InputBlock(
            block_id=SAVE_NOTE,
            label="Note in ChartMogul",
            optional=True,
            element=CheckboxesElement(
                action_id=SAVE_NOTE, options=[box], initial_options=[box] if note.is_on else None
            ),
        )
    ]
