"""A sync stores what has changed, and leaves the rest alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from bot.chartmogul import ChartMogul
from bot.directory.customers import Directory
from bot.directory.seen import Seen
from bot.directory.sync import DirectorySync
from bot.directory.sync_progress import Progress
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.store.database import Database
from bot.store.schema import contacts, customers
from tests.directory.run import statements

DIRECTORY = re.compile(
    r"(INSERT INTO|UPDATE|DELETE FROM)"
    r" (customers|customer_keys|customer_words|words|contacts|known_emails)\b"
)


@pytest.fixture
def standin() -> Iterator[ChartMogulStandIn]:
    """450 customers on three pages, some of them odd, and 250 contacts on two."""
    with ChartMogulStandIn(strict_limits=False) as standin:
        standin.add_customers({"name": f"Customer {number}"} for number in range(447))
        standin.add_customer("Ends in \0", email="odd\0@acme.test")
        standin.add_customer("Łódź \U0001f680 株式会社", company="Łódź")
        acme = standin.add_customer("Acme", email="billing@acme.test")
        for number in range(250):
            standin.add_contact(acme["uuid"], f"contact{number}@contacts.test")
        yield standin


def stored_since(database: Database, moment: float, table: Any = customers) -> int:
    with database.reading() as connection:
        return connection.execute(select(func.count()).where(table.c.seen_at > moment)).scalar_one()


def test_nothing_is_written_where_nothing_has_changed(database: Database, client: ChartMogul) -> None:
    first = DirectorySync(client, database).run()
    assert (first.customers, first.contacts) == (450, 250)

    with statements() as run:
        again = DirectorySync(client, database).run()

    assert (again.customers, again.contacts, again.kept) == (450, 250, 0)
    assert [statement for statement, _ in run if DIRECTORY.match(statement)] == []
    assert Directory(database).count() == 450


def test_only_what_has_changed_is_written(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    DirectorySync(client, database).run()
    before = database.clock()
    new = standin.add_customer("Newcomer")
    standin.add_contact(new["uuid"], "new@contacts.test")
    with database.writing() as connection:
        # As if they were others in ChartMogul by now.
        connection.execute(update(customers).where(customers.c.name == "Customer 7").values(mrr=5))
        connection.execute(update(customers).where(customers.c.name == "Customer 8").values(name="Was other"))
        connection.execute(
            update(contacts).where(contacts.c.email == "contact3@contacts.test").values(email="former@x.test")
        )

    DirectorySync(client, database).run()

    assert stored_since(database, before) == 3
    assert stored_since(database, before, contacts) == 2
    directory = Directory(database)
    assert [customer.mrr for customer in directory.by_name("Customer 7")] == [0]
    assert [customer.name for customer in directory.search("customer 8")][:1] == ["Customer 8"]
    assert directory.by_name("Was other") == []
    assert [customer.name for customer in directory.by_email("contact3@contacts.test")] == ["Acme"]


def test_one_that_is_looked_up_meanwhile_is_kept_though_no_list_has_it(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    late = standin.add_customer("Late")
    DirectorySync(client, database).run()
    there = client.customer(late["uuid"])
    standin.remove_customer(late["uuid"])

    def look_up(progress: Progress) -> None:
        Directory(database).upsert_customers([there])

    DirectorySync(client, database).run(tell=look_up)

    assert Directory(database).get(late["uuid"]) == there


def test_a_sync_that_died_is_taken_up_and_forgets_only_what_is_gone(
    database: Database, client: ChartMogul, standin: ChartMogulStandIn
) -> None:
    gone = standin.add_customer("Gone")
    DirectorySync(client, database).run()
    standin.remove_customer(gone["uuid"])

    def die(progress: Progress) -> None:
        if progress.customers:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        DirectorySync(client, database).run(tell=die)
    done = DirectorySync(client, database).run(every=900)

    assert (done.customers, done.kept) == (450, 0)
    assert Directory(database).get(gone["uuid"]) is None
    assert Directory(database).count() == 450


def test_contacts_that_an_earlier_version_stored_are_numbered_and_kept(
    database: Database, client: ChartMogul
) -> None:
    DirectorySync(client, database).run()
    with database.writing() as connection:
        connection.execute(update(contacts).values(number=None))
    before = database.clock()

    assert DirectorySync(client, database).run().kept == 0

    assert stored_since(database, before, contacts) == 250
    with statements() as run:
        DirectorySync(client, database).run()
    assert [statement for statement, _ in run if DIRECTORY.match(statement)] == []


@given(st.lists(st.integers(1, 100_000)), st.lists(st.integers(1, 100_000)))
def test_seen_is_what_was_added_also_after_it_was_stored(before: list[int], after: list[int]) -> None:
    seen = Seen()
    seen.add(before)
    seen = Seen.unpacked(seen.packed())
    seen.add(after)

    numbers = {*before, *after}
    assert all(number in seen for number in numbers)
    assert not any(number in seen for number in [*range(1, 200), 100_001, 10**9] if number not in numbers)


def test_a_million_numbers_take_little() -> None:
    seen = Seen()
    seen.add(range(1, 1_000_001))

    assert len(seen.packed()) < 2_000
