"""A bot between fresh stand-ins for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.operate import logs
from bot.outbox.pace import Pace
from bot.runtime import REAL, Runtime
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.memory import folder_in_memory
from tests.recycling import RecycledPostgresql, RecycledSqlite, Recycling
from tests.scenarios.checked import Deployment
from tests.scenarios.running import API_KEY, LATE, QUICK, World, declared_slack, get_to_know, peopled
from tests.scenarios.written import Written
from tests.templates import postgresql_template, sqlite_template


@pytest.fixture(autouse=True)
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    """What a deployment writes to its log at the most: nothing that nobody may read there."""
    slack, chartmogul = _around(request)
    written = Written(sys.stderr)
    logs.configure("DEBUG", written)
    yield written
    # By now the bot of this test has ended, and the stand-ins are still there.
    assert written.leaks(slack, chartmogul) == []


def _around(request: pytest.FixtureRequest) -> tuple[SlackStandIn | None, ChartMogulStandIn | None]:
    """The stand-ins of a test, where it has any."""
    if "standing_world" in request.fixturenames:
        world: World = request.getfixturevalue("standing_world")
        return world.slack, world.chartmogul
    if not {"slack", "chartmogul"} <= {*request.fixturenames}:
        return None, None
    return request.getfixturevalue("slack"), request.getfixturevalue("chartmogul")


@pytest.fixture(scope="session")
def known_sqlite(migrated_sqlite: Path, run_folder: Path) -> Iterator[Recycling]:
    """A database file after the first sync, for one test after the other."""
    template = sqlite_template(run_folder, "known", get_to_know, of=migrated_sqlite)
    with folder_in_memory("sqlite") as folder:
        yield RecycledSqlite(template, folder)


@pytest.fixture(scope="session")
def known_postgresql(
    postgresql_server: Engine, migrated_postgresql: str, run_folder: Path
) -> Iterator[Recycling]:
    """A PostgreSQL database after the first sync, for one test after the other."""
    template = postgresql_template(
        postgresql_server, run_folder, "known", get_to_know, of=migrated_postgresql
    )
    recycling = RecycledPostgresql(postgresql_server, template)
    yield recycling
    recycling.drop()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a SQLite file: with nothing in it, or for a world as after the first sync."""
    with recycled(request, "sqlite").lent() as url:
        yield url


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same of a PostgreSQL database."""
    with recycled(request, "postgresql").lent() as url:
        yield url


def recycled(request: pytest.FixtureRequest, kind: str) -> Recycling:
    """What a test gets its database from."""
    is_known = "world" in request.fixturenames and not request.node.get_closest_marker("first_sync")
    recycling: Recycling = request.getfixturevalue(f"{'known' if is_known else 'recycled'}_{kind}")
    return recycling


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
    if request.node.get_closest_marker("follows"):
        return replace(QUICK, follow=0.2)
    return LATE if request.node.get_closest_marker("late") else QUICK


@pytest.fixture
def runtime() -> Runtime:
    """The time and the threads that the bot has."""
    return REAL


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace, runtime: Runtime
) -> Iterator[World]:
    """Anna and Ben, a channel, the customer Acme, and the bot at work between them."""
    with peopled(slack, chartmogul, database_url, pace, runtime) as made:
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


@pytest.fixture
def deployment(tmp_path: Path, slack: SlackStandIn, chartmogul: ChartMogulStandIn) -> Deployment:
    """A deployment with nothing wrong, to be looked at."""
    return Deployment(tmp_path, slack, chartmogul)
