"""The App Home: how to begin, and what the bot knows of the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.views.mrkdwn import escape

CREATE = "home_create_task"
CHANGE_EMAIL = "change_chartmogul_email"


@dataclass(frozen=True)
class Home:
    """What one person's App Home shows."""

    slack_email: str
    """Empty where Slack shows none."""
    chartmogul_email: str = ""
    """Where it is not the one in Slack, as the person said."""


def home_view(home: Home) -> dict[str, Any]:
    """The view to publish (https://docs.slack.dev/surfaces/app-home)."""
    return View(
        type="home",
        blocks=[
            HeaderBlock(text=PlainTextObject(text="Turn a conversation into a task in ChartMogul")),
            SectionBlock(
                text=MarkdownTextObject(
                    text=(
                        "• On a message: *More actions* (⋮) → *Create ChartMogul task*.\n"
                        "• Anywhere: type `/cm-task`, or `/cm-task send the renewal quote`.\n"
                        "• In a customer's channel: `/cm-task link Acme` has tasks start with that customer."
                    )
                )
            ),
            ActionsBlock(
                elements=[
                    ButtonElement(
                        action_id=CREATE, text=PlainTextObject(text="Create a task"), style="primary"
                    )
                ]
            ),
            DividerBlock(),
            SectionBlock(
                text=MarkdownTextObject(text=f"*Your e-mail in ChartMogul*\n{_email(home)}"),
                accessory=ButtonElement(action_id=CHANGE_EMAIL, text=PlainTextObject(text="Change")),
            ),
        ],
    ).to_dict()


def _email(home: Home) -> str:
    if home.chartmogul_email:
        return f"{escape(home.chartmogul_email)}. Tasks for you are assigned to it."
    if home.slack_email:
        return f"{escape(home.slack_email)}, the one in Slack. Change it if ChartMogul knows you by another."
    return "Slack shows me none. Tell me yours, so that tasks can be assigned to you."
