"""What the log says of a database that fails: once that it does, and once that it is back."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.store.outage import QUIET, Outage
from tests.still_clock import StillClock

FULL, BUSY = "the disk is full", "the database is busy"


def unavailable(problem: str) -> dict[str, Any]:
    return {"event": "database.unavailable", "problem": problem, "log_level": "error"}


def back(seconds: int) -> dict[str, Any]:
    return {"event": "database.back", "seconds": seconds, "log_level": "warning"}


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        ([(0, "")] * 3, []),
        ([(0, FULL), (1, FULL), (1, FULL)], [unavailable(FULL)]),
        ([(0, FULL), (QUIET, "")], [unavailable(FULL), back(5)]),
        ([(0, FULL), (60, FULL), (QUIET, "")], [unavailable(FULL), back(65)]),
        # What comes and goes is one outage.
        ([(0, FULL), (1, ""), (1, FULL), (4, ""), (4, FULL)], [unavailable(FULL)]),
        ([(0, FULL), (1, BUSY), (1, FULL), (1, BUSY)], [unavailable(FULL), unavailable(BUSY)]),
        ([(0, FULL), (9, ""), (0, ""), (1, FULL)], [unavailable(FULL), back(9), unavailable(FULL)]),
    ],
)
def test_each_thing_is_said_once(happens: list[tuple[float, str]], said: list[dict[str, Any]]) -> None:
    clock = StillClock(1000.0)
    outage = Outage(clock.monotonic)

    with capture_logs() as lines:
        for passed, problem in happens:
            clock.seconds += passed
            if problem:
                outage.failed(problem)
            else:
                outage.worked()

    assert lines == said
