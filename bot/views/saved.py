"""What a form becomes when ChartMogul has not answered yet."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import MarkdownTextObject, PlainTextObject, SectionBlock
from slack_sdk.models.views import View


def saved_view() -> dict[str, Any]:
    """A modal that says that a new task is safe and that there is nothing left to do."""
    return _view("New ChartMogul task", "It will be posted when ChartMogul answers.", "The summary follows")


def saved_change_view(title: str) -> dict[str, Any]:
    """The same of a change to a task, in the place of the form with this title."""
    return _view(title, "It will be done when ChartMogul answers.", "The card shows it then")


def _view(title: str, saved: str, then: str) -> dict[str, Any]:
    text = (
        f":white_check_mark: *Saved. {saved}*\n"
        f"You can close this. {then}; if anything is refused, I write to you."
    )
    return View(
        type="modal",
        callback_id="saved",
        title=PlainTextObject(text=title),
        close=PlainTextObject(text="Close"),
        blocks=[SectionBlock(text=MarkdownTextObject(text=text))],
    ).to_dict()
