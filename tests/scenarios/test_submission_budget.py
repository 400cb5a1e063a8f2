"""One submission has one budget over all that it waits for, and Slack gets its answer in time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually


@pytest.fixture
def database_url(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> str:
    """A database that a test can lock."""
    path = tmp_path / "cm-task.sqlite3"
    path.write_bytes(migrated_sqlite.read_bytes())
    return f"sqlite:///{path}"


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Somebody else writes to the database, and goes on writing."""
    connection = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def filled(world: World) -> tuple[PersonDriver, str]:
    """Anna's form about a customer that only ChartMogul knows, for somebody of whom nothing is known."""
    new = world.chartmogul.add_customer("Brand New", email="hello@brandnew.test")
    world.chartmogul.add_user("olga@ourcompany.test")
    olga = world.slack.add_person("olga", email="olga@ourcompany.test")
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", new["uuid"])
    anna.fill("assignee", olga)
    with world.application.rooms.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM people WHERE id = ?", (olga,))
        connection.exec_driver_sql("DELETE FROM customers WHERE uuid = ?", (new["uuid"],))
    return anna, olga


def test_several_slow_things_at_once_do_not_add_up(world: World) -> None:
    anna, olga = filled(world)
    world.slack.fail("users.info", delay=1.2, when=lambda call: call["user"] == olga)
    world.chartmogul.fault("GET", "/customers", kind="delay", seconds=5, times=None)
    world.chartmogul.fault("POST", "/tasks", kind="delay", seconds=5)
    world.slack.fail("views.update", delay=5, times=None)

    result = anna.submit()

    assert result.delivery is not None
    assert result.delivery.acked_in_time
    assert result.errors == {}
    assert anna.view is not None
    assert "Saved." in str(anna.view.blocks)
    world.chartmogul.clear_faults()
    assert len(eventually(lambda: world.cards(world.channel))) == 1


def test_a_refusal_after_slow_look_ups_is_still_shown_in_time(world: World) -> None:
    anna, olga = filled(world)
    world.slack.workspace.people[olga].email = "nobody@ourcompany.test"
    world.slack.fail("users.info", delay=1.2, when=lambda call: call["user"] == olga)
    world.slack.fail("views.update", delay=5, times=None)

    result = anna.submit()

    assert result.delivery is not None
    assert result.delivery.acked_in_time
    assert list(result.errors) in (["assignee"], [])


def test_storing_that_takes_long_is_said_in_time_and_pressing_again_makes_one_task(
    world: World, database_url: str
) -> None:
    anna, olga = filled(world)
    world.slack.fail("users.info", delay=1.2, when=lambda call: call["user"] == olga)
    with locked(database_url):
        result = anna.submit()

        assert result.delivery is not None
        assert result.delivery.acked_in_time
        assert list(result.errors) == ["details"]

    assert anna.submit().errors == {}
    eventually(lambda: world.cards(world.channel))
    assert len(world.chartmogul.tasks) == 1
