"""What a customer can be found by: whole keys, and single words in the forms that find them misspelt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bot.customer import Customer
from bot.store.addresses import normal_address
from bot.store.folding import domain_of, fold, tokens

KEY_MAX = 250
"""Most characters of a key; what is longer is found by its beginning."""

WORD_MAX = 40
"""Most characters of a word; no misspelling is looked for in longer ones."""

WORDS_MAX = 40
"""Most words of one customer."""

SPELT_MIN = 3
"""Fewest characters of a word that is looked for misspelt."""

# Labels in the middle of domains that say nothing of whose they are (`acme.co.uk`).
_REGISTRIES = {"ac", "co", "com", "edu", "gov", "net", "org"}


class Kind(IntEnum):
    """What a key is."""

    NAME = 1
    COMPANY = 2
    EMAIL = 3
    DOMAIN = 4
    EXTERNAL_ID = 5


@dataclass(frozen=True)
class Spelling:
    """A word, and the parts of it of which one survives any two typos: its start, its middle and its end."""

    word: str
    backwards: str
    middle: str
    length: int

    @classmethod
    def of(cls, word: str) -> Spelling:
        """The parts of a word of at least `SPELT_MIN` characters."""
        return cls(word, word[::-1], middle_of(word, len(word) // 2), len(word))


def middle_of(word: str, centre: int) -> str:
    """Three characters around a position."""
    return word[centre - 1 : centre + 2]


def keys(customer: Customer) -> set[tuple[Kind, str]]:
    """The whole names, addresses and ids of a customer; its UUID is looked up in the customer's own row."""
    found = {
        (Kind.NAME, fold(customer.name)),
        (Kind.COMPANY, fold(customer.company)),
        (Kind.EMAIL, literal(normal_address(customer.email))),
        (Kind.DOMAIN, domain_of(customer.email)),
        (Kind.DOMAIN, domain_of(customer.website_url)),
        (Kind.EXTERNAL_ID, literal(customer.external_id)),
    }
    return {(kind, key[:KEY_MAX]) for kind, key in found if key}


def literal(text: str) -> str:
    """An address or id as it is compared: any case of letters, but each character counts."""
    return text.strip().casefold()[:KEY_MAX]


def words(customer: Customer) -> set[str]:
    """The words of a customer's names, e-mail and domains."""
    found = [
        *tokens(f"{customer.name} {customer.company}"),
        *address_words(normal_address(customer.email)),
        *address_words(domain_of(customer.website_url)),
    ]
    return {word[:WORD_MAX] for word in found[:WORDS_MAX]}


def address_words(address: str) -> list[str]:
    """The words of an e-mail address or a domain, without what says nothing of whose it is (`co.uk`)."""
    local, _, host = address.rpartition("@")
    labels = [label for label in host.split(".")[:-1] if label not in _REGISTRIES]
    return tokens(" ".join([local, *labels]))
