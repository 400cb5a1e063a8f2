"""The one thread that there is in every channel, and how Slack shows threads: page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

THREAD = "1899999999.000100"
"""Its first message."""

SAID = (
    ("U1", "Can somebody send them a quote?"),
    ("U2", "Which one? <@U1> knows"),
    ("U4", "The one &lt;of&gt; October"),
    ("U3", "I will"),
)
"""What people replied."""

PAGE = 3
"""Messages on a page. Slack's own have up to 999."""


def page_of_thread(arguments: Mapping[str, Any], own: Sequence[Json]) -> Json:
    """What `conversations.replies` answers; the first message comes with every page.

    Args:
        own: what the bot wrote in it.
    """
    first = {"ts": THREAD, "thread_ts": THREAD, "bot_id": "B1", "text": "Acme: help", "reply_count": 4}
    said = [
        {"ts": f"{float(THREAD) + number:.6f}", "thread_ts": THREAD, "user": user, "text": text}
        for number, (user, text) in enumerate(SAID, 1)
    ]
    since, begin = float(arguments.get("oldest", 0)), int(arguments.get("cursor") or 0)
    replies = [one for one in [*said, *own] if float(str(one["ts"])) >= since]
    end = begin + PAGE
    cursor = str(end) if end < len(replies) else ""
    return {
        "messages": [first, *replies[begin:end]],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }
