"""Contacts as rows of their table: for their e-mails, and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from bot.chartmogul.customer import Contact
from bot.directory.addresses import normal_address
from bot.directory.batches import batches
from bot.directory.folding import domain_of
from bot.directory.terms import KEY_MAX, literal
from bot.store.database import Database
from bot.store.many import add_missing
from bot.store.one_of import one_of
from bot.store.schema import contacts
from bot.store.text import storable

_FIELDS = ("uuid", "customer_uuid", "email", "domain")
_STORED: Any = select(contacts.c.number, *(contacts.c[name] for name in _FIELDS)).where(
    one_of(contacts.c.uuid, "uuids")
)
_COLUMNS = (*_FIELDS, "number", "seen_at")
_PARAMETERS = tuple(f"new_{name}" for name in _COLUMNS)
_CHANGING = (
    update(contacts)
    .where(contacts.c.uuid == bindparam("new_uuid"))
    .values({name: bindparam(f"new_{name}") for name in _COLUMNS[1:]})
)

_LAST = select(func.max(contacts.c.number))

Values = tuple[str, ...]
"""Of `_FIELDS`."""


def store_contacts(database: Database, seen: Iterable[Contact]) -> list[int]:
    """Store contacts as ChartMogul shows them now; the numbers of those that have an e-mail and a customer.

    The others are of no use. Each batch is one transaction, and none where nothing has changed.

    Raises:
        DatabaseUnavailable: the database is locked, full or away.
    """
    of_use = (contact for contact in seen if contact.email and contact.customer_uuid)
    return [number for batch in batches(of_use) for number in _store(database, batch)]


def _store(database: Database, batch: list[Contact]) -> list[int]:
    seen = {contact.uuid: _values_of(contact) for contact in batch}
    with database.reading() as connection:
        stored = _stored(connection, seen)
    numbers = {uuid: number for uuid, (number, values) in stored.items() if number and values == seen[uuid]}
    changed = {uuid: values for uuid, values in seen.items() if uuid not in numbers}
    if changed:
        with database.writing(durable=False) as connection:
            numbers |= _write(connection, changed, database.now(connection))
    return list(numbers.values())


def _write(connection: Connection, changed: dict[str, Values], now: float) -> dict[str, int]:
    """Their numbers."""
    # Once more: others may have forgotten some of them in between.
    stored = _stored(connection, changed)
    last = connection.scalar(_LAST) or 0
    rows: dict[bool, list[tuple[Any, ...]]] = {True: [], False: []}
    numbers = dict[str, int]()
    for uuid, values in changed.items():
        number = stored[uuid][0] if uuid in stored else None
        if number is None:
            last = number = last + 1
        numbers[uuid] = number
        rows[uuid in stored].append((*values, number, now))
    add_missing(connection, contacts, _COLUMNS, rows[False])
    if rows[True]:
        connection.execute(_CHANGING, [dict(zip(_PARAMETERS, row, strict=True)) for row in rows[True]])
    return numbers


def _values_of(contact: Contact) -> Values:
    email, domain = literal(normal_address(contact.email)), domain_of(contact.email)[:KEY_MAX]
    return contact.uuid, storable(contact.customer_uuid), storable(email), storable(domain)


def _stored(connection: Connection, uuids: Iterable[str]) -> dict[str, tuple[int | None, Values]]:
    """The number and the values of those that there are."""
    rows = connection.execute(_STORED, {"uuids": list(uuids)}).all()
    return {row.uuid: (row.number, tuple(row[1:])) for row in rows}
