"""Many new rows at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.store.database import Database
from bot.store.many import add_missing, add_missing_columns
from bot.store.schema import customers, words

COLUMNS = (
    *("uuid", "id", "external_id", "name", "company", "email", "status", "owner", "website_url", "url"),
    *("mrr", "currency", "since", "terms", "seen_at"),
)


def row(uuid: str, **values: Any) -> tuple[Any, ...]:
    """A customer's, with empty texts where nothing is given."""
    numbers = {"id": None, "mrr": None, "since": None, "terms": 0, "seen_at": 1.5}
    return tuple({"uuid": uuid, **numbers, **values}.get(name, "") for name in COLUMNS)


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("plain", "plain"),
        ("", ""),
        ("nul \0", "nul \ufffd"),
        ("half a \ud83d pair", "half a \ufffd pair"),
        ("Łódź \U0001f680 {a,b} \"'\\ %s :x ? NULL", "Łódź \U0001f680 {a,b} \"'\\ %s :x ? NULL"),
    ],
)
def test_what_is_stored_is_what_was_given(database: Database, name: str, stored: str) -> None:
    with database.writing() as connection:
        given = row("cus_1", id=2**40, name=name, mrr=-5, since=date(2020, 2, 29))
        add_missing(connection, customers, COLUMNS, [given, row("cus_2")])

    with database.reading() as connection:
        first, second = connection.execute(select(customers).order_by(customers.c.uuid)).all()
    assert (first.id, first.name, first.mrr, first.since) == (2**40, stored, -5, date(2020, 2, 29))
    assert (second.id, second.name, second.mrr, second.since, second.seen_at) == (None, "", None, None, 1.5)


def test_what_is_there_stays_as_it_is(database: Database) -> None:
    for name in ("first", "second"):
        with database.writing() as connection:
            add_missing(connection, customers, COLUMNS, [row("cus_1", name=name), row("cus_1", name="third")])

    with database.reading() as connection:
        assert [each.name for each in connection.execute(select(customers))] == ["first"]


def test_columns_come_in_any_order(database: Database) -> None:
    with database.writing() as connection:
        add_missing(connection, words, ("word", "middle", "backwards", "length"), [("abc", "b", "cba", 3)])

    with database.reading() as connection:
        assert connection.execute(select(words)).one()._mapping == {
            "length": 3,
            "word": "abc",
            "backwards": "cba",
            "middle": "b",
        }


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.writing() as connection:
        add_missing(connection, words, ("word",), [])


@pytest.mark.parametrize("count", [1, 224, 225, 226, 700])
def test_columns_of_any_length_are_stored_whole(database: Database, count: int) -> None:
    spelt = [f"w{number:05}" for number in range(count)]
    backwards = [word[::-1] for word in spelt]
    values: dict[str, list[Any]] = {
        "word": spelt,
        "backwards": backwards,
        "middle": ["x\0"] * count,
        "length": [6] * count,
    }
    with database.writing() as connection:
        add_missing_columns(connection, words, values)
        add_missing_columns(connection, words, values)

    with database.reading() as connection:
        found = connection.execute(select(words).order_by(words.c.word)).all()
    assert [(row.word, row.backwards) for row in found] == list(zip(spelt, backwards, strict=True))
    assert {(row.middle, row.length) for row in found} == {("x\ufffd", 6)}
