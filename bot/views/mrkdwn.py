"""Pieces of Slack's message markup (https://docs.slack.dev/messaging/formatting-message-text)."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def escape(text: str) -> str:
    """Text that somebody wrote, so that nothing in it mentions, links or notifies."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, label: str) -> str:
    """The label, linked where there is an address. The label may be anybody's text."""
    words = escape(" ".join(label.split()))
    if not url.startswith(("https://", "http://")):
        return words
    address = escape(url).replace("|", "%7C").replace(" ", "%20")
    # Inside <…|…> a bar would end the label early.
    return f"<{address}|{words.replace('|', '¦')}>"


def person(user_id: str) -> str:
    """A mention, which notifies the person."""
    return f"<@{user_id}>"


def channel(channel_id: str) -> str:
    """A link to a channel, shown by its name to those who may see it."""
    return f"<#{channel_id}>"


def day(value: date) -> str:
    """A day that no country misreads, the same in every locale: `Fri 4 Dec 2026`."""
    return f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]} {value.year}"


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
