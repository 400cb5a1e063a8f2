"""The statements of the customer search, built once: building one takes longer than running it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, or_, select, union_all

from bot.chartmogul.customer import Customer
from bot.directory.terms import Kind
from bot.store.one_of import one_of
from bot.store.schema import customer_keys, customer_words, customers, words

SCANNED = 40
"""Most customers looked at for one beginning or one set of words."""

BESIDES = 4
"""Most customers looked at for what was typed as several words written together, beside it as it is."""

FEW = 10
"""Most customers looked at for one beginning in another spacing: mostly the same as in the one typed."""

SCANNED_GUESSING = 200
"""The same where words were guessed: more of what is found is not what was meant."""

WALKED = 4000
"""Most customers with the rarest word that are asked for the others."""

COUNTED = 1000
"""Words are told apart by how common they are up to here."""

SHARED_BY = 5
"""A domain of more customers than this is a provider's, and means none of them."""

COMPARED = 3000
"""Most words compared for one part of a mistyped word."""

BETWEEN_WORDS = " "
"""Stands between words that are found together, as it is in none of them."""

FIELDS = list(Customer.model_fields)

_LAST = "\U0010ffff"

_ROWS = select(*(customers.c[name] for name in FIELDS))

Statement = Any


def between(name: str, start: str) -> dict[str, str]:
    """The parameters of a condition on what begins so."""
    return {name: start, f"{name}_end": start + _LAST}


def _begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return (column >= bindparam(name)) & (column < bindparam(f"{name}_end"))


def _up_to(rows: int) -> ColumnElement[int]:
    # Written out, so that it is no parameter to hand over, and a plan made once may count on it.
    return literal_column(str(rows))


PREFERRED: Statement = _ROWS.where(one_of(customers.c.uuid, "uuids"))
"""The customers with these `uuids`."""

FIRST: Statement = _ROWS.order_by(customers.c.number).limit(bindparam("most"))
"""So many customers, the oldest first."""

BY_UUID: Statement = (
    _ROWS.where(_begins(customers.c.uuid, "uuid")).order_by(customers.c.uuid).limit(_up_to(SCANNED))
)
"""The customers whose UUID begins so."""


def _key_walk(name: str, most: int) -> Any:
    return (
        select(customer_keys.c.customer)
        .where(_begins(customer_keys.c.key, name))
        .order_by(customer_keys.c.key, customer_keys.c.kind, customer_keys.c.customer)
        .limit(_up_to(most))
        .subquery()
    )


def _word_walk(name: str, most: int) -> Any:
    return (
        select(customer_words.c.customer)
        .where(_begins(customer_words.c.word, name))
        .order_by(customer_words.c.word, customer_words.c.customer)
        .limit(_up_to(most))
        .subquery()
    )


def _found_by(walks: list[Any]) -> Statement:
    return _ROWS.where(customers.c.number.in_(union_all(*(select(walk.c.customer) for walk in walks))))


@cache
def by_key(starts: tuple[str, ...]) -> Statement:
    """The customers with a key that begins like one of these parameters: `raw`, `folded`, `joined`."""
    return _found_by([_key_walk(name, BESIDES if name == "joined" else SCANNED) for name in starts])


@cache
def by_starts(keys: int, words: int) -> Statement:
    """A few customers with a key that begins like `key_0`, `key_1`, …, or a word like `word_0`, …"""
    walks = [_key_walk(f"key_{place}", FEW) for place in range(keys)]
    return _found_by([*walks, *(_word_walk(f"word_{place}", FEW) for place in range(words))])


WITH_DOMAIN: Statement = _ROWS.where(
    customers.c.number.in_(
        select(
            select(customer_keys.c.customer)
            .where(one_of(customer_keys.c.key, "domains"), customer_keys.c.kind == Kind.DOMAIN)
            .limit(_up_to(SHARED_BY + 1))
            .subquery()
            .c.customer
        )
    )
)
"""The customers with one of these `domains`, but no more than one too many."""

BY_NUMBER: Statement = _ROWS.where(one_of(customers.c.number, "numbers"))
"""The customers with these `numbers`."""

_JOINED = (
    select(customer_keys.c.customer, customer_keys.c.key)
    .where(_begins(customer_keys.c.key, "start"))
    .order_by(customer_keys.c.key, customer_keys.c.kind, customer_keys.c.customer)
    .limit(_up_to(COMPARED))
    .subquery()
)

JOINED_NAMES: Statement = select(_JOINED.c.customer, _JOINED.c.key).where(
    or_(*(_JOINED.c.key.like(bindparam(name)) for name in ("begun", "around", "ended")))
)
"""The keys that begin so and are like `begun`, `around` or `ended`, and whose they are."""

KNOWN: Statement = select(words.c.word).where(
    one_of(words.c.word, "words"), one_of(words.c.length, "lengths")
)
"""Which of these `words` there are."""


@cache
def word_counts(guessed: tuple[bool, ...]) -> Statement:
    """How many rows, up to `COUNTED`, fit each word; see `by_words` for the parameters."""
    counted: list[Any] = []
    for place, is_guessed in enumerate(guessed):
        rows: Select[Any] = select(literal_column("1").label("one")).select_from(customer_words)
        some = rows.where(_word(customer_words.c.word, place, is_guessed)).limit(_up_to(COUNTED)).subquery()
        counted.append(select(literal_column(str(place)), func.count()).select_from(some))
    return union_all(*counted)


@cache
def by_words(guessed: tuple[bool, ...]) -> Statement:
    """The customers with all these words, starting from the first.

    Word number n is a beginning (`between("word_n", …)`), or, where it is guessed, one of `words_n`.
    """
    walk = (
        select(customer_words.c.customer)
        .where(_word(customer_words.c.word, 0, guessed[0]))
        .order_by(customer_words.c.word, customer_words.c.customer)
        .limit(_up_to(WALKED if len(guessed) > 1 else _most(guessed)))
        .subquery()
    )
    numbers = select(walk.c.customer)
    for place, is_guessed in list(enumerate(guessed))[1:]:
        other = customer_words.alias()
        # As an `EXISTS`, PostgreSQL would collect all customers with a word that begins so, however many.
        has = select(other.c.customer).where(
            other.c.customer == walk.c.customer, _word(other.c.word, place, is_guessed)
        )
        numbers = numbers.where(has.limit(_up_to(1)).scalar_subquery().is_not(None))
    return _ROWS.where(customers.c.number.in_(select(numbers.limit(_up_to(_most(guessed))).subquery())))


def _most(guessed: tuple[bool, ...]) -> int:
    return SCANNED_GUESSING if any(guessed) else SCANNED


def _word(column: ColumnElement[str], place: int, is_guessed: bool) -> ColumnElement[bool]:
    return one_of(column, f"words_{place}") if is_guessed else _begins(column, f"word_{place}")


def _spelt(condition: ColumnElement[bool], lengths: str = "lengths") -> Any:
    return (
        select(words.c.word)
        .where(condition, one_of(words.c.length, lengths))
        .limit(_up_to(COMPARED))
        .subquery()
    )


def _any_of(walks: Sequence[Any]) -> Statement:
    found = union_all(*(select(walk.c.word) for walk in walks)).subquery()
    # Thousands of words take longer as rows than all else about them.
    return select(func.aggregate_strings(found.c.word, BETWEEN_WORDS))


_ONE_TYPO = [
    _spelt(_begins(words.c.word, "start")),
    _spelt(_begins(words.c.backwards, "end")),
    _spelt(one_of(words.c.word, "swapped")),
]

ONE_TYPO: Statement = _any_of(_ONE_TYPO)
"""The words of a length that begin so, end so (`end` is read backwards) or are among `swapped`, as a text."""

ONE_TYPO_UNFINISHED: Statement = _any_of([*_ONE_TYPO, _spelt(_begins(words.c.word, "start"), "longer")])
"""The same, and those that are `longer` and begin so."""

TWO_TYPOS: Statement = _any_of(
    [
        _spelt(_begins(words.c.word, "start")),
        _spelt(_begins(words.c.backwards, "end")),
        _spelt(one_of(words.c.middle, "middles")),
    ]
)
"""The words of a length that begin so, end so, or have one of these `middles`."""
