"""Words become the one day that they mean, or none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resolve.due_date import parse_due_date

WEDNESDAY = date(2026, 11, 25)
DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2026-11-25"),
        ("tonight", "2026-11-25"),
        ("eod", "2026-11-25"),
        ("end of day", "2026-11-25"),
        ("by cob", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("Tmrw!", "2026-11-26"),
        ("tomorrow 5pm", "2026-11-26"),
        ("tomorrow at 17:00", "2026-11-26"),
        ("tomorrow morning", "2026-11-26"),
        ("noon tomorrow", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27"),
        ("wed", "2026-12-02"),
        ("thu", "2026-11-26"),
        ("FRIDAY", "2026-11-27"),
        ("by friday", "2026-11-27"),
        ("eod friday", "2026-11-27"),
        ("friday at 5 p.m.", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("this wed", "2026-11-25"),
        ("this coming tue", "2026-12-01"),
        ("next wed", "2026-12-02"),
        ("next friday", "2026-12-04"),
        ("next mon", "2026-11-30"),
        ("friday next week", "2026-12-04"),
        ("next week tues", "2026-12-01"),
        ("next week", "2026-11-30"),
        ("beginning of next week", "2026-11-30"),
        ("end of next week", "2026-12-04"),
        ("eow", "2026-11-27"),
        ("end of the week", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("end of month", "2026-11-30"),
        ("by the end of next month", "2026-12-31"),
        ("month-end", "2026-11-30"),
        ("first of next month", "2026-12-01"),
        ("eoq", "2026-12-31"),
        ("end of quarter", "2026-12-31"),
        ("end of the next quarter", "2027-03-31"),
        ("end of Q1", "2027-03-31"),
        ("end of q4", "2026-12-31"),
        ("start of next quarter", "2027-01-01"),
        ("eoy", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("end of february", "2027-02-28"),
        ("end of feb 2028", "2028-02-29"),
        ("2w", "2026-12-09"),
        ("3d", "2026-11-28"),
        ("10 days", "2026-12-05"),
        ("in two weeks", "2026-12-09"),
        ("in a week", "2026-12-02"),
        ("within 3 days", "2026-11-28"),
        ("in a fortnight", "2026-12-09"),
        ("2 weeks from today", "2026-12-09"),
        ("a week from friday", "2026-12-04"),
        ("3 days from tomorrow", "2026-11-29"),
        ("in 3 business days", "2026-11-30"),
        ("next working day", "2026-11-26"),
        ("in 3 months", "2027-02-25"),
        ("in a year", "2027-11-25"),
        ("in 2 weeks and 3 days", "2026-12-12"),
        ("jan 5", "2027-01-05"),
        ("Jan. 5th", "2027-01-05"),
        ("5 january", "2027-01-05"),
        ("the 5th of January", "2027-01-05"),
        ("january the 5th", "2027-01-05"),
        ("dec 1", "2026-12-01"),
        ("nov 25", "2026-11-25"),
        ("nov 24", "2027-11-24"),
        ("Sept 3, 2027", "2027-09-03"),
        ("5-jan-2027", "2027-01-05"),
        ("Thu, Nov 26", "2026-11-26"),
        ("tuesday 5 january 2027 at 10:30", "2027-01-05"),
        ("feb 29 2028", "2028-02-29"),
        ("the 30th", "2026-11-30"),
        ("5th", "2026-12-05"),
        ("2027-01-05", "2027-01-05"),
        ("2027/1/5", "2027-01-05"),
        ("2027-01-05T23:59:59Z", "2027-01-05"),
        ("2027-01-05T00:30:00+14:00", "2027-01-05"),
        ("5.1.", "2027-01-05"),
        ("05.01.2027", "2027-01-05"),
        ("5.1.27", "2027-01-05"),
        ("25/12", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("6/6", "2027-06-06"),
    ],
)
def test_words_with_one_meaning(words: str, expected: str) -> None:
    assert parse_due_date(words, today=WEDNESDAY) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    "words",
    """
    |1|10|2027|20270105|friday 13|may|march|mon amour|sun flower|week|day|next|now|asap|soon|later|someday
    may 32|feb 30|feb 29|feb 29 2027|0 jan|31.2.|5.13.|2027-02-30|2027-13-01|13/13|32nd|31st
    yesterday|last friday|3 days ago|-3 days|in -3 days|nov 24 2026|2026-11-24|24.11.2026|this mon|1/1/2020
    5/1|5/1/2027|1-5-2027|25/12/27|5.1|5-1|5-7 jan|jan 5 or 6|jan 5 27|tomorrow or friday|before friday
    fri nov 26|friday, 5 january 2027|jan 2027|in january|this week|next month|next year|next quarter
    the weekend|this weekend|week end|mid january|in a few days|a couple of weeks|in 1.5 weeks|in half a year
    2m|5 hours|in 5 minutes|12:30|5pm|noon|in the morning|friday 25:00|tomorrow 5pm PST|two weeks from wed
    9999 weeks|in 99999999999 days|999 years and 999 years|send quote friday|friday call anna|2w3d extra
    and|in and|tend|aw|ad|a d|in a d|3 months of 2027|5.1.41|25/12/41|room 2027|12 of 2027|
    jan 5 2027 in the new office|\u00b2 days
    """.replace("\n", "|").split("|"),
)
def test_words_that_are_doubtful_past_or_no_day(words: str) -> None:
    assert parse_due_date(words.strip(), today=WEDNESDAY) is None


@pytest.mark.parametrize(
    ("words", "day_first", "expected"),
    [
        ("5/1", True, "2027-01-05"),
        ("5/1", False, "2027-05-01"),
        ("5/1/27", True, "2027-01-05"),
        ("5-1-2027", False, "2027-05-01"),
        ("12/25", True, "2026-12-25"),
        ("25/12", False, "2026-12-25"),
        ("5.1", True, "2027-01-05"),
        ("5.1", False, None),
        ("5.1.", False, "2027-01-05"),
        ("5-1", True, None),
        ("31/2", True, None),
    ],
)
def test_a_known_order_decides(words: str, day_first: bool, expected: str | None) -> None:
    found = parse_due_date(words, today=WEDNESDAY, locale_day_first=day_first)
    assert found == (date.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("today", "words", "expected"),
    [
        ("2026-11-27", "fri", "2026-12-04"),
        ("2026-11-27", "this fri", "2026-11-27"),
        ("2026-11-27", "eow", "2026-11-27"),
        ("2026-11-28", "eow", "2026-12-04"),
        ("2026-11-29", "next week", "2026-11-30"),
        ("2026-11-29", "next wed", "2026-12-02"),
        ("2026-11-30", "eom", "2026-11-30"),
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2026-12-31", "eoq", "2026-12-31"),
        ("2026-12-31", "next working day", "2027-01-01"),
        ("2026-12-31", "end of next month", "2027-01-31"),
        ("2026-12-31", "in 2 months", "2027-02-28"),
        ("2026-12-31", "the 1st", "2027-01-01"),
        ("2027-01-01", "eoq", "2027-03-31"),
        ("2027-01-31", "in a month", "2027-02-28"),
        ("2028-02-29", "in a year", "2029-02-28"),
        ("2028-02-28", "eom", "2028-02-29"),
        ("2027-03-01", "feb 29", "2028-02-29"),
        ("2028-03-01", "feb 29", None),
        ("2027-01-30", "the 29th", None),
        ("9999-12-31", "tomorrow", None),
        ("9999-12-31", "next week", None),
        ("9999-12-31", "fri", None),
        ("9999-12-31", "jan 5", None),
    ],
)
def test_the_edges_of_weeks_months_and_years(today: str, words: str, expected: str | None) -> None:
    found = parse_due_date(words, today=date.fromisoformat(today))
    assert found == (date.fromisoformat(expected) if expected else None)


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_written_date_is_that_day_unless_past(today: date, day: date) -> None:
    expected = day if day >= today else None
    for words in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%a %d %b %Y}",
    ):
        assert parse_due_date(words, today=today) == expected


@settings(deadline=None)
@given(DAYS, st.integers(0, 999))
def test_days_and_weeks_are_counted(today: date, number: int) -> None:
    assert parse_due_date(f"{number}d", today=today) == today + timedelta(days=number)
    assert parse_due_date(f"in {number} weeks", today=today) == today + timedelta(weeks=number)


@settings(deadline=None)
@given(DAYS, st.sampled_from(["mon", "tuesday", "wed", "thur", "fri", "saturday", "sun"]))
def test_weekdays(today: date, weekday: str) -> None:
    plain, ahead = parse_due_date(weekday, today=today), parse_due_date(f"next {weekday}", today=today)
    assert plain is not None
    assert ahead is not None
    assert f"{plain:%A}".lower().startswith(weekday)
    assert timedelta(days=1) <= plain - today <= timedelta(days=7)
    assert ahead - plain in (timedelta(0), timedelta(days=7))


VOCABULARY = """
next this last in by the of end start a two 3 10 31 2w eom q3 week month day days year fri monday jan may 5th
29 and from now today tomorrow ago 5/1 5.1. - 2027 2027-01-05 5pm at or , hours business
"""
PHRASES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=5).map(" ".join)


@settings(deadline=None)
@given(PHRASES | st.text(max_size=70), DAYS, st.sampled_from([None, True, False]))
def test_no_words_give_a_past_day_or_fail(words: str, today: date, day_first: bool | None) -> None:
    found = parse_due_date(words, today=today, locale_day_first=day_first)
    assert found is None or (type(found) is date and found >= today)


@settings(deadline=None)
@given(PHRASES, DAYS)
def test_a_known_order_only_settles_what_was_open(words: str, today: date) -> None:
    unknown = parse_due_date(words, today=today)
    known = {parse_due_date(words, today=today, locale_day_first=order) for order in (True, False)}
    assert unknown is None or unknown in known
