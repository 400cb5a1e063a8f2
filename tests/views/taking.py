"""What Slack would find wrong with a view, and whom its words would notify."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from bot.sandbox.slack.limits import message_faults, too_large, too_long, view_faults

TEXT_MAX = 4000
"""Characters of what screen readers read."""

NOTIFIES = re.compile(r"<(![^>]*|@(?!U1|U2|U0SAMPLE)[^>]*)>")
"""Everybody here, a group, or somebody who is not of the tests."""


def faults_of_message(message: dict[str, Any]) -> list[Any]:
    """Why Slack would not post it, or not as it is."""
    blocks = message.get("blocks") or []
    has_text = 0 < len(message["text"]) <= TEXT_MAX and not too_long(blocks)
    return [*message_faults(blocks), *([] if has_text else ["text"]), *_notifying(message["text"], blocks)]


def faults_of_view(view: dict[str, Any], kind: Literal["modal", "home"]) -> list[Any]:
    """Why Slack would not open it, or not as it is."""
    return [
        *view_faults(view, kind),
        *(["too large"] if too_large(view) else []),
        *_notifying(*view["blocks"]),
    ]


def _notifying(*parts: Any) -> list[str]:
    texts = (text for part in parts for text in ([part] if isinstance(part, str) else _mrkdwn(part)))
    return [text for text in texts if NOTIFIES.search(text)]


def _mrkdwn(part: Any) -> Iterator[str]:
    """Every text in which Slack reads mark-up."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _mrkdwn(inner)
