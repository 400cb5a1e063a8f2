"""The small form in which people say under which e-mail ChartMogul knows them."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import EmailInputElement, InputBlock, PlainTextObject
from slack_sdk.models.views import View

CALLBACK_ID = "own_chartmogul_email"
EMAIL = "own_email"
"""The input: both its block's id and its action's."""


def own_email_form(*, current: str, slack_email: str) -> dict[str, Any]:
    """The modal; `current` is what was told before."""
    usual = f" Leave it empty to use the one in Slack, {slack_email}." if slack_email else ""
    return View(
        type="modal",
        callback_id=CALLBACK_ID,
        title=PlainTextObject(text="Your e-mail"),
        submit=PlainTextObject(text="Save"),
        close=PlainTextObject(text="Cancel"),
        blocks=[
            InputBlock(
                block_id=EMAIL,
                label=PlainTextObject(text="Your e-mail in ChartMogul"),
                hint=PlainTextObject(text=f"The one that you sign in to ChartMogul with.{usual}"),
                optional=bool(slack_email),
                element=EmailInputElement(
                    action_id=EMAIL,
                    initial_value=current or None,
                    placeholder=PlainTextObject(text="name@company.com"),
                ),
            )
        ],
    ).to_dict()
