"""What went wrong, where a form was submitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.views.form import Field
from bot.views.mrkdwn import shorten

SECTION_MAX = 3000
"""Most characters Slack shows in a section."""


def trouble_answer(inputs: Sequence[str], text: str) -> dict[str, Any]:
    """The answer to a submission that shows this in the form, so that what was typed stays.

    Slack shows an error under an input that the form has, and drops all others.

    Args:
        inputs: the ids of the form's inputs, whichever form it is.
    """
    if not inputs:
        return {"response_action": "push", "view": _trouble_view(text)}
    at = str(Field.DETAILS) if Field.DETAILS in inputs else inputs[0]
    return {"response_action": "errors", "errors": {at: text}}


def _trouble_view(text: str) -> dict[str, Any]:
    """A modal on top of the form, which is still there when this one is closed."""
    return View(
        type="modal",
        callback_id="trouble",
        title=PlainTextObject(text="That did not work"),
        close=PlainTextObject(text="Back"),
        blocks=[SectionBlock(text=PlainTextObject(text=shorten(text, SECTION_MAX)))],
    ).to_dict()
