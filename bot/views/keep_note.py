"""Whether the conversation is kept as a note on the customer."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import CheckboxesElement, InputBlock, Option, PlainTextObject

from bot.request import Scope
from bot.views.drawn import Drawn

SAVE_NOTE = "save_note"
"""The field: its block's id, and its action's. Its box's value is the scope."""

_WHAT = {
    Scope.THREAD: "Keep the conversation as a note",
    Scope.MESSAGE: "Keep the message as a note",
    Scope.TEXT: "Keep the full text as a note",
}

ONLY_THE_MESSAGE = "I cannot read the thread, so only this one message is kept."
NOT_ALLOWED_TO_READ = "I was not given the permission to read threads: this message is kept."
WITH_THE_FULL_TEXT = "The full text is in it."
"""More about what is kept, at most 75 characters."""


@dataclass(frozen=True)
class KeepNote:
    """The box, and what it keeps."""

    is_on: bool
    scope: Scope
    explanation: str = ""
    """More about it, at most 75 characters."""


def keep_note_input(note: KeepNote) -> list[Drawn]:
    """The box."""
    box = Option(
        value=note.scope,
        text=PlainTextObject(text=_WHAT[note.scope]),
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
        ).to_dict()
    ]
