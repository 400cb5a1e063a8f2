"""Whatever is typed after the command: it is read, no word of it is lost, and no date is made up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.resolve.due_phrases import due_phrases
from bot.resolve.written_words import listed
from tests.reopened import Reopened
from tests.resolve.command_reader import Reader, reader_over
from tests.resolve.command_rows import ROWS
from tests.resolve.command_rows.row import WEDNESDAY, Row
from tests.resolve.words_kept import lost_words

LONGEST = 3_000

WORDS = listed(
    "hooli acme northwind friday me for to by due next week 5/1 jan 5 tomorrow and or the send ask demo on"
    " today ltd 2w in 2 weeks assign owner pls EOD march \u05e9\u05dc\u05d5\u05dd \u5c71\u7530\u5546\u5e97"
)
MARKED_UP = listed(
    "<@U0BEN|ben> <@U0CHLOE> <@U0BOT|robot> <@U0ANNA> <#C1|sales> <https://a.b/c|c> :pray: &amp; &lt; &gt;"
    " <mailto:billing@acme.com|billing@acme.com> <https://app.chartmogul.com/#/customers/1-acme>"
    " cus_11111111-1111-4111-8111-111111111111"
)
MARKS = listed(": , . ! ? - \u2014 ( ) [ ] \" \u201c \u201d \u2019s ' * _ ~ ` | / \u200f \U0001f680")
SPACES = ["\n", "\n\n", "  ", "\u00a0"]
PIECES = st.sampled_from([*sorted(WORDS | MARKED_UP | MARKS), *SPACES])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
    st.tuples(st.lists(PIECES, max_size=5), st.text(), st.lists(PIECES, max_size=5)).map(
        lambda parts: " ".join([*parts[0], parts[1], *parts[2]])
    ),
)


@pytest.fixture(scope="module")
def reader(standing_sqlite_url: str) -> Iterator[Reader]:
    database = Reopened.open(standing_sqlite_url)
    with reader_over(database) as reader:
        yield reader
    database.close()


@given(text=TEXTS, day_first=st.none() | st.booleans())
@example(text="hooli: " + "send it " * 370 + "<@U0BEN> friday", day_first=None)
@example(text="x" * LONGEST, day_first=None)
@example(text="for " * 750, day_first=None)
@example(text="<@U0BEN> " * 300, day_first=None)
@example(text="friday " * 400, day_first=None)
@example(text="\ud800 friday", day_first=None)
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text(reader: Reader, text: str, day_first: bool | None) -> None:
    said = reader.read(text, day_first=day_first)
    assert not lost_words(text, said)
    days = {phrase.day for phrase in due_phrases(text, today=WEDNESDAY, day_first=day_first)}
    assert said.due_date is None or said.due_date in days
    assert (said.due_date is None) == (not said.due_words)
    assert not said.assignee or said.assignee in text or said.assignee_words


@given(st.sampled_from(ROWS), st.sampled_from(ROWS))
@settings(max_examples=300, deadline=None)
def test_two_commands_in_one(reader: Reader, first: Row, second: Row) -> None:
    text = f"{first.text}\n{second.text}"
    assert not lost_words(text, reader.read(text))
