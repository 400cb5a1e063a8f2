"""ChartMogul's customers and contacts, kept so that they can be found by name: ChartMogul cannot do that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, or_, select, update

from bot.at_hand import AtHand
from bot.chartmogul.customer import Customer
from bot.directory.addresses import normal_address
from bot.directory.customer_rows import customer_of
from bot.directory.folding import domain_of, fold
from bot.directory.search import CustomerSearch
from bot.directory.storing import Storing
from bot.directory.terms import KEY_MAX, TERMS, Kind, literal
from bot.runtime import REAL, Runtime
from bot.store.database import Database
from bot.store.schema import (
    contacts,
    customer_keys,
    customers,
    known_emails,
    tasks,
)

MOST = 50
"""Most customers returned for one address or name."""

RENEWED = 200
"""Most customers that get new terms in one transaction: on SQLite all else that is written waits for it."""

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

    def __init__(self, database: Database, runtime: Runtime = REAL) -> None:
        self._database = database
        self._emails_at_hand: AtHand[str, bool] = AtHand(runtime)
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
        return Storing(self._database).customers(seen, touch=True)[1]

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
            numbers: list[int] = list(connection.scalars(further.order_by(customers.c.number).limit(RENEWED)))
        if not numbers:
            return None
        with self._database.writing(durable=False) as connection:
            # The condition once more: one may have changed in between, and has its terms.
            condition = customers.c.number.in_(numbers) & _OLD
            old = connection.execute(select(customers).where(condition)).all()
            Storing(self._database).rename(connection, {row.number: customer_of(row) for row in old})
            connection.execute(update(customers).where(condition).values(terms=TERMS))
        return numbers[-1]

    def known_email(self, email: str) -> bool:
        """Whether ChartMogul showed this e-mail as an owner or took it as an assignee, as of a moment ago."""
        wanted = literal(email)
        lately = self._emails_at_hand.get_or_read(
            # One that is not known yet may be with the next task that is read.
            [wanted],
            lambda _: {wanted: True} if self._has_seen(wanted) else {},
        )
        return wanted in lately

    def _has_seen(self, email: str) -> bool:
        with self._database.reading() as connection:
            return email != "" and bool(connection.scalar(_SEEN, {"email": email}))

    def remember_email(self, email: str) -> None:
        """ChartMogul has taken this e-mail as an assignee."""
        if not self._has_seen(literal(email)):
            with self._database.writing(durable=False) as connection:
                Storing(self._database).remember_emails(connection, [email])
        self._emails_at_hand.forget(literal(email))

    def forget_email(self, email: str) -> None:
        """ChartMogul takes this e-mail as an assignee no more, though a task at hand may still have it."""
        with self._database.writing(durable=False) as connection:
            connection.execute(delete(known_emails).where(known_emails.c.email == literal(email)))
        self._emails_at_hand.forget(literal(email))

    def _found(self, query: Select[Any], **values: str) -> list[Customer]:
        with self._database.reading() as connection:
            return [customer_of(row) for row in connection.execute(query, values).all()]


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
