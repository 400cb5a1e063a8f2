"""Today, where somebody is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.resolve.today import day_written, today_in
from bot.slack.person import Person


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", 25),
        ("Pacific/Auckland", 26),
        ("America/Los_Angeles", 25),
        ("Asia/Tokyo", 26),
        ("Etc/GMT+12", 25),
    ],
)
def test_today_is_the_day_in_the_zone(zone: str, day: int) -> None:
    now = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
    assert today_in(ZoneInfo(zone), now) == date(2026, 11, day)


NOW = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ts", "zone", "day"),
    [
        (f"{NOW.timestamp() - 86_400:.6f}", "Europe/Berlin", date(2026, 11, 24)),
        (f"{NOW.timestamp() - 3600:.6f}", "Asia/Tokyo", date(2026, 11, 26)),
        (f"{NOW.timestamp() - 16_000:.6f}", "America/Los_Angeles", date(2026, 11, 25)),
        ("1355517523.000005", "UTC", date(2012, 12, 14)),
        (f"{NOW.timestamp() + 86_400:.6f}", "UTC", date(2026, 11, 25)),
        *(
            (odd, "UTC", date(2026, 11, 25))
            for odd in ("", "0.0", "nan", "1e9", "9" * 40 + ".0", "-1355517523.1")
        ),
    ],
)
def test_the_day_on_which_a_message_was_written(ts: str, zone: str, day: date) -> None:
    person = Person(id="U1", name="Anna", tz=zone)

    assert day_written(ts, person, NOW) == day
