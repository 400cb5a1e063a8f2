"""A person's time zone, by whichever of Slack's two fields says it."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")

OFFSET_MAX = 18 * 3600
"""Most seconds between any local time and UTC."""


def zone_name(tz: object, offset: object) -> str:
    """What to remember of a user's `tz` and `tz_offset` (seconds): `Europe/Berlin`, or else `+05:30`.

    `tz` is null for some users (https://docs.slack.dev/reference/objects/user-object), and may be one that
    this machine does not know; then the offset counts. `""` where neither says anything.
    """
    if isinstance(tz, str) and tz and _known(tz):
        return tz
    if not isinstance(offset, int) or isinstance(offset, bool) or abs(offset) > OFFSET_MAX:
        return ""
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def zone_of(name: str) -> tzinfo:
    """The time zone that `zone_name` remembered; UTC for one that says nothing here."""
    found = _OFFSET.fullmatch(name)
    if not found:
        return _known(name) or UTC
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-ahead if found[1] == "-" else ahead)


def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # A name such as `Europe` is a folder of the system's zones.
        return None
