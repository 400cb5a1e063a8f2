"""What is taken from both ends of a text, and what is left of it. Nothing here knows what the words mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.resolve.written_words import Word, listed


@dataclass(frozen=True)
class Piece:
    """Words at one end of what was left."""

    first: int
    """The place of the first one."""
    last: int
    """The place after the last one."""
    is_at_start: bool


@dataclass(frozen=True)
class Window:
    """The words of a text that have not been understood yet, from `first` to before `last`."""

    text: str
    words: Sequence[Word]
    first: int
    last: int

    def __len__(self) -> int:
        return max(0, self.last - self.first)

    def without(self, piece: Piece) -> Window:
        """What is left when the piece has been understood."""
        if piece.is_at_start:
            return replace(self, first=piece.last)
        return replace(self, last=piece.first)

    def has_apart(self, piece: Piece) -> bool:
        """Whether the piece is written apart from the words beside it: "<@U1>2" reads as one."""
        is_apart_before = piece.first == 0 or _parts(self.words[piece.first].gap)
        return is_apart_before and (piece.last == len(self.words) or _parts(self.words[piece.last].gap))

    def at(self, place: int) -> Word | None:
        """The word at this place, if it is one of these."""
        return self.words[place] if self.first <= place < self.last else None

    def gap_before(self, place: int) -> str:
        """What stands before the word at this place; at the end of the text, what stands there."""
        if place < len(self.words):
            return self.words[place].gap
        return self.text[self.words[-1].end :] if self.words else self.text

    def written(self, first: int, last: int) -> str:
        """The words from this place to before that one, and what stands between them."""
        return self.text[self.words[first].start : self.words[last - 1].end] if first < last else ""


def _parts(gap: str) -> bool:
    """Whether there is more than marks and characters that do not show in plain text."""
    return any(
        character.isspace() or not (character in _MARKS or unicodedata.category(character).startswith("C"))
        for character in gap
    )


_MARKS = "*_~`"
_SEPARATOR = re.compile(r"[:,;\uff1a\u2013\u2014|\n()\[\]]|(?:^|\s)[-/]+(?:\s|$)")


def is_separator(gap: str) -> bool:
    """Whether punctuation or a new line parts what stands before from what stands after."""
    return _SEPARATOR.search(gap) is not None


_SEAM = " \t\r\n\u00a0\u200e\u200f,;:-\u2010\u2011\u2012\u2013\u2014\u2015|/\uff1a"
_PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "\u201c": "\u201d", "\u2018": "\u2019", "*": "*"}
_PAIRS |= {"_": "_", "~": "~", "`": "`", "\u201e": "\u201c", "\u00ab": "\u00bb", "\uff08": "\uff09"}
_BRACKETS = {opens: closes for opens, closes in _PAIRS.items() if opens != closes}
_CLOSING = {closes: opens for opens, closes in _BRACKETS.items()}
_COLON = re.compile(r"\A[.!?\s]*[:\uff1a]")
_ARROW = re.compile(r"-*(?:&gt;)+")
_SAYING = listed("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Sm Sc Sk So Cn Co")
_SYMBOLS = set("#@%&\\")


def _says(text: str) -> bool:
    """Whether the text is more than punctuation: letters, digits, emoji, symbols, what is not known yet."""
    return any(
        character in _SYMBOLS or (unicodedata.category(character) in _SAYING and character not in "~`|")
        for character in text
    )


def left_of(text: str, words: Sequence[Word], pieces: Iterable[Piece]) -> str:
    """The text without these pieces, and without the punctuation that stood at their seams.

    What ends the text as a question or an exclamation goes on doing so; all else stays to the letter.
    """
    left, end = "", 0
    for start, stop in _cuts(text, words, pieces):
        kept = text[end:start]
        left = _joined(left, kept if _says(kept) else "")
        end = stop
    rest = text[end:]
    if end and not _says(rest):
        return left.rstrip() + "".join(mark for mark in rest if mark in "!?") if left else ""
    return _joined(left, rest) if end else rest


def _joined(left: str, more: str) -> str:
    if left and more:
        between = "" if more.lstrip()[:1] in set(".,;!?)") else " "
        return f"{left.rstrip()}{between}{more.lstrip()}"
    return left or more


def _cuts(text: str, words: Sequence[Word], pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for piece in sorted(pieces, key=lambda piece: piece.first):
        first, last = _with_arrows(words, piece)
        if runs and runs[-1][1] >= first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return [_widened(text, words, *run) for run in runs]


def is_arrow(word: Word) -> bool:
    """Whether it only points to what comes after: "-> @anna"."""
    return _ARROW.fullmatch(word.folded) is not None


def _with_arrows(words: Sequence[Word], piece: Piece) -> tuple[int, int]:
    first, last = piece.first, piece.last
    while first and is_arrow(words[first - 1]):
        first -= 1
    while last < len(words) and is_arrow(words[last]):
        last += 1
    return first, last


def _widened(text: str, words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """Where these words are cut out, with the brackets and quotation marks around them and their seams."""
    lowest = words[first - 1].end if first else 0
    highest = words[last].start if last < len(words) else len(text)
    # What begins a line after the cut is a part of it: the dash of a list.
    highest = text.rfind("\n", words[last - 1].end, highest) + 1 or highest
    start, end = words[first].start, words[last - 1].end
    while True:
        start = lowest + len(text[lowest:start].rstrip(_SEAM))
        end = highest - len(_COLON.sub("", text[end:highest]).lstrip(_SEAM))
        opens, closes = text[start - 1] if start > lowest else "", text[end] if end < highest else ""
        if opens and _PAIRS.get(opens) == closes:
            start, end = start - 1, end + 1
        elif opens in _BRACKETS and _is_open(text[start:end], _BRACKETS[opens], opens):
            start -= 1
        elif closes in _CLOSING and _is_open(text[start:end], _CLOSING[closes], closes):
            end += 1
        else:
            return start, end


def _is_open(inside: str, one: str, other: str) -> bool:
    """Whether one half of a pair stands in a text without the other."""
    return inside.count(one) > inside.count(other)
