"""What the bot says of itself: whether it can take a request just now, and how much it has done."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, nullcontext

import pytest
import requests
from sqlalchemy import Engine, make_url, text

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.store.database import Database
from tests.pooler import pooler, through
from tests.postgresql import postgresql_database, running_postgresql
from tests.scenarios.measured import Measured
from tests.scenarios.requests_from_slack import command, send
from tests.scenarios.running import World, eventually, peopled
from tests.store.trouble import away, full, locked


def status(world: World) -> int:
    return requests.get(f"{world.url}/readyz", timeout=10).status_code


@contextmanager
def read_only(url: str, server: Engine, *, hung_up: bool) -> Iterator[None]:
    """What hosts do to a database that has outgrown its plan, or that has become a standby."""
    name = make_url(url).database
    hang_up = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    setting = f"ALTER DATABASE {name} SET default_transaction_read_only = on"
    with server.connect() as connection:
        connection.execute(
            text(setting if hung_up else "ALTER SYSTEM SET default_transaction_read_only = on")
        )
        connection.execute(hang_up if hung_up else text("SELECT pg_reload_conf()"), {"name": name})
        yield
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.execute(text("ALTER SYSTEM RESET default_transaction_read_only"))
        connection.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(hang_up, {"name": name})


@pytest.fixture(scope="module")
def own_server() -> Iterator[Engine]:
    """A server whose settings may be changed: it is nobody else's."""
    with running_postgresql() as server:
        yield server


@pytest.mark.parametrize("is_pooled", [False, True], ids=["postgresql", "pgbouncer"])
@pytest.mark.parametrize("hung_up", [True, False], ids=["hung up", "in place"])
def test_a_database_that_became_read_only(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, own_server: Engine, hung_up: bool, is_pooled: bool
) -> None:
    with (
        postgresql_database(own_server, "") as direct,
        pooler(own_server) if is_pooled else nullcontext() as port,
        peopled(slack, chartmogul, through(direct, port) if port else direct) as world,
    ):
        assert status(world) == 200
        with read_only(direct, own_server, hung_up=hung_up):
            eventually(lambda: status(world) == 503)
        eventually(lambda: status(world) == 200)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk(world: World, database_url: str) -> None:
    assert status(world) == 200
    with full(database_url):
        assert status(world) == 503
    assert status(world) == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_somebody_else_keeps_locked(world: World, database_url: str) -> None:
    with locked(database_url):
        assert requests.get(f"{world.url}/readyz", timeout=5).status_code == 503
    assert status(world) == 200


@pytest.mark.parametrize("database_url", ["postgresql", "pgbouncer"], indirect=True)
def test_a_database_that_is_away(world: World, database_url: str, postgresql_server: Engine) -> None:
    with away(database_url, postgresql_server):
        assert status(world) == 503
        now = Measured(world.url)
        assert now("cm_task_database_up") == 0
        assert now.has("cm_task_slack_calls_total")
    eventually(lambda: status(world) == 200)
    assert Measured(world.url)("cm_task_database_up") == 1


def test_a_schema_that_somebody_dropped(world: World, database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("DROP TABLE leases"))
    assert status(world) == 503


def test_many_probes_at_once_leave_nothing_behind(world: World, database: Database) -> None:
    with ThreadPoolExecutor(20) as pool, ExitStack() as stack:
        session = stack.enter_context(requests.Session())
        answers = [pool.submit(session.get, f"{world.url}/readyz", timeout=10) for _ in range(60)]
        assert {answer.result().status_code for answer in answers} == {200}
    with database.reading() as connection:
        left = connection.execute(text("SELECT count(*) FROM leases WHERE name LIKE 'readiness%'"))
        assert left.scalar_one() == (1 if database.dialect == "sqlite" else 0)


def test_health_readiness_and_metrics(world: World) -> None:
    send(world, command(world, "help"))

    assert requests.get(f"{world.url}/healthz", timeout=5).text == "ok"
    assert requests.get(f"{world.url}/readyz", timeout=5).status_code == 200
    metrics = requests.get(f"{world.url}/metrics", timeout=5).text
    assert 'cm_task_slack_requests_total{status="200"} 1.0' in metrics
    assert 'cm_task_deliveries{state="waiting"} 0.0' in metrics
    assert "cm_task_database_up 1.0" in metrics
