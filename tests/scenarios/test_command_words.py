"""Command words are commands with what they take; with anything else they are a task's first words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.parametrize("standing_database_url", ["sqlite"], indirect=True)


@pytest.fixture
def anna(standing_world: World) -> PersonDriver:
    """Anna, with no form open, in a channel that is linked to nobody."""
    anna = standing_world.slack.person(standing_world.anna)
    while anna.view is not None:
        anna.close()
    return anna


@pytest.fixture
def lobby(standing_world: World) -> str:
    """A channel whose name says nothing."""
    return standing_world.slack.add_channel("lobby", members=[standing_world.anna])


def details(anna: PersonDriver) -> str:
    """What stands in the details of the open form."""
    assert anna.view is not None
    assert anna.view.callback_id == "create_task"
    return str(anna.view.state["details"]["details"]["value"])


@pytest.mark.parametrize(
    "words",
    [
        "link the new invoice to the renewal",
        "link up with legal about the contract",
        "link invoice to contract",
        "link to the new pricing page",
        "Link this to our CRM",
        "link\nthe two accounts",
        "unlink the old contract",
        "unlink all",
        "help our new admin with onboarding",
        "help?",
        "digest the report",
        "digest on paper",
        "digest off-site notes",
        "lists of seats",
        "usage numbers are low",
        "linking: talk to legal",
    ],
)
def test_a_task_may_begin_with_a_command_word(anna: PersonDriver, lobby: str, words: str) -> None:
    anna.command(lobby, "/cm-task", words)

    assert details(anna) == words


@pytest.mark.parametrize(
    "words",
    [
        "link Acme Corporation",
        "link acme",
        "LINK billing@acme.test",
        "link this channel to acme corporation",
        "link to Acme Corporation",
        "link channel with acme",
    ],
)
def test_a_certain_name_links_at_once(
    standing_world: World, anna: PersonDriver, lobby: str, words: str
) -> None:
    anna.command(lobby, "/cm-task", words)

    assert anna.view is None
    [told] = standing_world.slack.ephemerals(lobby, anna.id)
    assert "is now linked to" in told.text
    link = standing_world.application.rooms.channels.link(lobby)
    assert link is not None
    assert link.customer_uuid == standing_world.acme["uuid"]


@pytest.mark.parametrize(
    "words", ["link acme corpration", "link this channel to acme corpration", "link nobody"]
)
def test_a_name_that_may_be_mistyped_opens_the_form_that_links(
    anna: PersonDriver, lobby: str, words: str
) -> None:
    anna.command(lobby, "/cm-task", words)

    assert anna.view is not None
    assert anna.view.callback_id == "link_channel"


def test_from_the_form_that_links_there_is_a_way_to_a_task(
    standing_world: World, anna: PersonDriver, lobby: str
) -> None:
    anna.command(lobby, "/cm-task", "link invoices friday")
    assert anna.view is not None
    assert anna.view.callback_id == "link_channel"

    anna.click_view("create_instead")

    assert details(anna) == "link invoices"
    anna.fill("customer", "Acme")
    assert anna.submit().closed
    eventually(lambda: standing_world.chartmogul.tasks)
    [task] = standing_world.chartmogul.tasks
    assert task["task_details"] == "link invoices"
    assert date.fromisoformat(task["due_date"][:10]).strftime("%A") == "Friday"


def test_words_after_list_are_not_lost(standing_world: World, anna: PersonDriver, lobby: str) -> None:
    anna.command(lobby, "/cm-task", "list the risks for the renewal")

    assert anna.view is None
    [answer] = standing_world.slack.ephemerals(lobby, anna.id)
    anna.click(lobby, answer.ts, "create_task_with_words")
    assert details(anna) == "list the risks for the renewal"
