"""What the words after `/cm-task list` may mean."""

# ruff: noqa: RUF001  (phones type such quotation marks)

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.resolve.asked_list import HERE, LONGEST, READINGS_MAX, Asked, readings
from bot.resolve.due_spans import due_time
from bot.views.list_title import When

COLLEAGUES = {"anna", "anna berg", "ben", "jörg"}

OVERDUE, TODAY, TOMORROW = (frozenset({when}) for when in (When.OVERDUE, When.TODAY, When.TOMORROW))
WEEK, NEXT_WEEK = frozenset({When.WEEK}), frozenset({When.NEXT_WEEK})

WITHOUT_NAME = [
    ("", Asked()),
    ("  ", Asked()),
    ("all", Asked()),
    ("open tasks", Asked()),
    ("all my to-dos, please", Asked(is_mine=True)),
    ("me", Asked(is_mine=True)),
    ("MINE", Asked(is_mine=True)),
    ("my tasks", Asked(is_mine=True)),
    ("tasks assigned to me", Asked(is_mine=True)),
    ("@me", Asked(is_mine=True)),
    ("everybody", Asked(is_everybodys=True)),
    ("everyone's tasks", Asked(is_everybodys=True)),
    ("overdue", Asked(whens=OVERDUE)),
    ("Overdue!", Asked(whens=OVERDUE)),
    ("past due", Asked(whens=OVERDUE)),
    ("late", Asked(whens=OVERDUE)),
    ("today", Asked(whens=TODAY)),
    ("due today", Asked(whens=TODAY)),
    ("today’s tasks", Asked(whens=TODAY)),
    ("tomorrow", Asked(whens=TOMORROW)),
    ("week", Asked(whens=WEEK)),
    ("this week", Asked(whens=WEEK)),
    ("the week’s tasks", Asked(whens=WEEK)),
    ("due this week", Asked(whens=WEEK)),
    ("next week", Asked(whens=NEXT_WEEK)),
    ("overdue and today", Asked(whens=OVERDUE | TODAY)),
    ("here", Asked(channels=(HERE,))),
    ("overdue in this channel", Asked(channels=(HERE,), whens=OVERDUE)),
    ("<#C0123|acme>", Asked(channels=("C0123",))),
    ("<@U123>", Asked(mentioned=("U123",))),
    ("<@W123|anna>", Asked(mentioned=("W123",))),
    ("<@U123|anna>'s overdue", Asked(mentioned=("U123",), whens=OVERDUE)),
    ("<@U1> and <@U2>", Asked(mentioned=("U1", "U2"))),
    ("me &amp; <@U2>", Asked(mentioned=("U2",), is_mine=True)),
    ("tasks of <@U1>", Asked(mentioned=("U1",))),
    ("anna", Asked(called=("anna",))),
    ("Anna’s overdue", Asked(called=("anna",), whens=OVERDUE)),
    ("Anna Berg", Asked(called=("anna berg",))),
    ("JÖRG today", Asked(called=("jörg",), whens=TODAY)),
    ("@anna", Asked(called=("@anna",))),
    ("@Anna Berg, overdue", Asked(called=("@anna berg",), whens=OVERDUE)),
    ("@nobody", Asked(called=("@nobody",))),
]

NAMED = [
    ("acme", Asked(name="acme")),
    ("Acme, Inc.", Asked(name="Acme, Inc.")),
    ("acme overdue", Asked(name="acme", whens=OVERDUE)),
    ("overdue acme", Asked(name="acme", whens=OVERDUE)),
    ("my overdue tasks for acme", Asked(name="acme", whens=OVERDUE, is_mine=True)),
    ("<@U1> acme overdue", Asked(mentioned=("U1",), name="acme", whens=OVERDUE)),
    ("acme <@U1|anna> this week", Asked(mentioned=("U1",), name="acme", whens=WEEK)),
    ("everybody's tasks for acme", Asked(name="acme", is_everybodys=True)),
    ("anna for acme", Asked(called=("anna",), name="acme")),
    ("tasks of the bank of america due today", Asked(name="bank of america", whens=TODAY)),
    ("AT&amp;T", Asked(name="AT&amp;T")),
    ("Müller &amp; Söhne late", Asked(name="Müller &amp; Söhne", whens=OVERDUE)),
    ("rosa's bakery today", Asked(name="rosa's bakery", whens=TODAY)),
    ("billing@acme.test", Asked(name="billing@acme.test")),
    ("<mailto:kim@acme.test|kim@acme.test>", Asked(name="<mailto:kim@acme.test|kim@acme.test>")),
    ("overdue <https://acme.test/x|acme.test>", Asked(name="<https://acme.test/x|acme.test>", whens=OVERDUE)),
    ("東京", Asked(name="東京")),
    ('"acme', Asked(name="acme")),
    ("not overdue", Asked(name="not", whens=OVERDUE, is_whole=True)),
    ("acme friday", Asked(name="acme friday", is_whole=True)),
    ("tasks for", Asked(name="for")),
]

QUOTED = ['"{}"', "“{}”", "„{}“", "”{}”", "«{}»", "'{}'", "‘{}’"]


@pytest.mark.parametrize(("text", "asked"), WITHOUT_NAME)
def test_words_that_name_no_customer_have_one_reading(text: str, asked: Asked) -> None:
    found = readings(text, is_colleague=COLLEAGUES.__contains__)

    assert found == [asked]


@pytest.mark.parametrize(("text", "asked"), NAMED)
def test_the_last_reading_takes_as_few_words_for_a_name_as_it_can(text: str, asked: Asked) -> None:
    found = readings(text, is_colleague=COLLEAGUES.__contains__)

    assert found[-1] == asked
    assert all(reading.name for reading in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("today ltd", ["today ltd", "ltd"]),
        ("overdue the open group", ["overdue the open group", "the open group", "open group", "group"]),
        ("<@U1> acme overdue", ["acme overdue", "acme"]),
        ("anna's bakery", ["anna's bakery", "bakery"]),
        ("past due diligence", ["past due diligence", "diligence"]),
    ],
)
def test_every_reading_takes_other_words_for_the_name_the_most_first(text: str, names: list[str]) -> None:
    found = readings(text, is_colleague=COLLEAGUES.__contains__)

    assert [reading.name for reading in found] == names


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("<@U1|anna> Berg overdue", Asked(mentioned=("U1",), whens=OVERDUE)),
        ("overdue, <@U1|anna> Berg's", Asked(mentioned=("U1",), whens=OVERDUE)),
        ("<@U1|anna> berg acme", Asked(mentioned=("U1",), name="acme")),
        ("<@U2> berg", Asked(mentioned=("U2",), name="berg")),
        ("<@U1> overdue berg", Asked(mentioned=("U1",), whens=OVERDUE, name="berg")),
        ("<@U1> von der berg <@U1> berg", Asked(mentioned=("U1",))),
    ],
)
def test_what_ends_the_name_of_who_is_mentioned_belongs_to_it(text: str, asked: Asked) -> None:
    ends = {("U1", "berg"), ("U1", "von der berg")}

    found = readings(text, ends_name=lambda user_id, words: (user_id, words) in ends)

    assert found[-1] == asked


@pytest.mark.parametrize("quoted", QUOTED)
def test_in_quotation_marks_any_words_are_a_name(quoted: str) -> None:
    assert readings(quoted.format("acme today")) == [Asked(name="acme today", is_quoted=True)]
    assert readings(f"overdue for {quoted.format('Me')}, please") == [
        Asked(name="Me", is_quoted=True, whens=OVERDUE)
    ]


@pytest.mark.parametrize(
    "text",
    [
        '"acme" "bluebird"',
        'here "acme"',
        "<#C1> <#C2>",
        '"acme" and more words',
        "acme <@U1> bluebird",
        "here <#C2|acme>",
        "@",
        "<!channel>, " * 40,
        "x" * (LONGEST + 1),
        "word " * 40,
    ],
)
def test_what_cannot_be_one_question_has_no_reading(text: str) -> None:
    assert readings(text) == []


some_words = st.lists(
    st.sampled_from(
        [
            *(
                "acme",
                "today",
                "overdue",
                "my",
                "for",
                "the",
                "next",
                "week",
                "all",
                "not",
                "here",
                "anna",
                "@ben",
            ),
            *(
                "<@U1>",
                "<@U2|ben>",
                "<#C1|x>",
                "<!here>",
                "<!subteam^S1|@cs>",
                "<https://a.test|a>",
                "<",
                ">",
                "|",
            ),
            *('"', "“", "”", "'", "’s", "&amp;", "&lt;", ",", ";", "@", "\n", "\x00", "\ud83d", "🚀"),
        ]
    ),
    max_size=12,
).map(" ".join)


@given(some_words | st.text(max_size=400))
def test_any_text_has_a_few_readings_or_none(text: str) -> None:
    found = readings(text, is_colleague=COLLEAGUES.__contains__)

    assert len(found) <= READINGS_MAX
    for reading in found:
        assert reading.name in text
        assert all(f"<@{user}" in text for user in reading.mentioned)
        assert all(name.strip("@") in text.casefold() for name in reading.called)
        assert not (reading.name and reading.channels)


@given(st.dates(date(1971, 1, 1), date(9000, 1, 1)))
def test_days_belong_to_what_they_are_called(today: date) -> None:
    has = {when: due_time(when, today).has for when in When}
    around = [today + timedelta(days=days) for days in range(-20, 21)]

    assert [day for day in around if has[When.TODAY](day)] == [today]
    assert [day for day in around if has[When.OVERDUE](day)] == [day for day in around if day < today]
    assert [day for day in around if has[When.TOMORROW](day)] == [today + timedelta(days=1)]
    assert has[When.WEEK](today)
    last = [day for day in around if has[When.WEEK](day)][-1]
    assert last.weekday() == 6
    assert 0 <= (last - today).days < 7
    following = [day for day in around if has[When.NEXT_WEEK](day)]
    assert following == [last + timedelta(days=days) for days in range(1, 8)]
    assert not any(has_it(None) for has_it in has.values())
