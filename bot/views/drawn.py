"""Blocks as Slack takes them, for a form that opens often: what never changes in it is drawn once.

`slack_sdk`'s models look into every attribute of every object each time; a form would be half of that.
"""

from __future__ import annotations

from typing import Any

Drawn = dict[str, Any]
"""A block, or a view. It may be shared by all forms, so it is never changed."""


def beginning_with(block: Drawn, **initial: Any) -> Drawn:
    """An input block with what its element begins with; without that where it is empty."""
    given = {name: value for name, value in initial.items() if value}
    return {**block, "element": {**block["element"], **given}} if given else block


def line(block_id: str, text: str) -> Drawn:
    """A line of text in Slack's markup, as by `bot.views.mrkdwn.marked_up`.

    https://docs.slack.dev/reference/block-kit/blocks/context-block
    """
    return {
        "type": "context",
        "block_id": block_id,
        "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}],
    }
