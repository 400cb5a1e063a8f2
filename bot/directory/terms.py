"""What a customer can be found by: whole keys, and single words in the forms that find them misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self

from sqlalchemy import Row

from bot.chartmogul.customer import Customer
from bot.directory.addresses import normal_address
from bot.directory.folding import (
    AND,
    apart,
    domain_of,
    joined,
    symbols,
    tokens,
    visible,
    without_ands,
    words_of,
    written_together,
)
from bot.directory.legal_forms import core, without_form

TERMS = 2
"""Goes up whenever customers are to be found by other terms than those that are stored."""

KEY_MAX = 250
"""Most characters of a key; what is longer is found by its beginning."""

WORD_MAX = 40
"""Most characters of a word; no misspelling is looked for in longer ones."""

WORDS_MAX = 40
"""Most words of one customer, and most places within them at which one can begin to type."""

SPELT_MIN = 3
"""Fewest characters of a word that is looked for misspelt."""

JOINED_MIN = 3
"""Fewest characters that may be the beginning of several words written together."""

JOINED = "="
"""Begins the keys of names without spaces; no other key begins so."""

# Labels in the middle of domains that say nothing of whose they are (`acme.co.uk`).
_REGISTRIES = {"ac", "co", "com", "edu", "gov", "net", "org"}

# Letters of scripts without spaces, and syllables of Hangul, whose words are often written together: one can
# begin to type at each of them, and at a letter of another script after one.
_NO_SPACES = (
    "\u0e01-\u0e2e\u0e40-\u0e44\u0e81-\u0eae\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3\u3041-\u3096"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WITHIN = re.compile(f"[{_NO_SPACES}]|[\u1100-\u1112](?=[\u1161-\u1175])|(?<=[^\\x00-\\x7f])[a-z0-9]")
_ONE_SCRIPT = re.compile("[\u3041-\u3096\u30fc]+|[\u3400-\u9fff]+|[a-z0-9]+")
_PICTURES = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff]+")


class Kind(IntEnum):
    """What a key is."""

    NAME = 1
    COMPANY = 2
    EMAIL = 3
    DOMAIN = 4
    EXTERNAL_ID = 5
    JOINED = 6


@dataclass(frozen=True)
class Spelling:
    """A word, and the parts of it of which one survives any two typos: its start, its middle and its end."""

    word: str
    backwards: str
    middle: str
    length: int

    @classmethod
    def of(cls, word: str) -> Self:
        """The parts of a word of at least `SPELT_MIN` characters."""
        return cls(word, word[::-1], middle_of(word, len(word) // 2), len(word))


def middle_of(word: str, centre: int) -> str:
    """Three characters around a position."""
    return word[centre - 1 : centre + 2]


class Terms:
    """What one customer can be found by; its UUID is looked up in the customer's own row.

    A search looks at many customers, so what it seldom compares is only worked out when it is asked for.
    """

    __slots__ = (
        "_apart",
        "_customer",
        "_domains",
        "_email",
        "_spelt",
        "_whole",
        "_words",
        "external_id",
        "names",
        "texts",
        "uuid",
    )

    def __init__(self, customer: Customer | Row[Any]) -> None:
        """Of a customer, or of a row with its fields."""
        name, company = customer.name, customer.company
        self._customer = customer
        self.texts = (name, company) if company and company != name else (name,)
        """The name, and the company if it is another one, as they are written."""
        self.names: list[str] = []
        """The same, folded."""
        self._apart: list[str] = []
        self._words: list[list[str]] = []
        for text in self.texts:
            taken_apart = apart(text)
            words = words_of(taken_apart) or symbols(text)
            self._apart.append(taken_apart)
            self._words.append(words)
            self.names.append(" ".join(without_ands(words)))
        self._email: str | None = None
        self.external_id = literal(customer.external_id)
        self.uuid = customer.uuid
        self._domains: tuple[str, str] | None = None
        self._whole: list[str] | None = None
        self._spelt: set[str] | None = None

    @property
    def email(self) -> str:
        """The e-mail, of which each character counts."""
        if self._email is None:
            self._email = literal(normal_address(self._customer.email))
        return self._email

    @property
    def domains(self) -> tuple[str, str]:
        """The domains of the e-mail and of the website."""
        if self._domains is None:
            self._domains = domain_of(self._customer.email), domain_of(self._customer.website_url)
        return self._domains

    def whole(self) -> set[tuple[Kind, str]]:
        """The whole names, addresses and ids."""
        found = (
            (Kind.NAME, self.names[0]),
            (Kind.COMPANY, self.names[-1] if self._customer.company else ""),
            (Kind.EMAIL, self.email),
            (Kind.EXTERNAL_ID, self.external_id),
            *((Kind.DOMAIN, domain) for domain in self.domains),
            *((Kind.JOINED, f"{JOINED}{together}") for together in self.joined()),
        )
        return {(kind, key[:KEY_MAX]) for kind, key in found if key}

    def whole_joined(self) -> list[str]:
        """The names without spaces."""
        return [together for words in self._words for together in joined(words) if together]

    def joined(self) -> list[str]:
        """The names without spaces, from their beginning and from each word on that begins a pair."""
        return list(dict.fromkeys(each for words in self._words for each in _joined_from_each_word(words)))

    def cores(self) -> list[str]:
        """The names without their legal forms."""
        return [" ".join(core(without_ands(words))) for words in self._words]

    def words(self) -> set[str]:
        """The words of the names, the e-mail and the domains, also those that are parts of others."""
        spelt = self.spelt()
        if all(map(str.isascii, spelt)):
            return spelt
        within = (inner for word in self._whole_words() if not word.isascii() for inner in _within(word))
        return spelt.union(word[:WORD_MAX] for word in within)

    def spelt(self) -> set[str]:
        """The whole words, which are looked for misspelt."""
        if self._spelt is None:
            found = {word[:WORD_MAX] for word in self._whole_words()}
            mixed = [word for word in found if not word.isascii()]
            self._spelt = found.union(part for word in mixed for part in _ONE_SCRIPT.findall(word))
        return self._spelt

    def _whole_words(self) -> list[str]:
        if self._whole is None:
            self._whole = self._find_whole_words()[:WORDS_MAX]
        return self._whole

    def _find_whole_words(self) -> list[str]:
        found = [word for words in self._words for word in words]
        # Short ones are no beginning of more, so they are words of their own: `H & M`.
        found += [
            each
            for words in self._words
            if len(words) > 1
            for each in joined(words)
            if len(each) < JOINED_MIN
        ]
        found += address_words(self.email)
        found += address_words(self.domains[1])
        for text, taken_apart in zip(self.texts, self._apart, strict=True):
            found += [each for part in written_together(taken_apart) for each in joined(part)]
            if not text.isascii():
                found += _PICTURES.findall(visible(text))
        return found


def literal(text: str) -> str:
    """An address or id as it is compared: any case of letters, but each character that shows counts."""
    return (text if text.isascii() else visible(text)).strip().casefold()[:KEY_MAX]


def address_words(address: str) -> list[str]:
    """The words of an e-mail address or a domain, without what says nothing of whose it is (`co.uk`)."""
    local, _, host = address.rpartition("@")
    labels = [label for label in host.split(".")[:-1] if label not in _REGISTRIES]
    return tokens(" ".join([local, *labels])) if local or labels else []


def domains_above(host: str) -> list[str]:
    """The domain and those that it is part of, down to the one that somebody owns (`acme.co.uk`)."""
    labels = host.split(".")
    above = (labels[start:] for start in range(len(labels) - 1))
    return [".".join(each) for each in above if not (len(each) == 2 and each[0] in _REGISTRIES)]


def _joined_from_each_word(words: list[str]) -> Iterator[str]:
    """Without spaces, but no single word: that is found by itself, with its legal form or without."""
    if len(words) > 1:
        yield from joined(words)
    if len(words) > 2:
        # The last word, with its legal form or without, is found by itself.
        for start in range(1, min(len(without_form(words)) - 1, WORDS_MAX)):
            if words[start] != AND:
                yield from joined(words[start:])


def _within(word: str) -> Iterable[str]:
    starts = [found.start() for found in _WITHIN.finditer(word, 1)]
    return (word[start:] for start in starts[:WORDS_MAX])
