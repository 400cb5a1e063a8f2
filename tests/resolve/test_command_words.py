"""What is understood of a command, held against a table of what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from bot.resolve.understood import Understood
from tests.reopened import Reopened
from tests.resolve.command_reader import Reader, reader_over
from tests.resolve.command_rows import ROWS
from tests.resolve.command_rows.row import Row
from tests.resolve.words_kept import lost_words

RIGHT_MIN = 0.95


@pytest.fixture(scope="module")
def reader(standing_sqlite_url: str) -> Iterator[Reader]:
    database = Reopened.open(standing_sqlite_url)
    with reader_over(database) as reader:
        yield reader
    database.close()


def is_right(row: Row, said: Understood) -> bool:
    names = sorted(customer.name for customer in said.customers)
    return (
        said.details == row.details
        and names == sorted([row.customer] if row.customer else row.several)
        and said.assignee == row.assignee
        and said.due_date == (date.fromisoformat(row.due) if row.due else None)
        and (row.doubt in said.due_doubt if row.doubt else not said.due_doubt)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.text[:60]!r}")
def test_a_command(reader: Reader, row: Row) -> None:
    said = reader.read(row.text, day_first=row.day_first)
    assert not lost_words(row.text, said)
    if row.falls_short:
        assert said.details == row.falls_short
        assert not is_right(row, said)
    else:
        assert is_right(row, said), said


def test_nearly_all_are_wholly_right() -> None:
    texts = Counter((row.text, row.day_first) for row in ROWS)
    assert max(texts.values()) == 1
    right = sum(not row.falls_short for row in ROWS)
    assert right / len(ROWS) >= RIGHT_MIN
    assert len(ROWS) >= 120
