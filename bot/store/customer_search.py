"""Finds the customers that somebody may mean, while they type."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from bot.customer import Customer
from bot.store.customer_terms import literal
from bot.store.database import Database
from bot.store.folding import fold
from bot.store.schema import customer_keys, customer_words, customers

SCANNED = 50
"""Most rows of one index looked at, so that a short beginning costs no more than a long one."""


class CustomerSearch:
    """The typeahead's search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, query: str, *, limit: int, prefer: Sequence[str]) -> list[Customer]:
        """See `Directory.search`."""
        folded, raw = fold(query), literal(query)
        with self._database.reading() as connection:
            if not raw:
                latest = customers.c.uuid.in_(list(prefer))
                wanted = select(customers).order_by(latest.desc(), customers.c.number).limit(limit)
            else:
                by_key = (
                    select(customer_keys.c.customer)
                    .where(_begins(customer_keys.c.key, raw) | _begins(customer_keys.c.key, folded))
                    .limit(SCANNED)
                )
                by_word = (
                    select(customer_words.c.customer)
                    .where(_begins(customer_words.c.word, folded))
                    .limit(SCANNED)
                )
                wanted = (
                    select(customers)
                    .where(
                        customers.c.number.in_(by_key)
                        | customers.c.number.in_(by_word)
                        | (customers.c.uuid == raw)
                    )
                    .limit(limit)
                )
            rows = connection.execute(wanted).all()
        found = [
            Customer.model_validate({name: row._mapping[name] for name in Customer.model_fields})
            for row in rows
        ]
        place = {uuid: index for index, uuid in enumerate(prefer)}
        return sorted(
            found,
            key=lambda c: (fold(c.name) != folded, place.get(c.uuid, len(place)), len(c.label), c.label),
        )


def _begins(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    return (column >= text) & (column < text + "\U0010ffff")
