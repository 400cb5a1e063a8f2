"""A form submitted while the database is away says so at an input that it has, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.scenarios.measured import Measured
from tests.scenarios.running import World, eventually
from tests.store.trouble import away, locked

Away = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def database_away(database_url: str, request: pytest.FixtureRequest) -> Away:
    """The database takes nothing for a while."""
    if database_url.startswith("sqlite"):
        return lambda: locked(database_url)
    return lambda: away(database_url, request.getfixturevalue("postgresql_server"))


def own_email(world: World) -> str:
    """Open and fill the form for one's own e-mail; its only input."""
    anna = world.slack.person(world.anna)
    anna.open_home()
    eventually(lambda: anna.home)
    anna.click_view("change_chartmogul_email", home=True)
    anna.fill("own_email", "anna.berg@ourcompany.test")
    return "own_email"


def link_channel(world: World) -> str:
    """Open and fill the form that links a channel; its only input."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "link nobody is called so")
    anna.fill("customer", "Acme")
    return "customer"


def create_task(world: World) -> str:
    """Open and fill the form for a task; the input that shows what concerns none."""
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    return "details"


@pytest.mark.parametrize("opened", [own_email, link_channel, create_task])
def test_it_says_so_at_an_input_of_this_form(
    world: World, database_away: Away, opened: Callable[[World], str]
) -> None:
    field = opened(world)
    anna = world.slack.person(world.anna)

    with database_away():
        kept = anna.submit()

    assert list(kept.errors) == [field]
    assert "again in a minute" in kept.errors[field]
    answers = "cm_task_acknowledgements_total"
    assert Measured(world.url)(answers, kind="submission", outcome="failed") == 1
    assert anna.view is not None
    assert anna.submit().closed
