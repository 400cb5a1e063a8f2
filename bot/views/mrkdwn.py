"""Pieces of Slack's message markup (https://docs.slack.dev/messaging/formatting-message-text)."""

from __future__ import annotations

import re
from datetime import date

from slack_sdk.models.blocks import MarkdownTextObject

from bot.slack.conversation import Origin

URL_MAX = 500
"""Most characters of an address that is linked: several must fit into one message."""

_URL = re.compile(rf"(?=.{{1,{URL_MAX}}}$)https?://[^\s<>\x00-\x1f\x7f]+")

_MARKS = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_ITALICS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def marked_up(text: str) -> MarkdownTextObject:
    """Text in this markup, in which nothing becomes a link or a mention that only looks like one.

    Slack would link `#acme` and notify a channel for `@here`, whoever wrote that:
    https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    """
    return MarkdownTextObject(text=text, verbatim=True)


def escape(text: str) -> str:
    """Text that somebody wrote, so that nothing in it mentions, links or notifies."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def address(url: str) -> str:
    """The URL if Slack takes it, else nothing: a bad one should cost the link, and not the message."""
    return url if _URL.fullmatch(url) else ""


def link(url: str, label: str) -> str:
    """The label, linked where there is an address. The label may be anybody's text."""
    words = escape(" ".join(label.split()))
    if not address(url):
        return words
    target = escape(url).replace("|", "%7C")
    # Inside <…|…> a bar would end the label early.
    return f"<{target}|{words.replace('|', '¦')}>"


def struck(text: str) -> str:
    """Text that somebody wrote, struck through line by line: Slack strikes through no further."""
    lines = (" ".join(line.split()).replace("~", "\u223c") for line in escape(text).splitlines())
    return "\n".join(f"~{line}~" if line else "" for line in lines)


def bold(text: str) -> str:
    """Text that somebody wrote, in bold, with nothing else in it than that."""
    return f"*{unmarked(escape(text))}*"


def unmarked(text: str) -> str:
    """The text with look-alikes for what begins or ends bold, italics and the like: Slack has no escapes.

    An underscore inside of a word does neither, and stays.
    """
    return _ITALICS.sub("\u02cd", text.translate(_MARKS))


def person(user_id: str) -> str:
    """A mention, which notifies the person."""
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """A link to a channel, shown by its name to those who may see it."""
    return f"<#{channel_id}>"


def this_place(origin: Origin) -> str:
    """Where somebody is, as they call it; conversations without a name have no link. In mid-sentence."""
    return "this conversation" if origin.is_direct else channel(origin.channel_id)


def sentence(text: str) -> str:
    """The text, which may begin with `this_place`, with a capital letter."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """A day that no country misreads, the same in every locale: `Fri 4 Dec 2026`."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
