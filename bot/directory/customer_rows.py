"""Customers as rows of their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, update

from bot.chartmogul.customer import Customer
from bot.directory.terms import TERMS
from bot.store.schema import customers

FIELDS = [name for name in Customer.model_fields if name != "uuid"]

_SEARCHED = {"name", "company", "email", "website_url", "external_id", "id"}
_UNSEARCHED = [name for name in FIELDS if name not in _SEARCHED]
"""What no customer is found by. Some of it changes every day, as MRR in a foreign currency does."""


def customer_of(row: Row[Any]) -> Customer:
    """A row of `customers` as the model."""
    return Customer.model_validate({name: row._mapping[name] for name in Customer.model_fields})


def parted(
    seen: Sequence[Customer], stored: Mapping[str, Row[Any]]
) -> tuple[list[Customer], list[Customer], list[Customer]]:
    """The customers to be stored with what finds them, those of which the rest is new, and the others.

    Args:
        stored: their rows, of those that have one, by UUID.
    """
    new, retold, same = list[Customer](), list[Customer](), list[Customer]()
    for customer in seen:
        row = stored.get(customer.uuid)
        if row is None or row.terms != TERMS:
            new.append(customer)
            continue
        before = customer_of(row)
        differs = {name for name in FIELDS if getattr(before, name) != getattr(customer, name)}
        part = new if differs & _SEARCHED else retold if differs else same
        part.append(customer)
    return new, retold, same


def retelling(now: ColumnElement[float] | float) -> Any:
    """Stores of a customer what nobody is found by; its parameters are those of `retold`."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _UNSEARCHED}
    return update(customers).where(customers.c.uuid == bindparam("of")).values(**values, seen_at=now)


def retold(customer: Customer) -> dict[str, Any]:
    """The parameters of `retelling`."""
    return {"of": customer.uuid, **{f"new_{name}": getattr(customer, name) for name in _UNSEARCHED}}
