"""What the headers of an answer say, where they say it right."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from urllib3 import Retry
from urllib3.exceptions import InvalidHeader

WAIT_MAX = 3600
"""Most seconds that are taken from `Retry-After`."""

_PLAUSIBLE = range(1_577_836_800, 4_102_444_800)
"""From 2020 to 2100: a clock that was never set says something else."""


def retry_after(header: str | None) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110, 10.2.3); at most an hour."""
    if header is None:
        return None
    try:
        return float(Retry(retry_after_max=WAIT_MAX).parse_retry_after(header))
    except (InvalidHeader, ValueError, TypeError, OverflowError):
        return None


def http_date(header: str | None) -> float | None:
    """Epoch seconds, from a `Date` header (RFC 9110, 6.6.1); None where there is none, or an odd one."""
    try:
        moment = parsedate_to_datetime(header or "")
        # Without a zone it is in the machine's for Python, and in UTC by the standard.
        seconds = moment.timestamp() if moment.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return seconds if seconds is not None and int(seconds) in _PLAUSIBLE else None
