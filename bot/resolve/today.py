"""The day that it is for somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from bot.slack.person import Person


def today_in(zone: tzinfo, now: datetime) -> date:
    """The calendar day that it is at `now` (an aware time) for somebody in this zone."""
    return now.astimezone(zone).date()


def today_of(person: Person | None, now: datetime) -> date:
    """Today where this person is; in UTC where nothing is known of them.

    Args:
        now: an aware time.
    """
    return today_in(person.zone if person else UTC, now)
