"""The day that it is for somebody."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo

from bot.slack.person import Person

_SECONDS = re.compile(r"[1-9][0-9]{8,9}(?=\.[0-9]+$)")


def today_in(zone: tzinfo, now: datetime) -> date:
    """The calendar day that it is at `now` (an aware time) for somebody in this zone."""
    return now.astimezone(zone).date()


def today_of(person: Person | None, now: datetime) -> date:
    """Today where this person is; in UTC where nothing is known of them.

    Args:
        now: an aware time.
    """
    return today_in(person.zone if person else UTC, now)


def day_written(ts: str, person: Person | None, now: datetime) -> date:
    """The day on which a message was written, where this person is; today where that is not known.

    Args:
        ts: the message's, in which Slack has its time (https://docs.slack.dev/messaging/retrieving-messages).
        now: an aware time, after which nothing was written.
    """
    seconds = _SECONDS.match(ts)
    written = datetime.fromtimestamp(int(seconds[0]), UTC) if seconds else now
    return today_of(person, min(written, now))
