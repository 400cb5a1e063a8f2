"""Whether a link to the message goes into the task's details."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.models.blocks import CheckboxesElement, InputBlock, Option, PlainTextObject

from bot.slack.conversation import Origin
from bot.slack.message_link import holds_link, missing_for_link, without_link
from bot.views.drawn import Drawn

ADD_LINK = "add_link"
"""The field: its block's id, its action's, and the value of its box."""


@dataclass(frozen=True)
class AddLink:
    """The box, for a form that was opened on a message."""

    is_on: bool
    missing: int = 0
    """How many characters too long the details are for a link; 0 where it fits."""


def offered_link(origin: Origin, details: str) -> AddLink | None:
    """The box of a new form, ticked where the link fits; None where there is no message, or no link to it.

    Args:
        details: what the form begins with.
    """
    url = link_of(origin)
    if not url:
        return None
    missing = missing_for_link(details, url)
    return AddLink(is_on=not missing, missing=missing)


def reopened_link(origin: Origin, details: str) -> tuple[str, AddLink | None]:
    """The details and the box as they were filled in, from the details that were sent."""
    url = link_of(origin)
    if not url:
        return details, None
    typed = without_link(details, url)
    return typed, AddLink(is_on=holds_link(details, url), missing=missing_for_link(typed, url))


def link_of(origin: Origin) -> str:
    """The link to the message that a form was opened on; `""` where it was opened on none."""
    return origin.message_url if origin.message_ts else ""


def does_not_fit(missing: int) -> str:
    """What to say at the details of a form that was submitted with the box ticked."""
    return (
        f"With the link to the message this is {_characters(missing)} too long: shorten it by that, or leave "
        "the link out."
    )


def add_link_input(link: AddLink) -> list[Drawn]:
    """The box."""
    hint = f"The details are {_characters(link.missing)} too long for it." if link.missing else None
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
        ).to_dict()
    ]


def _characters(number: int) -> str:
    return f"{number} character{'' if number == 1 else 's'}"
