"""Blocks and attachments as Slack sends them, for messages of all kinds."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": False}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "block_id": "s1", "text": mrkdwn(text), **more}


def run(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, "style": style} if style else {"type": "text", "text": text}


def rich(*parts: Json) -> Json:
    return {
        "type": "rich_text",
        "block_id": "r1",
        "elements": [{"type": "rich_text_section", "elements": list(parts)}],
    }


def listed(*items: str, style: str = "bullet", **more: Any) -> Json:
    elements = [{"type": "rich_text_section", "elements": [run(item)]} for item in items]
    return {"type": "rich_text_list", "style": style, "elements": elements, "border": 0, **more}


def forwarded(words: str, **more: Any) -> Json:
    """A forward, which carries its words three times."""
    return {
        "ts": "1776404384.245429",
        "author_id": "U2",
        "author_name": "Ben Okafor",
        "author_subname": "ben",
        "channel_id": "C9",
        "channel_team": "T1",
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": "https://acme.slack.com/archives/C9/p1776404384245429",
        "id": 1,
        "fallback": f"[April 17th, 2026 5:39 AM] ben: {words}",
        "footer": "Posted in #support",
        "mrkdwn_in": ["text"],
        "text": words,
        "message_blocks": [
            {
                "team": "T1",
                "channel": "C9",
                "ts": "1776404384.245429",
                "message": {"blocks": [rich(run(words))]},
            }
        ],
        "blocks": [rich(run(words))],
        **more,
    }


ASK = "Kim from bluebird.test wants *two* seats"
BUTTONS = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "view_7",
            "value": "secret-7",
            "url": "https://desk.example.org/7",
            "text": plain("View ticket"),
        }
    ],
}
