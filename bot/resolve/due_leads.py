"""The words that lead to a due date: "due by", "no later than", "on"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.resolve.written_words import Word

STRONG = {"due", "by", "until", "till", "til", "before", "deadline", "latest", "later"}
"""Words of the leads that lead to nothing else; "on" and "for" may lead to anything."""

_LEADS = {
    ("no", "later", "than"),
    ("not", "later", "than"),
    ("on", "or", "before"),
    ("due", "date", "is"),
    ("deadline", "is"),
    ("due", "date"),
    *((word,) for word in STRONG - {"later"}),
    ("on",),
    ("for",),
}
_LONGEST = max(map(len, _LEADS))
_TAILS = [
    *(("at", "the", "latest"), ("the", "latest"), ("latest",)),
    *(("if", "possible"), ("if", "you", "can"), ("ideally",)),
]
_NAMES = {"due", "deadline", "date", "is", "by"}
"""After these, a colon may stand."""

_SPACE = re.compile(r"[^\S\n]*")
_COLON = re.compile(r"[^\S\n]*:?[^\S\n]*")


def is_joined(word: Word) -> bool:
    """Whether nothing but spaces stands before the word in its line."""
    return _SPACE.fullmatch(word.gap) is not None


def lead_before(words: Sequence[Word], place: int) -> int:
    """Where the lead to the word at this place begins; the same place where there is none."""
    first = place
    while length := _length_before(words, first):
        first -= length
    return first


def _length_before(words: Sequence[Word], place: int) -> int:
    for length in range(min(_LONGEST, place), 0, -1):
        run = words[place - length : place]
        if tuple(word.folded for word in run) in _LEADS and all(map(is_joined, run[1:])):
            gap = _COLON if run[-1].folded in _NAMES else _SPACE
            return length if gap.fullmatch(words[place].gap) else 0
    return 0


def tail_from(words: Sequence[Word], place: int) -> int:
    """How many words from this place on say that something is due then: "at the latest", "if possible"."""
    for tail in _TAILS:
        run = words[place : place + len(tail)]
        if tuple(word.folded for word in run) == tail and all(map(is_joined, run)):
            return len(tail)
    return 0
