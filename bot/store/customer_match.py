"""How well a customer fits what somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from bot.customer import Customer
from bot.store.customer_terms import SPELT_MIN, WORD_MAX, WORDS_MAX, address_words, literal, words
from bot.store.folding import domain_of, fold, tokens

TWO_TYPOS_FROM = 5
"""Fewest characters of a word that may hold two typos; in a shorter one they leave too little."""

_TOO_MANY = 1000


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

    @classmethod
    def of(cls, text: str) -> Typed:
        """The forms of a text; all empty where there is nothing to compare."""
        raw = literal(text)
        if "/" in raw:
            raw = domain_of(raw) or raw
        is_address = " " not in raw and domain_of(raw) != ""
        found = address_words(raw) if is_address else tokens(text)
        return cls(raw, fold(text), tuple(word[:WORD_MAX] for word in dict.fromkeys(found[:WORDS_MAX])))

    def fit(self, customer: Customer) -> tuple[Fit, int] | None:
        """How well the customer fits; None if it does not.

        The number tells equals apart, the best first: words that are not typed to their end, or typos.
        """
        names = (fold(customer.name), fold(customer.company))
        literals = (
            literal(customer.email),
            literal(customer.external_id),
            domain_of(customer.email),
            domain_of(customer.website_url),
            customer.uuid,
        )
        if (self.folded and self.folded in names) or self.raw in literals:
            return Fit.EXACT, 0
        if self.folded and any(name.startswith(self.folded) for name in names):
            return Fit.BEGINNING, 0 if any(name.startswith(f"{self.folded} ") for name in names) else 1
        if any(value.startswith(self.raw) for value in literals):
            return Fit.BEGINNING, 1
        known = words(customer)
        if self.words and all(_begins_one(word, known) for word in self.words):
            return Fit.WORDS, sum(word not in known for word in self.words)
        typos = min((self._typos_in_words(known), *(self._typos_in_all(name) for name in names)))
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

    def _typos_in_all(self, name: str) -> int:
        """How many typos lie between all that was typed and a name, spaces counted."""
        if len(self.folded) < SPELT_MIN or not name:
            return _TOO_MANY
        return typos_between(self.folded, name) if abs(len(self.folded) - len(name)) <= 2 else _TOO_MANY


def _begins_one(word: str, known: set[str]) -> bool:
    return word in known or any(other.startswith(word) for other in known)


def typos_allowed(word: str) -> int:
    """How many typos a word may hold and still be recognised."""
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
