"""A Slack message as it arrives in shortcut payloads and from `conversations.replies`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Json = dict[str, Any]


def _text(value: object) -> str:
    if isinstance(value, str):
        # JSON can smuggle in halves of surrogate pairs, which no database or socket takes.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "")
    return ""


def _text_or_none(value: object) -> str | None:
    return _text(value) or None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def objects(value: object) -> list[Json]:
    """The JSON objects of a list; anything that is none is left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


Text = Annotated[str, BeforeValidator(_text)]
OptionalText = Annotated[str | None, BeforeValidator(_text_or_none)]
Objects = Annotated[list[Json], BeforeValidator(objects)]


class Message(BaseModel):
    """A message (https://docs.slack.dev/reference/events/message); defaults for what may be missing.

    A field of an unexpected type counts as missing: an odd payload must not keep anybody from making a task.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    text: Text = ""
    """Slack's mrkdwn; empty for many messages with blocks, attachments or files only."""
    user: OptionalText = None
    """The author's id; missing for bots."""
    bot_id: OptionalText = None
    username: OptionalText = None
    """The name that a bot posted under."""
    team: OptionalText = None
    subtype: OptionalText = None
    ts: Text = ""
    thread_ts: OptionalText = None
    """The `ts` of the thread's first message; missing outside threads."""
    blocks: Objects = Field(default_factory=list)
    attachments: Objects = Field(default_factory=list)
    files: Objects = Field(default_factory=list)
    reply_count: Annotated[int, BeforeValidator(_count)] = 0
    edited: Annotated[bool, BeforeValidator(bool)] = False

    @classmethod
    def from_payload(cls, payload: object) -> Message:
        """Read any JSON value; what is no message gives an empty one. Never raises."""
        if not isinstance(payload, dict):
            return cls()
        profile = payload.get("bot_profile")
        name = profile.get("name") if isinstance(profile, dict) else None
        return cls.model_validate({**payload, "username": payload.get("username") or name})

    @property
    def thread(self) -> str:
        """The `thread_ts` that a reply to this message needs."""
        return self.thread_ts or self.ts


UNDISPLAYABLE = "This content can't be displayed."
"""What Slack writes as the `text` of a message that has blocks only."""

AS_TYPED = "\u2060"
"""A word joiner: before a character that would be mark-up, it says that the character was typed as text."""

_MARKUP = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])|^[ \t]*(?=&gt;)", re.MULTILINE)


def said(message: Message) -> str:
    """What the message says, as mrkdwn: its text, else its blocks or attachments, and its files' names."""
    if message.text.strip() and message.text.strip() != UNDISPLAYABLE:
        return message.text
    body = _blocks(message.blocks) or _lines(_attachment(item) for item in message.attachments)
    return _lines([body, *(_file(item) for item in message.files)])


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part.strip())


def _of(value: object, key: str) -> str:
    return _text(value.get(key)) if isinstance(value, dict) else ""


def _typed(text: str) -> str:
    """Text that Slack does not read as mrkdwn, written so that it reads the same as mrkdwn."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(lambda match: AS_TYPED + match[0], escaped)


def _text_object(value: object) -> str:
    """A text object (https://docs.slack.dev/reference/block-kit/composition-objects/text-object)."""
    text = _of(value, "text")
    return text if _of(value, "type") == "mrkdwn" else _typed(text)


def _blocks(blocks: object) -> str:
    return _lines(_block(block) for block in objects(blocks))


def _block(block: Json) -> str:
    """What a block shows (https://docs.slack.dev/reference/block-kit/blocks); buttons and inputs: nothing."""
    show = _SHOWN.get(_of(block, "type"))
    return show(block) if show else ""


def _section(block: Json) -> str:
    return _lines(map(_text_object, [block.get("text"), *objects(block.get("fields"))]))


def _context(block: Json) -> str:
    elements = objects(block.get("elements"))
    return " ".join(filter(None, (_text_object(item) or _typed(_of(item, "alt_text")) for item in elements)))


def _picture(block: Json) -> str:
    return _text_object(block.get("title")) or _typed(_of(block, "alt_text"))


def _table(block: Json) -> str:
    rows = block.get("rows")
    return _lines(_row(row) for row in rows) if isinstance(rows, list) else ""


def _row(row: object) -> str:
    return " | ".join(_block(cell) or _typed(_of(cell, "text")) for cell in objects(row))


def _rich(element: Json) -> str:
    """A part of a rich text block (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""
    parts = objects(element.get("elements"))
    if _of(element, "type") != "rich_text_list":
        return "".join(map(_inline, parts))
    if _of(element, "style") != "ordered":
        return _lines(f"- {_rich(part)}" for part in parts)
    offset = element.get("offset")
    first = 1 + (offset if isinstance(offset, int) else 0)
    return _lines(f"{number}. {_rich(part)}" for number, part in enumerate(parts, first))


def _inline(element: Json) -> str:
    write = _WRITTEN.get(_of(element, "type"))
    return write(element) if write else ""


def _link(url: str, text: str) -> str:
    if not url:
        return _typed(text)
    target = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    return f"<{target}|{_typed(text)}>" if text else f"<{target}>"


def _attachment(attachment: Json) -> str:
    """A secondary attachment (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments)."""
    fields = objects(attachment.get("fields"))
    title = _of(attachment, "title")
    parts = [
        _of(attachment, "pretext"),
        _link(_of(attachment, "title_link"), title) if title else "",
        _of(attachment, "text"),
        *(": ".join(filter(None, (_of(field, "title"), _of(field, "value")))) for field in fields),
        _blocks(attachment.get("blocks")),
        *(_blocks(_inner(item)) for item in objects(attachment.get("message_blocks"))),
    ]
    return _lines(parts) or _of(attachment, "fallback")


def _inner(item: Json) -> object:
    """The blocks of a message that was shared in this one."""
    message = item.get("message")
    return message.get("blocks") if isinstance(message, dict) else None


def _file(file: Json) -> str:
    name = _of(file, "title") or _of(file, "name")
    return f"File: {_typed(name)}" if name else ""


_SHOWN: dict[str, Callable[[Json], str]] = {
    "rich_text": lambda block: _lines(map(_rich, objects(block.get("elements")))),
    "section": _section,
    "header": lambda block: _text_object(block.get("text")),
    "context": _context,
    "markdown": lambda block: _of(block, "text"),
    "image": _picture,
    "video": _picture,
    "table": _table,
}

_WRITTEN: dict[str, Callable[[Json], str]] = {
    "text": lambda element: _typed(_of(element, "text")),
    "link": lambda element: _link(_of(element, "url"), _of(element, "text")),
    "user": lambda element: f"<@{_of(element, 'user_id')}>",
    "channel": lambda element: f"<#{_of(element, 'channel_id')}>",
    "usergroup": lambda element: f"<!subteam^{_of(element, 'usergroup_id')}>",
    "broadcast": lambda element: f"<!{_of(element, 'range')}>",
    "emoji": lambda element: f":{_of(element, 'name')}:",
    "date": lambda element: _typed(_of(element, "fallback")),
    "color": lambda element: _of(element, "value"),
}
