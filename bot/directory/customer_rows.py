"""Customers as rows of their table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.chartmogul.customer import Customer
from bot.directory.terms import TERMS
from bot.store.one_of import one_of
from bot.store.schema import customers
from bot.store.text import storable

FIELDS = [name for name in Customer.model_fields if name != "uuid"]

COLUMNS = ("uuid", *FIELDS, "terms", "seen_at")
"""What there is of a customer."""

_SEARCHED = {"name", "company", "email", "website_url", "external_id", "id"}
_SEARCHED_AT = [place for place, name in enumerate(FIELDS) if name in _SEARCHED]
_UNSEARCHED = [name for name in FIELDS if name not in _SEARCHED]
"""What no customer is found by. Some of it changes every day, as MRR in a foreign currency does."""

_TEXTS = [name for name, field in Customer.model_fields.items() if field.annotation is str]

_fields_of = attrgetter(*FIELDS)
_texts_of = attrgetter(*_TEXTS)

STORED: Any = select(
    customers.c.uuid, customers.c.number, customers.c.terms, *(customers.c[name] for name in FIELDS)
).where(one_of(customers.c.uuid, "uuids"))
"""What is stored of the customers with these `uuids`."""

HELD: Any = STORED.order_by(customers.c.uuid).with_for_update(key_share=True)
"""The same for whoever writes: all hold them in one order, and nobody takes them away meanwhile."""


def customer_of(row: Row[Any]) -> Customer:
    """A row of `customers` as the model."""
    return Customer.model_validate({name: row._mapping[name] for name in Customer.model_fields})


def as_stored(customer: Customer) -> Customer:
    """The customer with all of its text as a database takes it."""
    texts = _texts_of(customer)
    # One look at all of it together is enough for nearly every customer.
    if storable(together := "".join(texts)) == together:
        return customer
    return customer.model_copy(update=dict(zip(_TEXTS, map(storable, texts), strict=True)))


def row_of(customer: Customer, now: float) -> tuple[Any, ...]:
    """The values of `COLUMNS`."""
    return (customer.uuid, *_fields_of(customer), TERMS, now)


class Differences:
    """What has to be stored of customers, beside what is.

    Args:
        seen: the customers as they are now.
        stored: their rows, of those that have one, by `STORED`.
    """

    def __init__(self, seen: Sequence[Customer], stored: Sequence[Any]) -> None:
        self.new: list[Customer] = []
        """Those that have no row."""
        self.renamed: dict[int, Customer] = {}
        """Those that are found by other terms now, by number."""
        self.retold: dict[int, Customer] = {}
        """Those of which something else has changed, by number."""
        self.same: list[int] = []
        """The numbers of those of which nothing has changed."""
        rows = {row[0]: row for row in stored}
        for customer in seen:
            row = rows.get(customer.uuid)
            if row is None:
                self.new.append(customer)
                continue
            before, now = row[3:], _fields_of(customer)
            if row[2] == TERMS and before == now:
                self.same.append(row[1])
            elif row[2] != TERMS or any(before[place] != now[place] for place in _SEARCHED_AT):
                self.renamed[row[1]] = customer
            else:
                self.retold[row[1]] = customer

    @property
    def named(self) -> list[Customer]:
        """Those of which it is to be stored what they are found by."""
        return [*self.new, *self.renamed.values()]

    @property
    def changed(self) -> list[Customer]:
        """All of which something is to be stored."""
        return [*self.new, *self.renamed.values(), *self.retold.values()]


RENAMED = (*FIELDS, "terms", "seen_at")
"""What is stored of a customer that is found by other terms now."""

RETOLD = (*_UNSEARCHED, "seen_at")
"""What is stored of one of which something else has changed."""


@cache
def changing(names: tuple[str, ...]) -> Any:
    """Stores this of a customer; its parameters are those of `change`."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return update(customers).where(customers.c.number == bindparam("of")).values(**values)


def change(names: tuple[str, ...], number: int, customer: Customer, now: float) -> dict[str, Any]:
    """The parameters of `changing`."""
    values = dict(zip(COLUMNS, row_of(customer, now), strict=True))
    return {"of": number, **{f"new_{name}": values[name] for name in names}}
