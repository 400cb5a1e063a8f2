"""Who at the ends of a command is to do its task: a mention, or "me", that is no part of a sentence."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from bot.resolve.everyday_words import (
    FOR_SOMEBODY,
    GOES_ON_ABOUT,
    NOT_SAYING,
    TO_DO,
    TO_DO_OR_NAME,
    WITH_WHOM,
)
from bot.resolve.peeling import Piece, Window, is_separator
from bot.resolve.written_words import Word, listed

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_MARKERS = (("assigned", "to"), ("assign", "to"), ("assign",), ("assignee",), ("owner",), ("for",))
_ASKER = listed("me myself")
_ASKER_MENTIONED = "@me"
_APOSTROPHES = ("'", "\u2019", "\u02bc")
_PLAIN_OR_COLON = re.compile(r"[^\S\n]*:?[^\S\n]*")
_AND = listed("and or &amp; & + /")
_TOGETHER = listed("and or &amp; & + / cc")


@dataclass(frozen=True)
class SaidPerson:
    """Somebody to whom the task goes."""

    user: str
    """Slack user id."""
    piece: Piece


def person_at_start(window: Window, asker: str) -> SaidPerson | None:
    """Whom the words begin with, if it is for them."""
    place = window.first + _marker_from(window, window.first)
    word = window.at(place)
    user = who(word, asker)
    if word is None or not user:
        return None
    after, is_marked = window.at(place + 1), place > window.first
    if after is not None and after.folded in _AND and who(window.at(place + 2), ""):
        return None
    found = SaidPerson(user, Piece(window.first, place + 1, is_at_start=True))
    if after is None:
        return found if is_marked or word.folded not in _ASKER else None
    if who(after, ""):
        return None
    if is_marked or is_separator(after.gap):
        return found
    return None if word.folded in _ASKER or goes_on(after) else found


def person_at_end(window: Window, asker: str, *, after_days: Container[int]) -> SaidPerson | None:
    """Whom the words end with, if it is for them.

    Args:
        after_days: the places after phrases that name days: "Friday me".
    """
    place = window.last - 1
    word = window.at(place)
    user = who(word, asker)
    if word is None or not user:
        return None
    first = place - _marker_before(window, place)
    before = window.at(first - 1)
    found = SaidPerson(user, Piece(first, place + 1, is_at_start=False))
    if before is None:
        return found if first < place or word.folded not in _ASKER else None
    is_apart = is_separator(window.words[first].gap)
    if first < place:
        is_theirs = window.words[first].folded == "for" and before.folded in FOR_SOMEBODY and not is_apart
        return None if is_theirs else found
    if word.folded in _ASKER and not (is_apart or place in after_days):
        return None
    if who(before, "") or before.folded in _TOGETHER:
        return None
    is_part = before.folded in WITH_WHOM and _PLAIN_OR_COLON.fullmatch(word.gap)
    return None if is_part else found


def asks_others(window: Window, user: str) -> bool:
    """Whether somebody else is asked for something, too: "@ben call them; @chloe: send quote"."""
    for place in range(window.first, window.last):
        other, before, after = who(window.words[place], ""), window.at(place - 1), window.at(place + 1)
        if other in ("", user) or after is None:
            continue
        is_apart = before is None or is_separator(window.words[place].gap)
        is_addressed = ":" in after.gap or after.folded in TO_DO | TO_DO_OR_NAME
        if is_addressed and (is_apart or (before and before.folded not in WITH_WHOM)):
            return True
    return False


def who(word: Word | None, asker: str) -> str:
    """The user who is mentioned, or who writes; empty where it is neither."""
    if word is None:
        return ""
    if mention := _MENTION.fullmatch(word.folded):
        return mention[1]
    return asker if word.folded in _ASKER or word.folded == _ASKER_MENTIONED else ""


def _marker_from(window: Window, first: int) -> int:
    return next((len(marker) for marker in _MARKERS if _is_at(window, first, marker)), 0)


def _marker_before(window: Window, place: int) -> int:
    return next((len(marker) for marker in _MARKERS if _is_at(window, place - len(marker), marker)), 0)


def _is_at(window: Window, first: int, marker: tuple[str, ...]) -> bool:
    last = first + len(marker)
    if first < window.first or last >= window.last:
        return False
    joined = all(_PLAIN_OR_COLON.fullmatch(window.words[place].gap) for place in range(first + 1, last + 1))
    return joined and tuple(word.folded for word in window.words[first:last]) == marker


def goes_on(after: Word) -> bool:
    """Whether the word makes who stands before it the subject of a sentence: "Ben wants", "Ben's"."""
    if after.folded == "s" and after.gap.startswith(_APOSTROPHES):
        return True
    if after.folded in NOT_SAYING:
        return False
    says = after.folded.endswith("ed") or (after.folded.endswith("s") and not after.folded.endswith("ss"))
    return says or after.folded in GOES_ON_ABOUT
