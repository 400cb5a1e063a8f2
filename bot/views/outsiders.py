"""What somebody reads who is not inside, or of whom Slack did not say in time whether they are."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.views.mrkdwn import marked_up

_NOT_FOR_GUESTS = (
    "Tasks in ChartMogul are for full members of this workspace. You are a guest or from another company, "
    "so please ask a full member whom you work with"
)
NOT_TO_BE_CREATED = f"{_NOT_FOR_GUESTS} to create it."
NOT_TO_BE_CHANGED = f"{_NOT_FOR_GUESTS} to do this for you."
NOT_TO_BE_SEEN = f"{_NOT_FOR_GUESTS} about them."
"""What somebody reads who is not inside, by what they wanted."""

NOT_KNOWN_YET = (
    "Slack does not tell me just now who you are. Please try again in a moment. If that does not help, "
    "whoever set me up can find out why by `cm-task check`."
)

NO_CUSTOMERS_YET = (
    "Slack does not tell me just now who you are, so I show no customers yet. Search for yours in a moment."
)


def only_you(text: str) -> dict[str, Any]:
    """A message for this person alone."""
    return {"response_type": "ephemeral", "text": text}


def note(text: str) -> dict[str, Any]:
    """A modal that says this, and nothing else."""
    return View(
        type="modal",
        title=PlainTextObject(text="ChartMogul tasks"),
        close=PlainTextObject(text="Close"),
        blocks=[SectionBlock(text=marked_up(text))],
    ).to_dict()


def guest_home() -> dict[str, Any]:
    """The App Home of somebody who is not inside."""
    return View(type="home", blocks=[SectionBlock(text=marked_up(NOT_TO_BE_SEEN))]).to_dict()
