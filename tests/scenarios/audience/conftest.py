"""A workspace of an enterprise, so that colleagues may come from another one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.running import API_KEY, World, declared_slack, peopled

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
def standing_world(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same for all tests of a module: for those that leave nothing behind which another one notices."""
    file = tmp_path_factory.mktemp("standing") / "cm-task.sqlite3"
    shutil.copy(migrated_sqlite, file)
    with declared_slack() as slack, ChartMogulStandIn(API_KEY) as chartmogul:
        slack.workspace.enterprise_id = ENTERPRISE
        with peopled(slack, chartmogul, f"sqlite:///{file}") as made:
            yield made
