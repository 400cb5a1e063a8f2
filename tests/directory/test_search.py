"""What the typeahead finds for what people type."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.store.database import Database
from tests.directory.run import statements

NAMES = (
    "Acme Corporation",
    "Acme Robotics",
    "Bluebird Logistics",
    "Café Crème",
    "Łódź Design",
    "Müller & Söhne",
    "O'Neil Partners",
    "Vandelay Exports",
    "Vandelay Imports",
)


@pytest.fixture
def directory(database: Database) -> Directory:
    """A few customers whose names are hard to type."""
    filled = Directory(database)
    filled.upsert_customers(
        Customer(uuid=f"cus_{UUID(int=n)}", name=name, email=f"hello@{n}.example", external_id=f"crm-{n}")
        for n, name in enumerate(NAMES)
    )
    return filled


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Acme Corporation", "Acme Corporation"),
        ("acme rob", "Acme Robotics"),
        ("robotics acme", "Acme Robotics"),
        ("logistics", "Bluebird Logistics"),
        ("bluebrid", "Bluebird Logistics"),
        ("lbuebird", "Bluebird Logistics"),
        ("bluebird logistcs", "Bluebird Logistics"),
        ("vandaley imp", "Vandelay Imports"),
        ("CAFE CREME", "Café Crème"),
        ("lodz", "Łódź Design"),
        ("muller", "Müller & Söhne"),
        ("oneil", "O'Neil Partners"),
        ("crm-3", "Café Crème"),
        ("hello@2.example", "Bluebird Logistics"),
        ("2.example", "Bluebird Logistics"),
        (f"cus_{UUID(int=2)}", "Bluebird Logistics"),
    ],
)
def test_the_customer_meant_comes_first(directory: Directory, typed: str, first: str) -> None:
    assert [customer.name for customer in directory.search(typed)][:1] == [first]


@pytest.mark.parametrize("typed", ["zzzz", "%", "_", "acme zzzz", "'; DROP TABLE customers; --"])
def test_what_nobody_is_called_finds_nobody(directory: Directory, typed: str) -> None:
    assert directory.search(typed) == []


def test_those_used_lately_come_before_their_equals(directory: Directory) -> None:
    robotics = f"cus_{UUID(int=1)}"

    assert directory.search("acme", prefer=[robotics])[0].name == "Acme Robotics"
    assert directory.search("acme corporation", prefer=[robotics])[0].name == "Acme Corporation"
    assert directory.search("", prefer=[robotics])[0].name == "Acme Robotics"


def test_an_empty_query_lists_customers_and_the_limit_holds(directory: Directory) -> None:
    assert len(directory.search("")) == len(NAMES)
    assert len(directory.search("", limit=2)) == 2
    assert len(directory.search("acme", limit=1)) == 1


def test_all_names_that_begin_alike_are_compared_before_any_is_looked_at_twice(database: Database) -> None:
    directory = Directory(database)
    directory.upsert_customers(
        Customer(uuid=f"cus_{UUID(int=n)}", name=name)
        for n, name in enumerate([*(f"Dena{n} Trading Company" for n in range(10, 40)), "Denazz"])
    )

    assert directory.search("dena")[0].name == "Denazz"


@pytest.mark.parametrize("typed", ["acme zzzzzz", "zzzzzz acme", "hello zzzzzz"])
def test_a_customer_without_a_name_is_found_only_by_what_fits_it(database: Database, typed: str) -> None:
    directory = Directory(database)
    directory.upsert_customers([Customer(uuid=f"cus_{UUID(int=1)}", email="hello@acme.example")])

    assert directory.search(typed) == []
    assert len(directory.search("acme hello")) == 1


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        ("acme", 2),
        ("acme corporation", 3),
        ("acme zzzz", 8),
        ("bluebrid", 5),
        ("acmme corporaton", 7),
        ("hello@1.exmple", 7),
    ],
)
def test_a_search_takes_few_statements_of_which_each_is_a_round_trip(
    directory: Directory, typed: str, most: int
) -> None:
    with statements() as run:
        directory.search(typed)

    assert 0 < len(run) <= most


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "typed", ["", "acme", "acme corporation", "acmme corporaton", "hello@1.exmple", "cus_0"]
)
def test_nothing_that_is_typed_reads_a_whole_table(
    directory: Directory, database_url: str, typed: str
) -> None:
    with statements() as asked:
        directory.search(typed, prefer=[f"cus_{UUID(int=1)}"])

    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        plans = [
            step[-1]
            for statement, parameters in asked
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert plans
    # The only walk along a table is the one that ends after so many rows: for nothing typed.
    tables = [plan for plan in plans if plan.startswith("SCAN") and "anon" not in plan]
    assert tables == (["SCAN customers"] if not typed else [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # One typo leads to "Makirfa", with which nobody is called so.
        ("bmakirfa capital", "Brakifra Capital"),
        # So does the one in the legal form, to "Oaf".
        ("nodroana oag", "Nodrana AG"),
    ],
)
def test_a_typo_that_leads_nowhere_is_read_otherwise(database: Database, typed: str, meant: str) -> None:
    names = ("Brakifra Capital", "Makirfa Foods", "Nodrana AG", "Oaf Bakery", "Capital Works")
    filled = Directory(database)
    filled.upsert_customers(Customer(uuid=f"cus_{number}", name=name) for number, name in enumerate(names))

    assert [customer.name for customer in filled.search(typed)][:1] == [meant]
