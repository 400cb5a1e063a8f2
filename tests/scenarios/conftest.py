"""A bot between fresh stand-ins for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.operate import logs
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import API_KEY, LATE, QUICK, World, declared_slack, peopled


@pytest.fixture(autouse=True)
def logging_as_in_production() -> None:
    """The logs that a deployment writes, on the standard error of this test."""
    logs.configure("DEBUG")


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A Slack that offers what the manifest declares and grants what it asks for."""
    with declared_slack() as standin:
        yield standin


@pytest.fixture
def chartmogul() -> Iterator[ChartMogulStandIn]:
    """A ChartMogul with no customers yet."""
    with ChartMogulStandIn(API_KEY) as standin:
        yield standin


@pytest.fixture
def pace(request: pytest.FixtureRequest) -> Pace:
    """How long the bot waits, for what."""
    return LATE if request.node.get_closest_marker("late") else QUICK


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> Iterator[World]:
    """Anna and Ben, a channel, the customer Acme, and the bot at work between them."""
    with peopled(slack, chartmogul, database_url, pace) as made:
        yield made


@pytest.fixture(scope="module")
def standing_slack() -> Iterator[SlackStandIn]:
    """The same Slack for all tests of a module."""
    with declared_slack() as standin:
        yield standin


@pytest.fixture(scope="module")
def standing_world(standing_slack: SlackStandIn, standing_database_url: str) -> Iterator[World]:
    """The same for all tests of a module: for those that leave nothing behind which another one notices."""
    with (
        ChartMogulStandIn(API_KEY) as chartmogul,
        peopled(standing_slack, chartmogul, standing_database_url) as made,
    ):
        yield made
