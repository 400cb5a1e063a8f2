"""What a card or a row says of changes that are not certain yet."""

from __future__ import annotations

from collections.abc import Sequence

from bot.changes.change import Change, Kind

_WORDS = {
    Kind.COMPLETE: "completing",
    Kind.REOPEN: "reopening",
    Kind.SNOOZE: "snoozing",
    Kind.TAKE: "giving it to somebody else",
    Kind.EDIT: "changing",
    Kind.DELETE: "deleting",
}


def under_way_words(changes: Sequence[Change]) -> list[str]:
    """Each of them once, in their order."""
    return list(dict.fromkeys(_WORDS[change.kind] for change in changes))
