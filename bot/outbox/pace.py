"""How long the outbox waits, for what."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.chartmogul import ChartMogulError, Dropped, ServerError

CLOCK_SKEW = 300.0
"""Seconds that ChartMogul's clock, which dates its tasks, may differ from the database's."""


@dataclass(frozen=True)
class Pace:
    """How long things take and wait, in seconds.

    A `lease` shorter than the longest call (waiting for a slot, connecting, reading) would let two workers
    act on one delivery at once; from call to call it is renewed. The `…_settles` are how long a request
    without an answer may still take effect; only then is what was not found sent again.
    """

    lease: float = 30.0
    form: float = 2.0
    poll: float = 1.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    server_error_settles: float = 5.0
    dropped_settles: float = 10.0
    timed_out_settles: float = 30.0
    message_settles: float = 5.0

    def wait(self, attempts: int) -> float:
        """Seconds until the next try: doubling, with jitter, so that many deliveries do not return as one."""
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(attempts, 16))
        return longest * random.uniform(0.5, 1.0)

    def after(self, error: ChartMogulError, attempts: int) -> float:
        """Seconds until the next try. What ChartMogul asks for counts, but not a slip that names a day."""
        return max(self.wait(attempts), min(error.retry_after or 0.0, self.longest_wait))

    def settles(self, error: ChartMogulError) -> float:
        """Seconds after which a request that failed like this can no longer take effect."""
        match error:
            case ServerError(status=500 | 503):
                return self.server_error_settles
            case Dropped():
                return self.dropped_settles
            case _:
                return self.timed_out_settles
