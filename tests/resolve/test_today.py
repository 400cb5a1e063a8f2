"""Today, where somebody is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.resolve.today import today_in


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
