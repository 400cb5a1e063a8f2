"""What went wrong, where a form has no input to show it at."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.views.mrkdwn import shorten

SECTION_MAX = 3000
"""Most characters Slack shows in a section."""


def trouble_view(text: str) -> dict[str, Any]:
    """A modal on top of the form, which is still there when this one is closed."""
    return View(
        type="modal",
        callback_id="trouble",
        title=PlainTextObject(text="That did not work"),
        close=PlainTextObject(text="Back"),
        blocks=[SectionBlock(text=PlainTextObject(text=shorten(text, SECTION_MAX)))],
    ).to_dict()
