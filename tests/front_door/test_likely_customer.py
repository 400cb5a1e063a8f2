"""The form begins with the customer that the conversation is about, and says why."""

from __future__ import annotations

import pytest

from tests.front_door.running import World, eventually


def chosen(world: World, channel: str, words: str = "") -> tuple[str | None, str]:
    """The customer that Anna's form begins with, and all that the form says."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task", words)
    assert anna.view is not None
    option = anna.view.state["customer"]["customer"]["selected_option"]
    shown = str(anna.view.blocks)
    anna.close()
    return (option["value"] if option else None), shown


@pytest.fixture
def lobby(world: World) -> str:
    """A channel whose name says nothing."""
    return world.slack.add_channel("general", members=[world.anna])


def test_nothing_is_chosen_without_a_clue(world: World, lobby: str) -> None:
    assert chosen(world, lobby, "call anna@ourcompany.test or somebody@gmail.com")[0] is None


@pytest.mark.parametrize(
    "words", ["write to billing@acme.test", "write to kim@acme.test", "see https://www.acme.test/x"]
)
def test_an_address_in_the_words_points_to_its_customer(world: World, lobby: str, words: str) -> None:
    # Contacts are read after the customers.
    eventually(lambda: world.application.services.directory.by_email("kim@acme.test"))

    uuid, shown = chosen(world, lobby, words)

    assert uuid == world.acme["uuid"]
    assert "is chosen because the conversation names" in shown


def test_a_chartmogul_link_points_to_its_customer(world: World, lobby: str) -> None:
    uuid, shown = chosen(world, lobby, world.acme["chartmogul-url"])

    assert uuid == world.acme["uuid"]
    assert "links to it" in shown


def test_the_channels_name_points_to_its_customer(world: World) -> None:
    uuid, shown = chosen(world, world.channel)

    assert uuid == world.acme["uuid"]
    assert "the channel is called #acme" in shown


def test_a_linked_channel_begins_with_its_customer_until_unlinked(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "link")
    anna.command(lobby, "/cm-task", "link Bluebird Logistics")
    anna.command(lobby, "/cm-task", "link")

    uuid, shown = chosen(world, lobby, "write to billing@acme.test")

    assert uuid != world.acme["uuid"]
    assert "because the channel is linked to Bluebird Logistics" in shown
    anna.command(lobby, "/cm-task", "unlink")
    assert chosen(world, lobby)[0] is None
    told = [message.text for message in world.slack.ephemerals(lobby, world.anna)]
    said = ("is not linked", "is now linked", "is linked to", "no longer")
    assert [words in text for words, text in zip(said, told, strict=True)] == [True] * 4


def test_a_name_that_fits_nobody_opens_a_form_to_link_with(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "link acme corpration")
    assert anna.view is not None
    assert anna.view.callback_id == "link_channel"
    anna.fill("customer", "Acme")

    assert anna.submit().closed

    assert chosen(world, lobby)[0] == world.acme["uuid"]


def test_the_last_customer_used_here_comes_again(world: World, lobby: str) -> None:
    anna = world.slack.person(world.anna)
    anna.command(lobby, "/cm-task", "Send the quote")
    anna.fill("customer", "Acme")
    assert anna.submit().closed

    uuid, shown = chosen(world, lobby)

    assert uuid == world.acme["uuid"]
    assert "it was the last one used here" in shown
