"""ChartMogul's customers and contacts, kept so that they can be found by name: ChartMogul cannot do that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, or_, select, update

from bot.chartmogul.customer import Contact, Customer
from bot.directory import customer_rows as rows
from bot.directory.addresses import normal_address
from bot.directory.customer_rows import customer_of
from bot.directory.folding import domain_of, fold
from bot.directory.search import CustomerSearch
from bot.directory.terms import KEY_MAX, SPELT_MIN, TERMS, Kind, Spelling, Terms, literal
from bot.store.database import Database
from bot.store.schema import (
    contacts,
    customer_keys,
    customer_words,
    customers,
    known_emails,
    tasks,
    words,
)

BATCH = 200
"""Most records stored in one transaction: on SQLite everybody else who writes waits for its end."""

MOST = 50
"""Most customers returned for one address or name."""

Item = TypeVar("Item")

_COUNT = select(func.count()).select_from(customers)
_OLD = customers.c.terms != TERMS
_SEEN = select(
    or_(
        exists().where(known_emails.c.email == bindparam("email")),
        exists().where(tasks.c.assignee_key == bindparam("email")),
    )
)

_BY_UUID = select(customers).where(customers.c.uuid == bindparam("of_uuid"))


def _listed(numbers: Select[Any]) -> Select[Any]:
    return select(customers).where(customers.c.number.in_(numbers)).order_by(customers.c.number).limit(MOST)


_NAMES = select(customer_keys.c.customer).where(customer_keys.c.kind.in_([Kind.NAME, Kind.COMPANY]))
_CALLED = _listed(_NAMES.where(customer_keys.c.key == bindparam("name")))
_BEGINNING = _listed(
    _NAMES.where(customer_keys.c.key > bindparam("after"), customer_keys.c.key < bindparam("before")).limit(
        MOST
    )
)


class Directory:
    """All customers, for look-ups and for the typeahead.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._search = CustomerSearch(database)

    def get(self, uuid: str) -> Customer | None:
        """The customer with this UUID."""
        return next(iter(self._found(_BY_UUID, of_uuid=uuid)), None)

    def by_id(self, number: int) -> Customer | None:
        """The customer with this number, as in links to ChartMogul's app."""
        if not 0 <= number < 2**63:
            return None
        return next(iter(self._found(select(customers).where(customers.c.id == number))), None)

    def by_email(self, email: str) -> list[Customer]:
        """The customers with this e-mail, and those with a contact that has it."""
        return self._found(_with_key(Kind.EMAIL, literal(normal_address(email)), contacts.c.email))

    def by_domain(self, domain: str) -> list[Customer]:
        """The customers with this domain in their e-mail, website, or a contact's e-mail."""
        return self._found(_with_key(Kind.DOMAIN, domain_of(domain), contacts.c.domain))

    def by_name(self, name: str) -> list[Customer]:
        """The customers of which this is the whole name or company, without regard to case and accents."""
        folded = fold(name)[:KEY_MAX]
        return self._found(_CALLED, name=folded) if folded else []

    def by_first_words(self, words: str) -> list[Customer]:
        """The customers whose name or company begins with these whole words, and goes on."""
        start = f"{fold(words)[:KEY_MAX]} "
        # "!" is what comes after a space.
        return self._found(_BEGINNING, after=start, before=f"{start[:-1]}!") if start.strip() else []

    def search(self, query: str, *, limit: int = 20, prefer: Sequence[str] = ()) -> list[Customer]:
        """The customers that somebody who typed this may mean, the likeliest first.

        Looks at name, company, e-mail, domain, UUID and external id, without regard to case and accents:
        exact, then beginning alike, then several words in any order, then with up to two typos.

        Args:
            query: what was typed so far; for nothing, `prefer` is the answer.
            prefer: UUIDs of customers used lately, the latest first; they come before their equals.
        """
        return self._search(query, limit=limit, prefer=prefer)

    def count(self) -> int:
        """How many customers there are."""
        with self._database.reading() as connection:
            return int(connection.execute(_COUNT).scalar_one())

    def is_empty(self) -> bool:
        """Whether there is no customer at all."""
        with self._database.reading() as connection:
            return connection.execute(select(customers.c.number).limit(1)).first() is None

    def upsert_customers(self, seen: Iterable[Customer]) -> int:
        """Store customers as ChartMogul shows them now. How many of them were new or had changed."""
        unique = {customer.uuid: customer for customer in seen}
        batches = _batches(sorted(unique.values(), key=lambda customer: customer.uuid), BATCH)
        return sum(self._upsert_customers(batch) for batch in batches)

    def upsert_contacts(self, seen: Iterable[Contact]) -> None:
        """Store contacts as ChartMogul shows them now; those without an e-mail or a customer are no use."""
        unique = {contact.uuid: contact for contact in seen if contact.email and contact.customer_uuid}
        for batch in _batches(sorted(unique.values(), key=lambda contact: contact.uuid), BATCH):
            with self._database.writing(durable=False) as connection:
                now = self._database.now(connection)
                insert = self._database.insert(contacts)
                connection.execute(
                    insert.on_conflict_do_update(index_elements=["uuid"], set_=dict(insert.excluded)),
                    [
                        {
                            "uuid": contact.uuid,
                            "customer_uuid": contact.customer_uuid,
                            "email": literal(normal_address(contact.email)),
                            "domain": domain_of(contact.email)[:KEY_MAX],
                            "seen_at": now,
                        }
                        for contact in batch
                    ],
                )

    def forget_customer(self, uuid: str) -> None:
        """ChartMogul has this customer no more."""
        with self._database.writing(durable=False) as connection:
            connection.execute(delete(customers).where(customers.c.uuid == uuid))

    def has_old_terms(self) -> bool:
        """Whether some customers are found by the terms of an earlier version."""
        with self._database.reading() as connection:
            return connection.execute(select(customers.c.number).where(_OLD).limit(1)).first() is not None

    def renew_terms(self, *, after: int = 0) -> int | None:
        """Have some customers found by the terms of this version, where an earlier one stored them.

        Until then they are found by their old terms.

        Args:
            after: the number of the last customer that was looked at.

        Returns:
            The number to go on after; None at the end.
        """
        with self._database.reading() as connection:
            further = select(customers.c.number).where(customers.c.number > after, _OLD)
            numbers: list[int] = list(connection.scalars(further.order_by(customers.c.number).limit(BATCH)))
        if not numbers:
            return None
        with self._database.writing(durable=False) as connection:
            # The condition once more: one may have changed in between, and has its terms.
            condition = customers.c.number.in_(numbers) & _OLD
            old = connection.execute(select(customers).where(condition)).all()
            self._write_terms(connection, {row.number: customer_of(row) for row in old})
            connection.execute(update(customers).where(condition).values(terms=TERMS))
        return numbers[-1]

    def known_email(self, email: str) -> bool:
        """Whether ChartMogul has shown or taken this e-mail as an owner or an assignee."""
        wanted = literal(email)
        with self._database.reading() as connection:
            return wanted != "" and bool(connection.scalar(_SEEN, {"email": wanted}))

    def remember_email(self, email: str) -> None:
        """ChartMogul has taken this e-mail as an assignee."""
        if not self.known_email(email):
            with self._database.writing(durable=False) as connection:
                self._remember_emails(connection, [email])

    def forget_email(self, email: str) -> None:
        """ChartMogul takes this e-mail as an assignee no more, though a task at hand may still have it."""
        with self._database.writing(durable=False) as connection:
            connection.execute(delete(known_emails).where(known_emails.c.email == literal(email)))

    def _found(self, query: Select[Any], **values: str) -> list[Customer]:
        with self._database.reading() as connection:
            return [customer_of(row) for row in connection.execute(query, values).all()]

    def _upsert_customers(self, batch: list[Customer]) -> int:
        with self._database.writing(durable=False) as connection:
            now = self._database.now(connection)
            stored = {
                row.uuid: row
                for row in connection.execute(
                    select(customers).where(customers.c.uuid.in_([customer.uuid for customer in batch]))
                )
            }
            new, retold, same = rows.parted(batch, stored)
            if same:
                numbers = [stored[customer.uuid].number for customer in same]
                connection.execute(
                    update(customers).where(customers.c.number.in_(numbers)).values(seen_at=now)
                )
            if retold:
                connection.execute(rows.retelling(now), [rows.retold(customer) for customer in retold])
            if new:
                self._store(connection, new, now)
            self._remember_emails(connection, [customer.owner for customer in [*new, *retold]])
        return len(new) + len(retold)

    def _store(self, connection: Connection, new: list[Customer], now: float) -> None:
        insert = self._database.insert(customers)
        fresh = {name: insert.excluded[name] for name in [*rows.FIELDS, "terms", "seen_at"]}
        numbered = connection.execute(
            insert.on_conflict_do_update(index_elements=["uuid"], set_=fresh).returning(
                customers.c.uuid, customers.c.number
            ),
            [{**customer.model_dump(), "terms": TERMS, "seen_at": now} for customer in new],
        )
        number_of = {row.uuid: row.number for row in numbered}
        self._write_terms(connection, {number_of[customer.uuid]: customer for customer in new})

    def _write_terms(self, connection: Connection, by_number: dict[int, Customer]) -> None:
        for table in (customer_keys, customer_words):
            connection.execute(delete(table).where(table.c.customer.in_(list(by_number))))
        key_rows: list[dict[str, Any]] = []
        word_rows: list[dict[str, Any]] = []
        spelt: set[str] = set()
        for number, customer in by_number.items():
            terms = Terms(customer)
            key_rows += [{"customer": number, "kind": kind, "key": key} for kind, key in terms.whole()]
            word_rows += [{"customer": number, "word": word} for word in terms.words()]
            spelt |= terms.spelt()
        self._add(connection, customer_keys, key_rows)
        self._add(connection, customer_words, word_rows)
        # In one order everywhere, so that two instances never wait for each other.
        misspelt = sorted(word for word in spelt if len(word) >= SPELT_MIN)
        self._add(connection, words, [asdict(Spelling.of(word)) for word in misspelt])

    def _remember_emails(self, connection: Connection, emails: Iterable[str]) -> None:
        known = [{"email": email} for email in sorted({literal(email) for email in emails} - {""})]
        self._add(connection, known_emails, known)

    def _add(self, connection: Connection, table: Any, new: list[dict[str, Any]]) -> None:
        if new:
            connection.execute(self._database.insert(table).on_conflict_do_nothing(), new)


def _with_key(kind: Kind, key: str, contact_column: Any) -> Select[Any]:
    numbers = select(customer_keys.c.customer).where(
        customer_keys.c.key == key, customer_keys.c.kind == kind, customer_keys.c.key != ""
    )
    through_contacts = select(contacts.c.customer_uuid).where(contact_column == key, contact_column != "")
    return (
        select(customers)
        .where(or_(customers.c.number.in_(numbers), customers.c.uuid.in_(through_contacts)))
        .order_by(customers.c.number.in_(numbers).desc(), customers.c.number)
        .limit(MOST)
    )


def _batches(items: list[Item], size: int) -> Iterable[list[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
