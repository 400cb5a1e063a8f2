"""A text's phrases that name the day on which something is due, and where they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.resolve.due_date import parse_due_date
from bot.resolve.due_phrases import READ_MAX, due_phrases
from bot.resolve.written_words import listed

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "words", "lead", "expected"),
    [
        ("send renewal quote <@U1|anna> next friday", "next friday", "", "2026-12-04"),
        ("prepare the deck by EOD tomorrow.", "EOD tomorrow", "by", "2026-11-26"),
        ("could you send it before the end of the month?", "the end of the month", "before", "2026-11-30"),
        ("finish on or before friday", "friday", "on or before", "2026-11-27"),
        ("no later than friday 5pm", "friday 5pm", "no later than", "2026-11-27"),
        ("friday at the latest", "friday at the latest", "", "2026-11-27"),
        ("ready by 5pm friday, please", "5pm friday", "by", "2026-11-27"),
        ("Due: friday", "friday", "due", "2026-11-27"),
        ("due date: 5 jan 2027", "5 jan 2027", "due date", "2027-01-05"),
        ("renew due by Jan. 5th", "Jan. 5th", "due by", "2027-01-05"),
        ("due 2w", "2w", "due", "2026-12-09"),
        ("call in 2 weeks and 3 days", "in 2 weeks and 3 days", "", "2026-12-12"),
        ("today. 5 people came", "today", "", "2026-11-25"),
        ("write on the 5th", "the 5th", "on", "2026-12-05"),
        ("quote by 5.12.", "5.12.", "by", "2026-12-05"),
        ("tomorrow @ 5pm ok", "tomorrow @ 5pm", "", "2026-11-26"),
        ("*next\u00a0friday*", "next\u00a0friday", "", "2026-12-04"),
        ("\u201cnext friday\u201d", "next friday", "", "2026-12-04"),
        ("quote\u2014friday", "friday", "", "2026-11-27"),
        ("next\nfriday", "friday", "", "2026-11-27"),
        ("wait until monday", "monday", "until", "2026-11-30"),
        ("prepare for monday", "monday", "for", "2026-11-30"),
        ("\U0001f4c5 friday \u200f", "friday", "", "2026-11-27"),
    ],
)
def test_a_phrase_and_its_day(text: str, words: str, lead: str, expected: str) -> None:
    (found,) = due_phrases(text, today=WEDNESDAY)
    assert (found.words, found.lead, found.day) == (words, lead, date.fromisoformat(expected))
    assert text[found.start : found.end] == words
    assert text[found.led_from : found.start].casefold().startswith(lead)
    assert not found.doubt


@pytest.mark.parametrize(
    "text",
    [
        "the Friday report is late",
        "last friday was fun",
        "we met 5 days ago",
        "every monday",
        "each friday at 5pm",
        "the Friday's numbers, today's too",
        "they work monday to friday",
        "from monday to friday",
        "since tuesday",
        "24/7 support",
        "10/10 feedback",
        "see page 3/4",
        "the 2 weeks trial",
        "delayed by 2 weeks",
        "pay $50 a month",
        "on the 5th floor",
        "the 5th",
        "friday 13",
        "friday after next",
        "week of jan 5",
        "black friday offer",
        "acme's friday call",
        "may we march in the sun where we sat",
        "update to 5.1.",
        "python 3.12",
        "not by friday",
        "in 3d",
        ":sun: :friday:",
        "<https://acme.com/2027-01-05|2027-01-05> <#C1|friday> <@U1|sun>",
        "monday-friday mon/tue q3 1.5 weeks -3 days 2.0 v2027",
        "end next of the in on by",
    ],
)
def test_what_belongs_to_its_sentence(text: str) -> None:
    assert due_phrases(text, today=WEDNESDAY) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("send it 5/1", "“5/1” can be several days"),
        ("due 5-1-2027", "“due 5-1-2027” can be several days"),
        ("jan 5 or 6", "“jan 5” can be several days"),
        ("call tomorrow or friday", "“tomorrow or friday” can be several days"),
        ("monday &amp; friday", "“monday & friday” can be several days"),
        ("monday / friday", "“monday / friday” can be several days"),
        ("by monday and by friday", "“by monday and by friday” can be several days"),
        ("by nov 24 2026", "“by nov 24 2026” is past"),
        ("this mon", "“this mon” is past"),
        ("before friday", "“before friday” may leave that day out"),
    ],
)
def test_why_a_phrase_names_no_day(text: str, why: str) -> None:
    (found,) = due_phrases(text, today=WEDNESDAY)
    assert found.day is None
    assert found.doubt == f"{why}, so choose the date."


@pytest.mark.parametrize(("day_first", "expected"), [(True, date(2027, 1, 5)), (False, date(2027, 5, 1))])
def test_the_order_that_is_known(day_first: bool, expected: date) -> None:
    assert [phrase.day for phrase in due_phrases("send 5/1", today=WEDNESDAY, day_first=day_first)] == [
        expected
    ]


def test_several_phrases_in_their_order() -> None:
    found = due_phrases("today call, due friday; next week the demo on Monday", today=WEDNESDAY)
    assert [(phrase.words, phrase.is_strongly_led, phrase.follows_event) for phrase in found] == [
        ("today", False, False),
        ("friday", True, False),
        ("next week", False, False),
        ("Monday", False, True),
    ]


PIECES = st.sampled_from(
    sorted(
        listed(
            "friday next 5 jan 2027 the end of month by due on in 2 weeks and 3 days ago or to 5/1 5.1. eod"
            " may <@U1|sun> last : , . <https://a.b|friday> tomorrow @ 5pm before \u201c \u201d is date 24/7"
        )
    )
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map(" ".join))


@given(TEXTS, st.dates(), st.none() | st.booleans())
@example("friday " * 100, date.max, None)
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, today: date, day_first: bool | None) -> None:
    end = 0
    for phrase in due_phrases(text, today=today, day_first=day_first):
        assert end <= phrase.led_from <= phrase.start < phrase.end
        assert text[phrase.start : phrase.end] == phrase.words
        assert (phrase.day is None) == bool(phrase.doubt)
        assert phrase.day is None or phrase.day >= today
        end = phrase.end
        named = (
            phrase.words.casefold().removesuffix("latest").removesuffix("the ").removesuffix("at ").strip()
        )
        if phrase.day:
            assert parse_due_date(named, today=today, locale_day_first=day_first) == phrase.day


@pytest.mark.parametrize(
    "piece", ["2027 ", "5 jan 2027 ", "in 2 weeks and 3 ", "friday or ", "the end of ", "x", "(", "<", ":a"]
)
def test_a_long_text_is_looked_through_as_far_as_a_message_goes(piece: str) -> None:
    text = piece * (READ_MAX // len(piece)) + " " * 10 + "due friday"
    assert all(phrase.end <= READ_MAX for phrase in due_phrases(text, today=WEDNESDAY))
