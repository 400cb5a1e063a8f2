"""A message as its sentences, each on one line of plain words, so that patterns can be looked for in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.resolve.written_words import Word, words_of

READ_MAX = 4_000
"""Most characters of a message that are looked through."""

SENTENCE_MAX = 60
"""Most words of a sentence; a longer one goes on as another."""

_ENDS = re.compile("[.!?;\n\x1e\u2022]")
_PAUSES = re.compile(r"[,()\u2014\u2026]")
_SIGN = re.compile(r"[^\w\s<>&@]+")
_MENTION = re.compile(r"<[@!]([^<>|]+)(?:\|[^<>]*)?>")
_BORDERS = {"and", "but", "so", ",", ":"}
_JOINTS = {"and", "or", "&amp;", "+", "/", ","}


@dataclass(frozen=True)
class _Token:
    flat: str
    start: int
    end: int
    who: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A sentence of a message."""

    tokens: Sequence[_Token]

    @cached_property
    def flat(self) -> str:
        """In lower case, the words parted by single spaces.

        Those who are mentioned side by side are one word, `<0>` if it is the first one. Commas, brackets,
        dashes and ellipses are the word `,`, colons `:`, links `link`. Emoji are left out.
        """
        return " ".join(f"<{n}>" if token.who else token.flat for n, token in enumerate(self.tokens))

    def mentioned(self, number: int) -> tuple[str, ...]:
        """The ids of the users and groups whom the word `<number>` stands for."""
        return self.tokens[number].who

    def clause(self, start: int, end: int) -> str:
        """The part of `flat` between commas, "and", "but" or "so" in which this place of the message is.

        Empty where the place is in another sentence.
        """
        inside = [n for n, token in enumerate(self.tokens) if start <= token.start and token.end <= end]
        if not inside:
            return ""
        borders = [n for n, token in enumerate(self.tokens) if token.flat in _BORDERS and n not in inside]
        first = max((n + 1 for n in borders if n < inside[0]), default=0)
        last = min((n for n in borders if n > inside[0]), default=len(self.tokens))
        return " ".join(self.flat.split(" ")[first:last])

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the message the words stand that stand there in `flat`."""
        first = self.flat.count(" ", 0, start)
        last = first + self.flat[start:end].strip().count(" ")
        return self.tokens[first].start, self.tokens[last].end


def sentences(text: str) -> list[Sentence]:
    """The sentences of a message.

    Args:
        text: in the notation of a message, of any length.
    """
    parts: list[list[Word]] = [[]]
    for word in words_of(text, READ_MAX):
        if _ENDS.search(word.gap) or len(parts[-1]) == SENTENCE_MAX:
            parts.append([])
        parts[-1].append(word)
    return [Sentence(_together(part)) for part in parts]


def _together(words: Sequence[Word]) -> list[_Token]:
    """The tokens, those side by side as one who are mentioned."""
    tokens: list[_Token] = []
    for token in (token for word in words for token in _read(word)):
        beside = tokens[-2:] if tokens and tokens[-1].flat in _JOINTS else tokens[-1:]
        if token.who and beside and beside[0].who:
            tokens[-len(beside) :] = [replace(beside[0], end=token.end, who=beside[0].who + token.who)]
        elif tokens or token.flat not in {",", ":"}:
            tokens.append(token)
    return tokens


def _read(word: Word) -> Iterator[_Token]:
    mention = _MENTION.fullmatch(word.folded) if word.is_markup else None
    is_pause = _PAUSES.search(word.gap) or _SIGN.fullmatch(word.folded)
    if is_pause or ":" in word.gap:
        yield _Token("," if is_pause else ":", word.start, word.start)
    if mention:
        yield _Token("", word.start, word.end, (mention[1],))
    elif word.is_markup and word.folded.startswith("<"):
        yield _Token("link", word.start, word.end)
    elif not word.is_markup and not _SIGN.fullmatch(word.folded):
        yield _Token(word.folded, word.start, word.end)
