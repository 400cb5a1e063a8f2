"""How well a customer fits what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from rapidfuzz.distance import OSA

from bot.directory.folding import AND, domain_of, joined, tokens, without_ands
from bot.directory.legal_forms import core
from bot.directory.terms import (
    JOINED_MIN,
    SPELT_MIN,
    WORD_MAX,
    WORDS_MAX,
    Terms,
    address_words,
    domains_above,
    literal,
)

TWO_TYPOS_FROM = 5
"""Fewest characters of a word that may hold two typos; in a shorter one they leave too little."""

_TOO_MANY = 1000

# A character is a whole word or half of one, so that one wrong makes it another word sooner.
_DENSE = re.compile("[\u3041-\u3096\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DENSE_MIN = 5


class Fit(IntEnum):
    """The best first."""

    EXACT = 0
    BEGINNING = 1
    WORDS = 2
    MISTYPED = 3


@dataclass(frozen=True)
class Typed:
    """What somebody typed, in the forms in which it is compared."""

    raw: str
    """As an address or an id: each character counts."""
    folded: str
    words: tuple[str, ...]
    joined: tuple[str, ...]
    """Without spaces; a second time if an "and" can be left out."""
    long_joined: tuple[str, ...]
    """Those long enough to be the beginning of more."""
    says_and: bool
    """Whether an "and" was typed."""
    core: str
    """Without legal forms."""
    singular: str
    """Without the s of "Acme's"; empty where there is none."""
    domains: tuple[str, ...]
    """Of an address: its domain, and those above as far as somebody owns them."""

    @classmethod
    def of(cls, text: str) -> Self:
        """The forms of a text; all empty where there is nothing to compare."""
        raw = literal(text)
        site = domain_of(raw) if "." in raw and " " not in raw else ""
        if site and (raw.startswith(("www.", "@")) or "/" in raw):
            raw = site
        all_words = tokens(text)
        together = () if site and "@" in raw else tuple(each for each in joined(all_words) if each)
        named = without_ands(all_words)
        folded = " ".join(named)
        found = address_words(raw) if site else named
        return cls(
            raw=raw,
            folded=folded,
            words=tuple(word[:WORD_MAX] for word in dict.fromkeys(found[:WORDS_MAX])),
            joined=together,
            long_joined=tuple(each for each in together if len(each) >= JOINED_MIN),
            says_and=named != all_words or AND in all_words,
            core=" ".join(core(named)),
            singular=folded[:-1] if folded.endswith("s") and not site else "",
            domains=tuple(domains_above(site)) if site else (),
        )

    def fit(self, terms: Terms, *, without_spaces: bool = False) -> tuple[Fit, int] | None:
        """How well a customer fits; None if it does not.

        The number tells equals apart, the best first: spacing and legal forms, words that are not typed to
        their end, or typos.

        Args:
            without_spaces: whether several words may have been typed as one, and with a typo.
        """
        compact = [name.replace(" ", "") for name in terms.names]
        return (
            self._fits_whole(terms, compact)
            or self._fits_beginning(terms, compact)
            or self._fits_words_or_mistyped(terms, compact, without_spaces=without_spaces)
        )

    def _fits_whole(self, terms: Terms, compact: list[str]) -> tuple[Fit, int] | None:
        if self.raw in (terms.external_id, terms.uuid) or ("@" in self.raw and self.raw == terms.email):
            return Fit.EXACT, 0
        if "." in self.raw and self.raw in terms.domains:
            return Fit.EXACT, 0
        if self.folded and self.folded in terms.names:
            return Fit.EXACT, 0 if self.raw in map(literal, terms.texts) else 1
        for each in self.joined:
            if each in compact or (self.says_and and each in terms.whole_joined()):
                return Fit.EXACT, 2
        return None

    def _fits_beginning(self, terms: Terms, compact: list[str]) -> tuple[Fit, int] | None:
        if self.folded:
            begun, whole = False, f"{self.folded} "
            for name in terms.names:
                if name.startswith(whole):
                    return Fit.BEGINNING, 0
                begun = begun or name.startswith(self.folded)
            if begun:
                return Fit.BEGINNING, 1
        if any(
            value.startswith(self.raw)
            for value in (terms.email, terms.external_id, terms.uuid, *terms.domains)
        ):
            return Fit.BEGINNING, 1
        if (self.singular and self.singular in terms.names) or (
            self.core != self.folded
            and any(self.core in name for name in terms.names)
            and self.core in terms.cores()
        ):
            return Fit.BEGINNING, 0
        for each in self.long_joined:
            if any(name.startswith(each) for name in compact):
                return Fit.BEGINNING, 2
        return None

    def _fits_words_or_mistyped(
        self, terms: Terms, compact: list[str], *, without_spaces: bool
    ) -> tuple[Fit, int] | None:
        known = terms.words()
        if self.words and all(_begins_one(word, known) for word in self.words):
            return Fit.WORDS, sum(word not in known for word in self.words)
        for each in self.long_joined:
            within = self.says_and or any(each in name for name in compact)
            if within and (_begins_one(each, terms.joined()) or _begins_one(each, known)):
                return Fit.WORDS, 1
        typos = min(self._typos_in_words(known), self._typos_in_whole(compact))
        if without_spaces and typos == _TOO_MANY:
            typos = self._typos_in_beginning([*compact, *terms.joined()])
        return (Fit.MISTYPED, typos) if typos < _TOO_MANY else None

    def _typos_in_words(self, known: set[str]) -> int:
        """How many typos lie between the words typed and the customer's."""
        total = 0
        for word in self.words:
            if not _begins_one(word, known):
                allowed = typos_allowed(word)
                nearest = min((typos_between(word, other) for other in known), default=_TOO_MANY)
                if nearest > allowed:
                    return _TOO_MANY
                total += nearest
        return total if self.words else _TOO_MANY

    def _typos_in_whole(self, names: list[str]) -> int:
        """How many typos lie between all that was typed and a name, spaces left out."""
        least = _TOO_MANY
        for each in self.long_joined:
            allowed = typos_allowed(each)
            for name in names:
                if abs(len(each) - len(name)) <= allowed:
                    typos = typos_between(each, name)
                    least = min(least, typos if typos <= allowed else _TOO_MANY)
        return least

    def _typos_in_beginning(self, names: list[str]) -> int:
        """One, if a name or the end of one begins like all that was typed but for a typo, spaces left out."""
        if any(typo_at_beginning(each, name) for each in self.long_joined for name in names):
            return 1
        return _TOO_MANY


def _begins_one(word: str, known: Collection[str]) -> bool:
    return word in known or any(other.startswith(word) for other in known)


def typos_allowed(word: str) -> int:
    """How many typos a word may hold and still be recognised."""
    if _DENSE.search(word):
        return 1 if len(word) >= _DENSE_MIN else 0
    if len(word) < SPELT_MIN:
        return 0
    return 1 if len(word) < TWO_TYPOS_FROM else 2


def typos_between(word: str, other: str) -> int:
    """Letters left out, added, replaced or swapped; of a word not typed to its end, at its beginning."""
    whole = int(OSA.distance(word, other, score_cutoff=2))
    if whole < 2 or len(other) <= len(word) or len(word) < TWO_TYPOS_FROM:
        return whole if whole <= 2 else _TOO_MANY
    beginning = int(OSA.distance(word, other[: len(word)], score_cutoff=1))
    return min(whole, max(1, beginning)) if beginning <= 1 or whole <= 2 else _TOO_MANY


def typo_at_beginning(typed: str, name: str) -> bool:
    """Whether a name without spaces begins like this, but for a typo."""
    if len(typed) < TWO_TYPOS_FROM or not typos_allowed(typed) or len(name) < len(typed) - 1:
        return False
    beginnings = (name[: len(typed) + more] for more in (0, 1, -1))
    return any(OSA.distance(typed, beginning, score_cutoff=1) <= 1 for beginning in beginnings)
