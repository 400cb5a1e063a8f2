"""A bot between fresh stand-ins for every test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.operate import logs
from bot.operate.manifest import manifest
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import AppDeclaration, SlackStandIn
from tests.scenarios.running import API_KEY, QUICK, SECRET, TOKEN, World, bot_between


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
def pace() -> Pace:
    """How long the bot waits, for what."""
    return QUICK


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> Iterator[World]:
    """Anna and Ben, a channel, the customer Acme, and the bot at work between them."""
    with peopled(slack, chartmogul, database_url, pace) as made:
        yield made


@pytest.fixture(scope="module")
def standing_world(standing_database_url: str) -> Iterator[World]:
    """The same for all tests of a module: for those that leave nothing behind which another one notices."""
    with (
        declared_slack() as slack,
        ChartMogulStandIn(API_KEY) as chartmogul,
        peopled(slack, chartmogul, standing_database_url, QUICK) as made,
    ):
        yield made


def declared_slack() -> SlackStandIn:
    """A Slack that knows the app by its manifest."""
    declared = manifest(socket_mode=False)
    return SlackStandIn(
        bot_token=TOKEN,
        signing_secret=SECRET,
        app=AppDeclaration.from_manifest(declared),
        scopes=declared["oauth_config"]["scopes"]["bot"],
    )


@contextmanager
def peopled(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> Iterator[World]:
    """Everybody comes, the bot starts, and at the end Slack had nothing to complain of."""
    anna = slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test", tz="Europe/Berlin")
    ben = slack.add_person("ben", real_name="Ben Okafor", email="ben@ourcompany.test", tz="America/New_York")
    channel = slack.add_channel("acme", members=[anna, ben])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_user("ben@ourcompany.test")
    acme = chartmogul.add_customer("Acme Corporation", company="Acme", email="billing@acme.test")
    chartmogul.add_customer("Bluebird Logistics", email="ops@bluebird.test")
    chartmogul.add_contact(acme["uuid"], "kim@acme.test", first_name="Kim", last_name="Lee")
    with bot_between(slack, chartmogul, database_url, pace=pace) as (application, url):
        yield World(slack, chartmogul, application, url, anna, ben, channel, acme)
    assert slack.problems == []
