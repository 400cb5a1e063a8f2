"""A workspace of an enterprise, so that colleagues may come from another one."""

from __future__ import annotations

import pytest

from bot.sandbox.slack import SlackStandIn

ENTERPRISE = "E0ACME0001"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


@pytest.fixture
def slack(slack: SlackStandIn) -> SlackStandIn:
    """A workspace of an enterprise."""
    slack.workspace.enterprise_id = ENTERPRISE
    return slack


@pytest.fixture(scope="module")
def standing_database_url(standing_sqlite_url: str) -> str:
    """The same, for all tests of a module."""
    return standing_sqlite_url


@pytest.fixture(scope="module")
def standing_slack(standing_slack: SlackStandIn) -> SlackStandIn:
    """A workspace of an enterprise."""
    standing_slack.workspace.enterprise_id = ENTERPRISE
    return standing_slack
