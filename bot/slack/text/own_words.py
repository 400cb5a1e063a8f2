"""What the author of a message says in their own words: no quote, no code, nothing forwarded or attached."""

from __future__ import annotations

import re

from bot.slack.json_reading import Json, child, objects, of
from bot.slack.message import Message
from bot.slack.text.notation import PART
from bot.slack.text.said import GONE, written

_OTHERS_WORDS = {"rich_text_quote", "rich_text_preformatted"}
_OTHERS_NOTATION = re.compile(
    r"```.*?(?:```|\Z)"
    r"|^[ \t]*(?:&gt;&gt;&gt;|>>>).*\Z"
    rf"|^[ \t]*(?:&gt;|>)[^\n{PART}]*"
    rf"|`[^`\n{PART}]+`",
    re.DOTALL | re.MULTILINE,
)


_LEFT_OUT = "\u2026"
"""So that what stood on both sides of it is not read as if it belonged together."""

_LEFT_OUT_RUN = {"type": "text", "text": _LEFT_OUT}


def own_words(message: Message) -> str:
    """These words, in the notation of a message."""
    if message.subtype in GONE:
        return ""
    kept = message.model_copy(update={"blocks": [_own(block) for block in message.blocks]})
    # Each part begins a line of its own.
    return _OTHERS_NOTATION.sub(_left_out, written(kept).replace(PART, "\n"))


def _left_out(match: re.Match[str]) -> str:
    return _LEFT_OUT if match[0].startswith("`") else ""


def _own(element: Json) -> Json:
    """A block, or what is in it, without what the author only quotes."""
    if "elements" not in element or not of(element, "type").startswith("rich_text"):
        return element
    inner = (item for item in objects(element["elements"]) if of(item, "type") not in _OTHERS_WORDS)
    return {**element, "elements": [_LEFT_OUT_RUN if _is_code(item) else _own(item) for item in inner]}


def _is_code(element: Json) -> bool:
    return child(child(element, "style"), "code") is True
