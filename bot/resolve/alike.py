"""Whether two tasks of one customer are nearly the same, by their words."""

from __future__ import annotations

import unicodedata

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.slack.message_link import without_links

ALIKE = 86.0
"""From here on, of 100, two texts are nearly the same (`rapidfuzz.fuzz.token_sort_ratio`)."""

MISTYPED_MIN = 4
"""Fewest characters of a word that may be another one mistyped: `car` and `cat` are two things."""

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_APOSTROPHES = str.maketrans("", "", "'\u2019")
_FILLING = {
    *("a", "an", "the", "this", "that", "it", "is", "be", "will", "should", "need", "needs"),
    *("to", "for", "of", "on", "in", "at", "with", "about", "re", "and", "please", "pls", "can", "could"),
    *("i", "you", "we", "our", "us", "me", "my", "your", "them", "their"),
}


def likeness(one: str, other: str) -> float:
    """How much the texts are alike, of 100; 0 where they are not nearly the same."""
    left, right = _words(one), _words(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0.0
    alike = fuzz.token_sort_ratio(" ".join(left), " ".join(right))
    if alike < ALIKE or _replaced(left, right):
        return 0.0
    return float(alike)


def _replaced(left: list[str], right: list[str]) -> bool:
    """Whether each text has a word of its own: one may have a word more, but none in another's place."""
    return _has_its_own(left, right) and _has_its_own(right, left)


def _has_its_own(words: list[str], others: list[str]) -> bool:
    return any(not any(_is_word(word, other) for other in others) for word in words)


def _is_word(word: str, other: str) -> bool:
    """Whether they are one word, but for one slip that is not in its first letter."""
    if word == other:
        return True
    is_long = min(len(word), len(other)) >= MISTYPED_MIN
    return is_long and word[0] == other[0] and OSA.distance(word, other, score_cutoff=1) <= 1


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", without_links(text)).casefold().translate(_APOSTROPHES)
    words: list[str] = _WORD.findall(folded)
    return [word for word in words if word not in _FILLING] or words


def _numbers(words: list[str]) -> list[str]:
    """What has a digit: a quarter, a year, an invoice. One digit makes another task of it."""
    return sorted({word for word in words if any(map(str.isdigit, word))})
