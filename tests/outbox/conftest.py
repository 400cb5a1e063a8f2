"""An office for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.outbox.office import Office
from tests.scenarios.running import API_KEY, SECRET, TOKEN
from tests.store.clock import StoppedClock


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A Slack that the courier may do everything in."""
    with SlackStandIn(bot_token=TOKEN, signing_secret=SECRET) as standin:
        yield standin
        assert standin.problems == []


@pytest.fixture
def chartmogul() -> Iterator[ChartMogulStandIn]:
    """A ChartMogul that counts no requests: the courier in these tests has no throttle."""
    with ChartMogulStandIn(API_KEY, strict_limits=False) as standin:
        yield standin


@pytest.fixture
def office(slack: SlackStandIn, chartmogul: ChartMogulStandIn, clock: StoppedClock) -> Iterator[Office]:
    """A courier at work, with production's time-outs."""
    with Office(slack, chartmogul, clock) as opened:
        yield opened
