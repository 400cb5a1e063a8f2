"""Whether a link to the message goes into the task's details."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextObject

ADD_LINK = "add_link"
"""The field: its block's id, its action's, and the value of its box."""


@dataclass(frozen=True)
class AddLink:
    """The box, for a form that was opened on a message."""

    is_on: bool
    missing: int = 0
    """How many characters too long the details are for a link; 0 where it fits."""


def add_link_input(link: AddLink) -> list[Block]:
    """The box."""
    hint = f"The details are {link.missing} characters too long for it." if link.missing else None
    box = Option(
        value=ADD_LINK,
        text=PlainTextObject(text="Add a link to the message"),
        description=PlainTextObject(text=hint) if hint else None,
    )
    return [
        InputBlock(
            block_id=ADD_LINK,
            label="Link",
            optional=True,
            element=CheckboxesElement(
                action_id=ADD_LINK, options=[box], initial_options=[box] if link.is_on else None
            ),
        )
    ]
