"""What a message says: the one rule, for the details of a task and for clues to its customer.

Of an app it is what its blocks show, else its text; of a person the rich text that they wrote, else the text.
Then what is attached, forwarded or shared, and files. Each once; previews of links are nobody's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.slack.json_reading import Json, child, lines, objects, of
from bot.slack.message import Message
from bot.slack.text.blocks import blocks_text, has_rich_text
from bot.slack.text.notation import PART, decoded, link, typed, unframed

_PLACEHOLDERS = {
    "",
    "This content can't be displayed.",
    "This content can\u2019t be displayed.",
    "This message contains interactive elements.",
    "[no preview available]",
}
"""What Slack writes as the text or fallback of what has blocks only."""

GONE = {"tombstone", "message_deleted"}
_LABELLED = re.compile(r"<([@#!][^<>|\n]+)\|([^<>\n]+)>")
_BARE = re.compile(r"<([@#!][^<>|\n]+)>")
_WORD = re.compile(r"\w+")

_PREVIEW = ("from_url", "original_url", "app_unfurl_url", "is_app_unfurl")
_SHARE = ("is_share", "is_msg_unfurl")


def said(message: Message) -> str:
    """What the message says, in Slack's mrkdwn: pass it to `plain_text`."""
    if message.subtype in GONE:
        return ""
    own = written(message)
    return _each_once([own, *_beside(message.attachments, _own_files(message.files, own))])


def _real(text: str) -> str:
    return "" if text.strip() in _PLACEHOLDERS else text


def _own_files(files: list[Json], written: str) -> list[Json]:
    """The files without those that Slack only made of a link in the words, as of a document elsewhere."""
    plain = decoded(unframed(written))
    urls = (of(file, "url_private") if file.get("is_external") else "" for file in files)
    return [file for file, url in zip(files, urls, strict=True) if not url or url not in plain]


def written(message: Message) -> str:
    """The message's own words."""
    text = _real(message.text)
    blocks = blocks_text(message.blocks)
    if message.is_of_an_app or has_rich_text(message.blocks):
        return _with_labels(blocks, text) or text
    return text or blocks


def _with_labels(blocks: str, text: str) -> str:
    """Rich text knows channels and groups by id only; the text beside it may say how they are called."""
    labels = dict(_LABELLED.findall(text))
    return _BARE.sub(
        lambda match: f"<{match[1]}|{labels[match[1]]}>" if match[1] in labels else match[0], blocks
    )


def _beside(attachments: object, files: object) -> Iterator[str]:
    """What was attached, forwarded or shared."""
    for attachment in objects(attachments):
        is_share = _is_marked(attachment, _SHARE)
        if is_share or not _is_marked(attachment, _PREVIEW):
            yield _attachment(attachment, is_share=is_share)
    yield from map(_file, objects(files))


def _is_marked(attachment: Json, marks: Iterable[str]) -> bool:
    values = (attachment.get(mark) for mark in marks)
    return any(value is True or (isinstance(value, str) and value) for value in values)


def _attachment(attachment: Json, *, is_share: bool) -> str:
    """An attachment (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments).

    One that shares a message carries its words up to three times.
    """
    title = of(attachment, "title")
    url = of(attachment, "title_link")
    fields = objects(attachment.get("fields"))
    parts = [
        of(attachment, "pretext"),
        "" if is_share else typed(of(attachment, "author_name")),
        link(url, title) if url else title,
        _shared(attachment) or blocks_text(attachment.get("blocks")) or _real(of(attachment, "text")),
        *(lines([of(field, "title"), of(field, "value")], ": ") for field in fields),
        *_beside(attachment.get("attachments"), attachment.get("files")),
    ]
    return lines(parts, PART) or _real(of(attachment, "fallback"))


def _shared(attachment: Json) -> str:
    """The messages that are shown in an attachment, or their blocks alone."""
    inner = objects(attachment.get("message_blocks"))
    messages = [child(item, "message") for item in inner] + [attachment.get("message")]
    return lines(map(_message, messages), PART) or blocks_text(inner)


def _message(message: object) -> str:
    """A message in another one, of which it is not said who wrote it."""
    words = blocks_text(child(message, "blocks")) or _real(of(message, "text"))
    return _each_once([words, *_beside(child(message, "attachments"), child(message, "files"))])


def _file(file: Json) -> str:
    """A file (https://docs.slack.dev/reference/objects/file-object)."""
    if of(file, "mode") in {"tombstone", "hidden_by_limit"}:
        return ""
    if "email" in {of(file, "mode"), of(file, "filetype")}:
        return _email(file)
    heard = typed(of(child(child(file, "transcription"), "preview"), "content"))
    return lines([heard or _named(file), of(child(file, "initial_comment"), "comment")], PART)


def _named(file: Json) -> str:
    name = of(file, "title") or of(file, "name") or of(file, "filename")
    return typed(f"File: {name}") if name.strip() else ""


def _email(file: Json) -> str:
    """An e-mail that was sent or forwarded to Slack."""
    senders = [_sender(sender) for sender in objects(file.get("from"))]
    subject = of(file, "subject") or of(file, "title") or of(file, "name")
    words = of(file, "plain_text") or of(file, "preview_plain_text")
    attached = (_named(item) for item in objects(file.get("attachments")))
    by = ", ".join(filter(None, senders))
    return lines([typed(f"From: {by}") if by else "", typed(subject), typed(words), *attached], PART)


def _sender(sender: Json) -> str:
    name, address = of(sender, "name"), of(sender, "address")
    return of(sender, "original") or (f"{name} <{address}>" if name and address else name or address)


def _each_once(parts: Iterable[str]) -> str:
    return lines(_new(parts), PART)


def _new(parts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for part in parts:
        words = " ".join(_WORD.findall(part)) or part
        if words not in seen:
            seen.add(words)
            yield part
