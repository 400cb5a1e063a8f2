"""When something is due that comes once in a morning, wherever people are and whatever clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mornings.slot import ENDS, MONDAYS, WORKING_DAYS, Turn, slot_at, time_of
from bot.slack.time_zone import zone_of
from bot.views.settings import REMINDER_TIMES

EARLIEST = time_of(REMINDER_TIMES[0])
LATEST = time_of(REMINDER_TIMES[-1])

NAMES = sorted(available_timezones())

zones = st.sampled_from(NAMES).map(ZoneInfo)
chosen = st.times(EARLIEST, LATEST).map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def turn(moment: str, *, zone: str = "Europe/Berlin", at: str = "09:00", last: str = "") -> Turn:
    """Whether it is time for a reminder at this moment in UTC."""
    now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return slot_at(now, ZoneInfo(zone), time_of(at), last, WORKING_DAYS).turn


class TestInTheMorning:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-27 07:59:59", Turn.NOT_YET),
            ("2026-11-27 08:00", Turn.DUE),
            ("2026-11-27 10:59:59", Turn.DUE),
            ("2026-11-27 11:00", Turn.OVER),
            ("2026-11-27 23:30", Turn.OVER),  # a Saturday there
            ("2026-11-28 08:00", Turn.OVER),
            ("2026-11-29 08:00", Turn.OVER),
            ("2026-11-29 23:30", Turn.NOT_YET),
            ("2026-11-30 08:00", Turn.DUE),
        ],
    )
    def test_from_the_chosen_time_until_noon(self, moment: str, expected: Turn) -> None:
        assert turn(moment) is expected

    def test_sunday_evening_in_utc_is_monday_in_auckland(self) -> None:
        assert turn("2026-11-29 20:00", zone="Pacific/Auckland") is Turn.DUE

    @pytest.mark.parametrize(
        ("zone", "day", "hour"),
        [
            ("Europe/Berlin", "2026-03-27", 8),
            ("Europe/Berlin", "2026-03-30", 7),
            ("Europe/Berlin", "2026-10-23", 7),
            ("Europe/Berlin", "2026-10-26", 8),
            # Clocks are put forward at midnight on this Friday: there is no 00:00.
            ("Africa/Cairo", "2026-04-23", 7),
            ("Africa/Cairo", "2026-04-24", 6),
        ],
    )
    def test_nine_stays_nine_when_clocks_are_changed(self, zone: str, day: str, hour: int) -> None:
        assert turn(f"{day} {hour - 1:02}:59", zone=zone) is Turn.NOT_YET
        assert turn(f"{day} {hour:02}:00", zone=zone) is Turn.DUE

    @pytest.mark.parametrize("zone", ["Asia/Calcutta", "US/Pacific", "Europe/Kiev"])
    def test_in_zones_that_go_by_an_older_name(self, zone: str) -> None:
        assert zone_of(zone) is not UTC
        nine = datetime.combine(date(2026, 11, 27), time(9), zone_of(zone))
        assert slot_at(nine, zone_of(zone), time(9), "", WORKING_DAYS).turn is Turn.DUE


class TestOnceADay:
    def test_not_again_after_the_time_was_changed(self) -> None:
        assert turn("2026-11-27 09:00", at="10:00", last="2026-11-27") is Turn.OVER

    def test_not_again_after_a_flight_from_berlin_to_new_york(self) -> None:
        assert turn("2026-11-27 14:00", zone="America/New_York", last="2026-11-27") is Turn.OVER

    def test_not_again_on_the_same_day_beyond_the_date_line(self) -> None:
        # It was Friday in Auckland, and is Thursday in Honolulu: both were seen to.
        assert turn("2026-11-26 19:30", zone="Pacific/Honolulu", last="2026-11-27") is Turn.OVER

    def test_not_at_all_after_a_flight_from_new_york_to_berlin(self) -> None:
        assert turn("2026-11-27 11:00", zone="America/New_York") is Turn.NOT_YET
        assert turn("2026-11-27 11:00", zone="Europe/Berlin") is Turn.OVER

    def test_goes_on_after_a_clock_that_was_years_ahead(self) -> None:
        assert turn("2026-11-27 08:00", last="2031-01-01") is Turn.DUE

    def test_a_digest_comes_on_mondays_only(self) -> None:
        week = [datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(days=days) for days in range(7)]
        turns = [slot_at(now, ZoneInfo("Europe/Berlin"), time(9), "", MONDAYS).turn for now in week]

        assert turns == [Turn.DUE, *[Turn.OVER] * 6]


@given(zones, chosen, moments)
def test_it_is_never_due_outside_of_a_working_morning(zone: ZoneInfo, at: time, now: datetime) -> None:
    slot = slot_at(now, zone, at, "", WORKING_DAYS)
    local = now.astimezone(zone)

    assert (slot.turn is Turn.DUE) == (local.weekday() in WORKING_DAYS and at <= local.time() < ENDS)
    if slot.turn is Turn.DUE:
        assert slot.ends.astimezone(zone).time() == ENDS
        assert slot.ends.astimezone(zone).date() == slot.day


@given(zones, chosen, moments)
def test_whoever_looks_often_gives_it_once_on_each_working_day(
    zone: ZoneInfo, at: time, begins: datetime
) -> None:
    given_on: list[date] = []
    for minutes in range(0, 9 * 24 * 60, 29):
        now = begins + timedelta(minutes=minutes)
        slot = slot_at(now, zone, at, str(given_on[-1]) if given_on else "", WORKING_DAYS)
        if slot.turn is Turn.DUE:
            given_on.append(slot.day)

    first = begins.astimezone(zone).date() + timedelta(days=1)
    whole = [first + timedelta(days=days) for days in range(7)]
    # Samoa left out a day, long before this.
    assert [day for day in given_on if day in whole] == [
        day for day in whole if day.weekday() in WORKING_DAYS
    ]
    assert len(set(given_on)) == len(given_on)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-24 * 60, 24 * 60)), max_size=40), moments)
def test_no_day_comes_twice_however_clocks_jump_and_people_travel(
    moves: list[tuple[str, int]], begins: datetime
) -> None:
    given_on: list[date] = []
    now = latest = begins
    for zone, minutes in moves:
        # A clock that is wrong by hours, or put right.
        now = max(now + timedelta(minutes=minutes), latest - timedelta(hours=12))
        latest = max(latest, now)
        slot = slot_at(now, ZoneInfo(zone), EARLIEST, str(given_on[-1]) if given_on else "", WORKING_DAYS)
        if slot.turn is Turn.DUE:
            given_on.append(slot.day)

    assert len(set(given_on)) == len(given_on)


def test_in_every_zone_each_morning_of_a_year_is_there_once() -> None:
    for name in NAMES:
        zone = ZoneInfo(name)
        for day in (date(2026, 1, 1) + timedelta(days=days) for days in range(365)):
            begins, ends = (datetime.combine(day, at, zone).timestamp() for at in (time(6), ENDS))
            assert ends - begins == 6 * 3600, (name, day)


@pytest.mark.parametrize("chosen", ["", "25:00", "nine", "9"])
def test_a_time_that_nobody_can_read_is_the_usual_one(chosen: str) -> None:
    assert time_of(chosen) == time(9)
