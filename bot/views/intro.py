"""A line before a message, which says why it stands somewhere unexpected, or twice."""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import SectionBlock

from bot.views.mrkdwn import marked_up, shorten

TEXT_MAX = 4000
"""Most characters of a message's `text` (https://docs.slack.dev/reference/methods/chat.postMessage)."""


def with_intro(message: dict[str, Any], intro: str) -> dict[str, Any]:
    """The message, after this (mrkdwn); as it is where there is nothing to say."""
    if not intro:
        return message
    first = SectionBlock(text=marked_up(intro)).to_dict()
    return {
        **message,
        "text": shorten(f"{intro} {message['text']}", TEXT_MAX),
        "blocks": [first, *message["blocks"]],
    }
