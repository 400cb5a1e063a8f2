"""A message in Slack's mrkdwn, with what a task's few words can do without and a record of it cannot."""

from __future__ import annotations

import re

from bot.slack.text.notation import PART, unframed

_LABELLED = re.compile(r"<(https?://[^<>|\n]+)\|([^<>\n]+)>")
_QUOTED = re.compile(rf"(^|{PART})([ \t]*(?:&gt;|>))", re.MULTILINE)
_FENCE = "```"


def in_full(mrkdwn: str) -> str:
    """The same, so that its plain text has the address of each link, and marks what is quoted."""
    parts = mrkdwn.split(_FENCE)
    # In a block of code nothing is a quote.
    parts[::2] = [_QUOTED.sub(r"\1&gt; \2", part) for part in parts[::2]]
    return _LABELLED.sub(_with_address, _FENCE.join(parts))


def _with_address(link: re.Match[str]) -> str:
    address, label = link[1], unframed(link[2])
    is_the_same = _bare(label) == _bare(address)
    return link[0] if is_the_same else f"{link[0]} ({address})"


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address.strip()).rstrip("/")
