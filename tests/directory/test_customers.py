"""Customers and contacts, kept so that they can be found by anything that names them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.chartmogul.customer import Contact, Customer
from bot.chartmogul.task import Task
from bot.directory.contact_rows import store_contacts
from bot.directory.customers import Directory
from bot.directory.seen import Seen
from bot.directory.unseen import Unseen
from bot.store.database import Database
from bot.store.schema import customer_keys, customer_words, customers
from bot.tasks.tasks import Tasks

ACME = Customer(
    uuid="cus_acme",
    id=5,
    name="Acme Inc",
    email="a@acme.test",
    owner="Me@ours.test",
    mrr=10**17,
    currency="EUR",
    since=date(2016, 1, 31),
)
BETA = Customer(uuid="cus_beta", name="Beta Works\x00", website_url="https://www.beta.test/x")


@pytest.fixture
def directory(database: Database) -> Directory:
    """Acme and Beta, and a contact of Beta's who has an address of their own."""
    kept = Directory(database)
    kept.upsert_customers([ACME, BETA])
    store_contacts(database, [Contact(uuid="con_1", customer_uuid="cus_beta", email="Kim@Gamma.test")])
    return kept


def uuids(customers: list[Customer]) -> list[str]:
    """Which customers these are."""
    return [customer.uuid for customer in customers]


def test_a_customer_comes_back_as_it_was_stored(directory: Directory) -> None:
    assert directory.get("cus_acme") == ACME
    assert directory.get("cus_nobody") is None
    assert directory.count() == 2
    assert not directory.is_empty()


def test_an_email_is_compared_without_its_case_and_kept_as_it_was_written(directory: Directory) -> None:
    as_written = "Juergen.Groß@Acme.test"
    strauss = Customer(uuid="cus_strauss", name="Strauß", email=as_written, owner=as_written)
    directory.upsert_customers([strauss])

    assert directory.by_email("juergen.GROSS@acme.test") == [strauss]
    assert directory.known_email("JUERGEN.GROẞ@acme.test")
    assert directory.search("juergen.groß@acme.test") == [strauss]
    assert (strauss.email, strauss.owner) == (as_written, as_written)


def test_only_what_is_new_or_changed_counts(directory: Directory) -> None:
    renamed = ACME.model_copy(update={"name": "Acme Corporation"})

    assert directory.upsert_customers([ACME, ACME]) == 0
    assert directory.upsert_customers([renamed]) == 1
    assert uuids(directory.by_name("acme corporation")) == ["cus_acme"]
    assert directory.by_name("Acme Inc") == []


@pytest.mark.parametrize(
    "news",
    [
        {"mrr": 65853},
        {"mrr": None},
        {"currency": "JPY"},
        {"since": None},
        {"status": "Cancelled"},
        {"owner": "you@ours.test"},
        {"url": "https://app.chartmogul.com/#/customers/5-Acme"},
    ],
)
def test_what_nobody_searches_is_stored_and_writes_nothing_that_finds_anybody(
    directory: Directory, database: Database, news: dict[str, Any]
) -> None:
    with database.writing() as connection:
        # Were they written anew, they would be there again.
        connection.execute(delete(customer_keys))
        connection.execute(delete(customer_words))
    now = ACME.model_copy(update=news)

    assert directory.upsert_customers([now]) == 1

    assert directory.get("cus_acme") == now
    assert directory.upsert_customers([now]) == 0
    assert directory.known_email(now.owner)
    with database.reading() as connection:
        assert connection.execute(select(customer_keys)).all() == []
        assert connection.execute(select(customer_words)).all() == []


@pytest.mark.parametrize("number", [5, 6, -1, 2**63])
def test_a_number_finds_its_customer_or_nobody(directory: Directory, number: int) -> None:
    assert directory.by_id(number) == (ACME if number == 5 else None)


@pytest.mark.parametrize(
    ("email", "found"),
    [("A@acme.test", ["cus_acme"]), ("kim@gamma.test", ["cus_beta"]), ("x@acme.test", []), ("", [])],
)
def test_an_email_finds_customers_and_those_of_contacts(
    directory: Directory, email: str, found: list[str]
) -> None:
    assert uuids(directory.by_email(email)) == found


@pytest.mark.parametrize("written", ["jo@echo.test", "Jo Doe <JO@echo.test>", "<mailto:jo@echo.test|Jo>"])
def test_an_address_is_found_however_it_is_written(
    directory: Directory, database: Database, written: str
) -> None:
    echo = Customer(uuid="cus_echo", name="Echo", email="Jo Doe <jo@echo.test>")
    foxtrot = Contact(uuid="con_2", customer_uuid="cus_beta", email="Jo <jo@echo.test>")
    directory.upsert_customers([echo])
    store_contacts(database, [foxtrot])

    assert uuids(directory.by_email(written)) == ["cus_echo", "cus_beta"]
    assert uuids(directory.by_domain("echo.test")) == ["cus_echo", "cus_beta"]


@pytest.mark.parametrize("kept", ["https://www.müller.test/x", "http://XN--MLLER-KVA.test"])
@pytest.mark.parametrize("asked", ["Müller.test", "xn--mller-kva.test", "mu\u0308ller.test"])
def test_a_domain_has_one_form(directory: Directory, kept: str, asked: str) -> None:
    directory.upsert_customers([Customer(uuid="cus_m", name="M", website_url=kept)])

    assert uuids(directory.by_domain(asked)) == ["cus_m"]


@pytest.mark.parametrize(
    ("domain", "found"),
    [
        ("acme.test", ["cus_acme"]),
        ("beta.test", ["cus_beta"]),
        ("gamma.test", ["cus_beta"]),
        ("delta.test", []),
    ],
)
def test_a_domain_finds_by_email_website_and_contacts(
    directory: Directory, domain: str, found: list[str]
) -> None:
    assert uuids(directory.by_domain(domain)) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [("beta", ["cus_beta"]), ("BETA works", []), ("bet", []), ("works", []), ("", []), ("!", [])],
)
def test_first_words_find_names_that_go_on(directory: Directory, words: str, found: list[str]) -> None:
    assert uuids(directory.by_first_words(words)) == found


def test_who_was_not_seen_again_is_forgotten_with_all_that_finds_them(
    directory: Directory, database: Database
) -> None:
    since = database.clock()
    directory.upsert_customers([ACME])

    assert Unseen.customers(database, since, Seen()).forget_all() == 1

    assert directory.get("cus_beta") is None
    assert directory.by_email("kim@gamma.test") == []
    assert directory.search("beta") == []
    assert directory.get("cus_acme") == ACME


def test_customers_stored_by_an_earlier_version_are_found_anew_and_meanwhile_as_before(
    directory: Directory, database: Database
) -> None:
    att = Customer(uuid="cus_att", name="AT&T")
    directory.upsert_customers([att])
    with database.writing() as connection:
        connection.execute(update(customers).values(terms=0))
        connection.execute(delete(customer_keys).where(customer_keys.c.key.startswith("=")))
        connection.execute(delete(customer_words).where(customer_words.c.word == "att"))
    assert uuids(directory.search("at t")) == ["cus_att"]
    assert directory.search("att") == []

    last: int | None = 0
    while last is not None:
        last = directory.renew_terms(after=last)

    assert uuids(directory.search("att")) == ["cus_att"]
    assert directory.upsert_customers([ACME, att]) == 0


def test_a_sync_renews_what_an_earlier_version_stored(directory: Directory, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(customers).values(terms=0))

    assert directory.upsert_customers([ACME]) == 1
    assert directory.upsert_customers([ACME]) == 0


def test_emails_of_owners_and_assignees_are_known_until_chartmogul_refuses_them(directory: Directory) -> None:
    directory.remember_email("Ben@ours.test")

    assert [directory.known_email(name) for name in ("me@ours.test", "BEN@ours.test", "kim@gamma.test")] == [
        True,
        True,
        False,
    ]
    directory.forget_email("ben@ours.test")
    assert not directory.known_email("ben@ours.test")


def test_so_are_those_of_who_has_or_had_a_task(directory: Directory, database: Database) -> None:
    tasks = Tasks(database)
    seen = Task(task_uuid="1-a", assignee="Kim@ours.test", completed_at=datetime(2026, 11, 1, tzinfo=UTC))

    tasks.learn([seen, Task(task_uuid="1-b")], as_of=tasks.now())

    assert directory.known_email("kim@ours.test")
    assert not directory.known_email("")
