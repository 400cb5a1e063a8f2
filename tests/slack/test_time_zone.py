"""Whatever Slack says of a person's time zone, their day is the right one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.time_zone import zone_name, zone_of

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tz", "offset", "ahead"),
    [
        ("Europe/Berlin", 3600, 2),
        ("Europe/Berlin", None, 2),
        (None, 19800, 5.5),
        ("", -12600, -3.5),
        (None, 0, 0),
        ("Mars/Phobos", 50400, 14),
        ("Europe", 3600, 1),
        ("../etc/passwd", 3600, 1),
        ("a\x00b", 3600, 1),
        (7, -43200, -12),
        (None, None, 0),
        (None, "3600", 0),
        (None, True, 0),
        (None, 10**9, 0),
        (None, 3600.0, 0),
        ({}, [], 0),
    ],
)
def test_a_zone_is_known_by_name_or_else_by_offset(tz: Any, offset: Any, ahead: float) -> None:
    assert NOON.astimezone(zone_of(zone_name(tz, offset))).utcoffset() == timedelta(hours=ahead)


@given(st.integers(-840, 840))
def test_every_offset_comes_back(minutes: int) -> None:
    assert NOON.astimezone(zone_of(zone_name(None, minutes * 60))).utcoffset() == timedelta(minutes=minutes)


@given(st.text())
def test_any_remembered_name_is_some_zone(name: str) -> None:
    assert NOON.astimezone(zone_of(name)) == NOON
