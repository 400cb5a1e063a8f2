"""A link to a Slack message on a line of its own at the end of a task's details."""

from __future__ import annotations

import re

from bot.task import DETAILS_MAX

_LINK = re.compile(r"\s*https://[^\s/]+\.slack\.com/archives/[A-Z0-9]+/p\d+(\?\S*)?\s*")


def holds_link(details: str, url: str) -> bool:
    """Whether the details link to the message already, wherever in them and with whatever behind it."""
    place = re.escape(url.partition("?")[0])
    return re.search(rf"{place}(?!\d)", details) is not None


def with_link(details: str, url: str) -> str:
    """The details with the link at their end, if they do not hold it; also where that is too long.

    Args:
        details: not empty: a link says nothing of what is to be done.
        url: as `Origin.message_url` gives it.
    """
    details = details.strip()
    return details if holds_link(details, url) else f"{details}\n{url}"


def missing_for_link(details: str, url: str) -> int:
    """How many characters too long the details are for the link; 0 where it fits."""
    return max(0, len(with_link(details, url)) - DETAILS_MAX)


def without_link(details: str, url: str) -> str:
    """What `with_link` was given."""
    before, _, last = details.strip().rpartition("\n")
    return before if before and last == url else details


def without_links(details: str) -> str:
    """The details without lines that are but a link to a message; as they are if nothing is left."""
    lines = details.splitlines()
    kept = [line for line in lines if not _LINK.fullmatch(line)]
    return "\n".join(kept).strip() if kept and len(kept) < len(lines) else details
