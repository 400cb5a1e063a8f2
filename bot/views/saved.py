"""What the form becomes when ChartMogul has not answered yet."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

TEXT = "Saved. It will be posted when ChartMogul answers."


def saved_view() -> dict[str, Any]:
    """A modal that says that the task is safe and that there is nothing left to do."""
    return View(
        type="modal",
        callback_id="saved",
        title=PlainTextObject(text="New ChartMogul task"),
        close=PlainTextObject(text="Close"),
        blocks=[
            SectionBlock(
                text=MarkdownTextObject(
                    text=f":white_check_mark: *{TEXT}*\n"
                    "You can close this. The summary follows; if anything is refused, I write to you."
                )
            )
        ],
    ).to_dict()
