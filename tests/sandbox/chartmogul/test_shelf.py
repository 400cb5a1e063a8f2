"""Lists of the ChartMogul stand-in: every row once, in order, whatever comes and goes between two pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.chartmogul.shelf import Shelf


@dataclass
class Book:
    number: int


def shelf_of(count: int, *, newest_first: bool = False) -> Shelf[Book]:
    shelf = Shelf[Book]("cus_", "5ca1-4b1e-8000-000000000000", newest_first=newest_first)
    for _ in range(count):
        shelf.put(Book)
    return shelf


@given(
    count=st.integers(0, 30),
    per_page=st.integers(1, 7),
    newest_first=st.booleans(),
    wanted=st.sets(st.integers(0, 30)),
    removed=st.lists(st.integers(0, 29), max_size=10),
    added=st.integers(0, 3),
)
def test_who_follows_the_cursors_sees_every_row_that_stays_once(
    *, count: int, per_page: int, newest_first: bool, wanted: set[int], removed: list[int], added: int
) -> None:
    shelf = shelf_of(count, newest_first=newest_first)
    seen: list[int] = []
    cursor, more, gone = None, True, set[int]()
    while more:
        page = shelf.page(lambda row: row.number in wanted, cursor=cursor, per_page=per_page)
        assert len(page.rows) == per_page or not page.has_more
        seen += [row.number for row in page.rows]
        cursor, more = page.cursor, page.has_more
        if removed and (row := shelf.at(removed.pop())) is not None:
            shelf.remove(row)
            gone.add(row.number)
        for _ in range(added if newest_first else 0):
            shelf.put(Book)
    assert seen == sorted(set(seen), reverse=newest_first)
    assert set(seen) <= wanted
    assert {number for number in range(count) if number in wanted} - gone <= set(seen)


@given(count=st.integers(1, 20), data=st.data())
def test_a_row_is_found_by_its_uuid_until_it_is_removed(count: int, data: st.DataObject) -> None:
    shelf = shelf_of(count)
    number = data.draw(st.integers(0, count - 1))
    uuid = shelf.uuid(number)
    assert shelf.get(uuid) == Book(number)
    shelf.remove(Book(number))
    assert shelf.get(uuid) is None
    assert len(shelf) == len(list(shelf)) == count - 1


@pytest.mark.parametrize(
    "uuid",
    ["", "cus_", "00000000-5ca1-4b1e-8000-000000000000", "cus_+0000000-5ca1-4b1e-8000-000000000000", 0],
)
def test_what_is_no_uuid_of_the_shelf_finds_nothing(uuid: object) -> None:
    assert shelf_of(1).get(uuid) is None


def test_a_uuid_given_replaces_the_computed_one() -> None:
    shelf = shelf_of(0)
    computed = shelf.uuid(0)
    shelf.put(Book, uuid="cus_mine")
    assert shelf.uuid(0) == "cus_mine"
    assert shelf.get("cus_mine") == Book(0)
    assert shelf.get(computed) is None
