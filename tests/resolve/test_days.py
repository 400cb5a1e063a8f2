"""Working days, counted from any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resolve.days import next_working_day, working_day_in

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2027, 12, 31), date(2028, 1, 3)),
    ],
)
def test_the_next_working_day(today: date, expected: date) -> None:
    assert next_working_day(today) == expected


@settings(deadline=None)
@given(DAYS)
def test_a_working_day_is_at_most_three_days_away(today: date) -> None:
    day = next_working_day(today)
    assert timedelta(days=1) <= day - today <= timedelta(days=3)
    assert day.isoweekday() <= 5


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        (1, date(2026, 11, 27), date(2026, 11, 30)),
        (3, date(2026, 11, 23), date(2026, 11, 26)),
        (3, date(2026, 11, 26), date(2026, 11, 30)),
        (7, date(2026, 11, 27), date(2026, 12, 4)),
        (7, date(2026, 11, 28), date(2026, 12, 7)),
    ],
)
def test_a_working_day_in_some_days(days: int, today: date, expected: date) -> None:
    assert working_day_in(days, today) == expected
