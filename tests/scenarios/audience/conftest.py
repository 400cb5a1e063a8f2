"""A workspace of an enterprise, so that colleagues may come from another one."""

from __future__ import annotations

import pytest

from bot.sandbox.slack import SlackStandIn


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


@pytest.fixture
def slack(slack: SlackStandIn) -> SlackStandIn:
    """A workspace of an enterprise."""
    slack.workspace.enterprise_id = "E0ACME0001"
    return slack
