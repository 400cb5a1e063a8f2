"""Worlds in which months pass when a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.moved_clock import MovedClock
from tests.scenarios.running import LATE, QUICK, World, peopled
from tests.store.clock import ClockMovedOn


@pytest.fixture
def clock() -> MovedClock:
    """Right, but for a moment in the night: Slack signs with the machine's."""
    return MovedClock()


@pytest.fixture
def pace(request: pytest.FixtureRequest) -> Pace:
    """Nobody looks by themselves whether it is night."""
    return replace(LATE if request.node.get_closest_marker("late") else QUICK, look=3600.0)


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace, clock: MovedClock
) -> Iterator[World]:
    """The usual one, with clocks that can be moved."""
    with peopled(slack, chartmogul, database_url, pace, clock, open_database=ClockMovedOn.open) as made:
        yield made
