"""A bot with a clock that the test sets, which looks whose morning it is when the test says so."""

from __future__ import annotations

import pytest

from bot.outbox.pace import Pace
from bot.runtime import Runtime
from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import PACE


@pytest.fixture
def clock() -> MovedClock:
    """One for all instances; it is right until the test sets it."""
    return MovedClock()


@pytest.fixture
def runtime(clock: MovedClock) -> Runtime:
    """The machine, but for that clock."""
    return clock


@pytest.fixture
def pace() -> Pace:
    """Nobody looks by themselves."""
    return PACE
