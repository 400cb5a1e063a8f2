"""Finds the known words that a mistyped one may stand for.

Typos leave a part of a word as it was: one typo its first or its second half, two typos its first third, its
middle or its last third. So a few look-ups in an index find all candidates, and only those are compared.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection

from bot.directory.match import TWO_TYPOS_FROM, typo_at_beginning, typos_allowed
from bot.directory.statements import (
    BETWEEN_WORDS,
    JOINED_NAMES,
    KNOWN,
    ONE_TYPO,
    ONE_TYPO_UNFINISHED,
    TWO_TYPOS,
    between,
)
from bot.directory.terms import JOINED, SPELT_MIN, middle_of

ALIKE = 50
"""Most words that a mistyped one is taken for."""

TWO_WORDS_MIN = 2 * SPELT_MIN
"""Fewest characters of what may be two words written as one, with a typo."""


def alike(connection: Connection, word: str, *, unfinished: bool) -> list[str]:
    """The known words that this one may stand for, the nearest first; not the word itself.

    Args:
        unfinished: whether more letters may follow.
    """
    return one_typo_off(connection, word, unfinished=unfinished) or two_typos_off(connection, word)


def one_typo_off(connection: Connection, word: str, *, unfinished: bool) -> list[str]:
    """Those of `alike` that are one typo away, or, where more letters may follow, begin so."""
    return _one_typo_off(connection, word, unfinished=unfinished)[:ALIKE] if typos_allowed(word) else []


def two_typos_off(connection: Connection, word: str) -> list[str]:
    """Those that are up to two typos away."""
    return _two_typos_off(connection, word)[:ALIKE] if typos_allowed(word) > 1 else []


def joined_alike(connection: Connection, together: str) -> list[int]:
    """The numbers of customers with a name that begins like this, but for a typo after the first third."""
    start = JOINED + together[: max(SPELT_MIN, len(together) // 3)]
    half, late = len(together) // 2, len(together) * 3 // 4
    # Wherever the typo is, it leaves the beginning as it was, or the end, or both.
    left = {
        "begun": f"{JOINED}{together[:late]}%",
        "around": f"{JOINED}{together[:half]}%{together[late + 1 :]}%",
        "ended": f"%{together[half + 1 :]}%",
    }
    rows = connection.execute(JOINED_NAMES, between("start", start) | left).all()
    near = (number for number, key in rows if typo_at_beginning(together, key.removeprefix(JOINED)))
    return list(dict.fromkeys(near))[:ALIKE]


def split_before_known(connection: Connection, together: str) -> list[tuple[str, str]]:
    """Where this may be two words, of which the second is known; the longest ones first."""
    starts = range(SPELT_MIN, len(together) - SPELT_MIN + 1)
    ends = {together[start:]: start for start in starts}
    known = connection.scalars(KNOWN, {"words": list(ends), "lengths": list(map(len, ends))}).all()
    return [(together[: ends[end]], end) for end in sorted(known, key=len, reverse=True)]


def _one_typo_off(connection: Connection, word: str, *, unfinished: bool) -> list[str]:
    length = len(word)
    half = max(2, length // 2)
    looked_up = {
        **between("start", word[:half]),
        **between("end", word[::-1][: max(2, length - half)]),
        # Two letters swapped where the halves meet change both.
        "swapped": [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(length - 1)],
        "lengths": [length, length - 1, length + 1],
    }
    if not unfinished or length < TWO_TYPOS_FROM:
        return _nearest(word, _found(connection, ONE_TYPO, looked_up), 1)
    looked_up["longer"] = list(range(length + 2, length + 10))
    found = _found(connection, ONE_TYPO_UNFINISHED, looked_up)
    near = _nearest(word, [other for other in found if len(other) < length + 2], 1)
    return near + [
        other
        for other in found
        if len(other) >= length + 2 and OSA.distance(word, other[:length], score_cutoff=1) <= 1
    ]


def _two_typos_off(connection: Connection, word: str) -> list[str]:
    length, third = len(word), max(2, len(word) // 3)
    centres = range(max(1, length // 2 - 2), min(length - 1, length // 2 + 3))
    looked_up = {
        **between("start", word[:third]),
        **between("end", word[::-1][:third]),
        "middles": [middle_of(word, at) for at in centres],
        "lengths": [length, length - 1, length + 1, length - 2, length + 2],
    }
    return _nearest(word, _found(connection, TWO_TYPOS, looked_up), 2)


def _found(connection: Connection, statement: Any, looked_up: dict[str, Any]) -> list[str]:
    found: str | None = connection.scalar(statement, looked_up)
    return list(dict.fromkeys(found.split(BETWEEN_WORDS))) if found else []


def _nearest(word: str, candidates: Collection[str], typos: int) -> list[str]:
    near = process.extract(
        word, candidates, scorer=OSA.distance, processor=None, score_cutoff=typos, limit=ALIKE + 1
    )
    return [str(found) for found, distance, _ in near if distance]
