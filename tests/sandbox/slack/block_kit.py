"""Views, blocks and elements to try on the stand-in, each of them good unless changed."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "text") -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def option(value: str = "v", text: str = "text", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def text_input(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def input_block(element: Json | None = None, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element or text_input(), **more}


def section(**more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "*hi*"}, **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "b", "text": plain(), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Go"), "blocks": list(blocks), **more}


def without(view: Json, key: str) -> Json:
    return {name: value for name, value in view.items() if name != key}


def url_select(kind: str = "conversations_select", action_id: str = "c") -> Json:
    return {"type": kind, "action_id": action_id, "response_url_enabled": True}
