"""`cm-task serve` with all waits scaled down: what takes a minute in production takes two seconds here."""

from __future__ import annotations

from bot.outbox.pace import Pace
from tests.quick_bot import serve

PACE = Pace(
    call=0.75,
    lease=6.0,
    form=1.0,
    poll=0.1,
    first_wait=0.1,
    longest_wait=0.8,
    settles=2.0,
    timed_out_settles=4.0,
    list_settles=4.0,
    message_settles=1.0,
)
"""See `faults.py` for the faults that this stands."""


if __name__ == "__main__":
    serve(PACE)
