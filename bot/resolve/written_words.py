"""A text as Slack sends it → its words and where they stand. Nothing here knows what they mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<markup><[^<>\n]+>|:[a-z0-9_+'-]+:(?![\w:]))"
    # A colon between two letters parts them: people write "acme:send".
    r"|(?:&(?:amp|lt|gt);|[^\s<>:\uff1a\u2014\u2026\x02\x03]|(?<![^\W\d_]):|:(?![^\W\d_]))+"
)
_ENTITY_AT_END = re.compile(r"&(?:amp|lt|gt);\Z")
_DASHES = re.compile(r"[-\u2010-\u2015|/]+")
_OPTION = re.compile(r"--[a-z]")
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_KEPT = set("@#%&/\\-")
_LOOSE = set("*_~`\u00b4")
_SMART = str.maketrans("\u2018\u2019\u201b\u02bc", "''''")


@dataclass(frozen=True)
class Word:
    """A word without the punctuation around it, or a mention, a link or an emoji."""

    start: int
    end: int
    folded: str
    """In lower case, with straight apostrophes; of mark-up, as it stands."""
    gap: str
    """What stands between the word before and this one: spaces, punctuation."""
    is_markup: bool = False


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(words.split())


def words_of(text: str, most: int) -> list[Word]:
    """The words in the text's first `most` characters; one that is cut there is left out."""
    found: list[Word] = []
    before = 0
    for match in _TOKEN.finditer(text, 0, most):
        start, end = match.span()
        if end == most < len(text) and not text[most].isspace():
            break
        is_markup = match["markup"] is not None
        if not is_markup:
            start, end = _core(text, start, end)
        if start < end:
            written = text[start:end]
            folded = written if is_markup else written.casefold().translate(_SMART)
            found.append(Word(start, end, folded, text[before:start], is_markup))
            before = end
    return found


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_edge(text[start]):
        start += 1
    if _OPTION.match(text, start, end):
        start += 2
    last = end
    while start < end and _is_edge(text[end - 1]) and not _ENTITY_AT_END.search(text, start, end):
        end -= 1
    if _DASHES.fullmatch(text, start, end):
        return end, end
    # The last dot of "5.1." is a part of the date.
    if end < last and text[end] == "." and _DOTTED.fullmatch(text, start, end):
        end += 1
    return start, end


def _is_edge(character: str) -> bool:
    if character in _LOOSE:
        return True
    category = unicodedata.category(character)
    return category == "Cf" or (category in {"Ps", "Pe", "Pi", "Pf", "Po"} and character not in _KEPT)
