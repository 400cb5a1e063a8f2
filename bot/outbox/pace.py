"""How long the outbox waits, for what, and how often it tries."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.chartmogul import ChartMogulError, TimedOut

CLOCK_SKEW = 300.0
"""Seconds that somebody else's clock may differ from the one at hand."""


@dataclass(frozen=True)
class Pace:
    """How long things take and wait, in seconds, and how often an uncertain request is made.

    A `call` may take that long, and up to 3.05 s more to connect. A `lease` shorter than the longest call
    (waiting for a slot, connecting, reading) would let two workers act on one delivery at once; from call to
    call it is renewed. The `…settles` are how long a request without an answer may still take effect, and its
    task be missing in the list; only then is what was not found sent again. Tasks were seen to appear 40 s
    after a 504, and lists to lag by 8 s.

    A task is sent at most `sendings` times, and `unclear` times where the request broke off or its answer
    could not be read, before a person is asked: what ChartMogul takes and does not show would be made without
    end.
    """

    call: float = 10.0
    lease: float = 30.0
    form: float = 2.0
    form_ends: float = 1.0
    """How long the form may still show a refusal after it has waited."""
    poll: float = 1.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    settles: float = 60.0
    timed_out_settles: float = 130.0
    list_settles: float = 60.0
    """How long a list that cannot be read, in part or at all, is taken for something passing."""
    message_settles: float = 5.0
    follow: float = 240.0
    """From one reading of what became of tasks to the next: cards follow ChartMogul within five minutes."""
    look: float = 10.0
    """From one look for whose morning it is to the next."""
    glance: float = 0.1
    """For which somebody who opens a task's form waits for ChartMogul; then what is known of it serves."""
    rest: float = 1.0
    """For which a card is left alone once it was drawn anew: more often nobody sees it change."""
    sendings: int = 20
    unclear: int = 2

    @property
    def form_seconds(self) -> float:
        """Seconds after a submission in which the form may show a refusal."""
        return self.form + self.form_ends

    @property
    def longest(self) -> float:
        """Seconds that nothing in the outbox is ever put off for longer than."""
        return max(
            self.lease,
            self.form_seconds,
            2 * self.longest_wait,
            self.settles,
            self.timed_out_settles,
        )

    def wait(self, attempts: int) -> float:
        """Seconds until the next try: doubling, with jitter, so that many deliveries do not return as one."""
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(attempts, 16))
        return longest * random.uniform(0.5, 1.0)

    def after(self, error: ChartMogulError, attempts: int) -> float:
        """Seconds until the next try. What ChartMogul asks for counts, but not a slip that names a day."""
        return max(self.wait(attempts), min(error.retry_after or 0.0, self.longest_wait))

    def settles_after(self, error: ChartMogulError) -> float:
        """Seconds after which a request that failed like this can no longer take effect unseen."""
        return self.timed_out_settles if isinstance(error, TimedOut) else self.settles
