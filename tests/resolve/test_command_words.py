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


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("<@U0GUEST>: call hooli", "Hugo is a guest, so choose a colleague."),
        ("call hooli <@U0PAT>", "Pat works for another company, so choose a colleague."),
        ("call hooli, owner: <@U0GONE>", "Gina has left, so choose a colleague."),
        ("<@U0BOT> call hooli", "Robot is an app, so choose a colleague."),
        ("ask <@U0GUEST> about hooli", ""),
        ("call hooli with <@U0GUEST>", ""),
        ("<@U0BEN> call hooli with <@U0GUEST>", ""),
        ("call hooli <@U0NOBODY>", ""),
    ],
)
def test_who_can_have_no_tasks_is_named(reader: Reader, text: str, doubt: str) -> None:
    said = reader.read(text)
    assert said.assignee_doubt == doubt
    assert not doubt or not said.assignee
    assert not lost_words(text, said)
