"""How the words of a message are written down between its payload and the plain text of a task.

It is Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text) with two additions that no
payload can carry, as control characters are taken out when it is read: text that is no mark-up whatever it
holds, and the border between parts whose marks do not pair across it.
"""

from __future__ import annotations

import re

PART = "\x1e"
"""Between two parts of a message: it reads as a new line, and no mark-up reaches across it."""

BEGIN, END = "\x02", "\x03"

TYPED = rf"{BEGIN}(?P<typed>[^{BEGIN}{END}]*)(?:{END}|$)"
"""Matches text that is to be read as it stands, but for its entities; also where a long message was cut."""

_FRAME = re.compile(f"[{BEGIN}{END}]")
_BRACKET = re.compile(r"<[^<>\n]+>|[<>]")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTER = {"amp": "&", "lt": "<", "gt": ">"}
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", BEGIN: "", END: "", PART: "\n"})
_IN_TARGET = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C", "\n": "", BEGIN: "", END: ""})
_SPECIAL = re.compile(r"(<[@#!][^<>\n]+>)")


def typed(text: str) -> str:
    """Text that is no mark-up."""
    return f"{BEGIN}{text.translate(_ESCAPED)}{END}" if text else ""


def typed_with_mentions(text: str) -> str:
    """Text that is no mark-up but for `<@U…>`, `<#C…>` and `<!…>`."""
    parts = _SPECIAL.split(text)
    return "".join(part if number % 2 else typed(part) for number, part in enumerate(parts))


def link(url: str, label: str) -> str:
    """A link with a text, or one of both alone."""
    if not url:
        return typed(label)
    target = url.translate(_IN_TARGET)
    words = typed(" ".join(label.split()))
    return f"<{target}|{words}>" if words else f"<{target}>"


def decoded(text: str) -> str:
    """The text with its entities as characters, once, as Slack escapes once."""
    return _ENTITY.sub(lambda match: _CHARACTER[match[1]], text)


def paired(text: str) -> str:
    """The text with each `<` and `>` as an entity that is of no pair, as Slack has those that are typed."""
    return _BRACKET.sub(lambda match: match[0] if len(match[0]) > 1 else match[0].translate(_ESCAPED), text)


def unframed(text: str) -> str:
    """The text without the additions, for looking for addresses in it."""
    return _FRAME.sub("", text).replace(PART, "\n")
