"""Finds the customers that somebody may mean, while they type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from bot.customer import Customer
from bot.store.customer_terms import SPELT_MIN, WORD_MAX, literal
from bot.store.database import Database
from bot.store.folding import fold, tokens
from bot.store.schema import customer_keys, customer_words, customers
from bot.store.schema import words as spellings

SCANNED = 200
"""Most rows of one index looked at, so that a short beginning costs no more than a long one."""

ALIKE = 20
"""Most spellings that a mistyped word is taken for."""

ENOUGH = 3
"""With this many customers found as typed, no typo is suspected."""


class CustomerSearch:
    """The typeahead's search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, query: str, *, limit: int, prefer: Sequence[str]) -> list[Customer]:
        """See `Directory.search`."""
        with self._database.reading() as connection:
            if not literal(query):
                latest = customers.c.uuid.in_(list(prefer))
                by_name = select(customers).order_by(latest.desc(), customers.c.number)
                found, guessed = _read(connection, by_name.limit(limit)), list[Customer]()
            else:
                found = _read(connection, _as_typed(query))
                guessed = _read(connection, _mistyped(connection, query)) if len(found) < ENOUGH else []
        place = {uuid: index for index, uuid in enumerate(prefer)}
        ranked = sorted(found, key=lambda customer: _rank(customer, query, place))
        seen = {customer.uuid for customer in ranked}
        ranked += sorted(
            (customer for customer in guessed if customer.uuid not in seen),
            key=lambda customer: (OSA.distance(fold(customer.label), fold(query)), customer.label),
        )
        return ranked[:limit]


def _read(connection: Connection, query: Select[Any] | None) -> list[Customer]:
    if query is None:
        return []
    return [
        Customer.model_validate({name: row._mapping[name] for name in Customer.model_fields})
        for row in connection.execute(query).all()
    ]


def _as_typed(query: str) -> Select[Any]:
    """Customers with a key that begins so, or with words that begin so, in any order."""
    raw, folded, typed = literal(query), fold(query), tokens(query)
    starts = [_begins(customer_keys.c.key, start) for start in {raw, folded} - {""}]
    ways: list[ColumnElement[bool]] = [customers.c.uuid == raw]
    ways.append(
        customers.c.number.in_(
            select(customer_keys.c.customer).where(or_(*starts)).order_by(customer_keys.c.key).limit(SCANNED)
        )
    )
    if typed:
        ways.append(and_(*(_has_word(_begins(customer_words.c.word, word[:WORD_MAX])) for word in typed)))
    return select(customers).where(or_(*ways)).limit(SCANNED)


def _mistyped(connection: Connection, query: str) -> Select[Any] | None:
    """Customers that have, for each word typed, one that begins so or is at most two typos away."""
    typed = [word[:WORD_MAX] for word in tokens(query)]
    alike = [_alike(connection, word) for word in typed]
    if not typed or not any(alike):
        return None
    each = (
        _has_word(or_(_begins(customer_words.c.word, word), customer_words.c.word.in_(near)))
        for word, near in zip(typed, alike, strict=True)
    )
    return select(customers).where(and_(*each)).limit(SCANNED)


def _alike(connection: Connection, word: str) -> list[str]:
    """The known words that this may be meant for, the nearest first."""
    if len(word) <= SPELT_MIN:
        return []
    typos = 1 if len(word) < 6 else 2
    inner = [word[start : start + 3] for start in range(len(word) - 2)]
    candidates = connection.execute(
        select(spellings.c.word).where(
            spellings.c.length >= len(word) - typos,
            or_(
                _begins(spellings.c.word, word[:3]),
                _begins(spellings.c.backwards, word[::-1][:3]),
                spellings.c.middle.in_(inner),
                and_(_begins(spellings.c.word, word[:1]), spellings.c.length <= len(word) + typos),
            ),
        )
    ).scalars()
    near = ((_typos(word, candidate), candidate) for candidate in candidates)
    return [candidate for distance, candidate in sorted(near) if distance <= typos][:ALIKE]


def _typos(word: str, candidate: str) -> int:
    """How many typos away, also from the candidate's beginning: people pick before they have typed all."""
    return min(OSA.distance(word, candidate), OSA.distance(word, candidate[: len(word)]))


def _has_word(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return customers.c.number.in_(select(customer_words.c.customer).where(condition))


def _rank(customer: Customer, query: str, place: dict[str, int]) -> tuple[object, ...]:
    """Sorts exact before beginnings before words in any order; among equals those used lately come first."""
    folded, names = fold(query), [fold(customer.name), fold(customer.company)]
    exact = {*names, literal(customer.email), literal(customer.external_id), customer.uuid}
    if folded in names or literal(query) in exact:
        kind = 0
    elif any(name.startswith(folded) for name in names if folded):
        kind = 1
    else:
        kind = 2
    return kind, place.get(customer.uuid, len(place)), len(customer.label), customer.label, customer.uuid


def _begins(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    return (column >= text) & (column < text + "\U0010ffff")
