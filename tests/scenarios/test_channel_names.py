"""Names that Slack makes up say nothing about a customer; those that people chose do, also private ones."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chartmogul.customer import Customer
from tests.scenarios.running import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


@pytest.fixture
def world(world: World) -> World:
    """Customers who are called like people, and like what Slack calls conversations."""
    names = ("Carter", "Directmessage", "Privategroup", "Mpdm")
    world.application.rooms.directory.upsert_customers(
        Customer(uuid=f"cus_00000000-0000-4000-8000-{n:012}", id=900 + n, name=name)
        for n, name in enumerate(names)
    )
    return world


def begins_with(world: World, channel: str) -> tuple[str, str]:
    """The customer that Anna's form begins with there, and all that the form says."""
    anna = world.slack.person(world.anna)
    anna.command(channel, "/cm-task")
    assert anna.view is not None
    option: dict[str, Any] | None = anna.view.state["customer"]["customer"]["selected_option"]
    shown = str(anna.view.blocks)
    anna.close()
    return (option["text"]["text"].partition(" · ")[0] if option else ""), shown


@pytest.mark.parametrize("name", ["mpdm-anna--carter--ben-1", "mpdm-carter-1", "mpdm-carter--acme-2"])
def test_nothing_is_guessed_from_a_group_conversations_name(world: World, name: str) -> None:
    group = world.slack.add_channel(name, kind="mpim", members=[world.anna, world.ben])

    customer, shown = begins_with(world, group)

    assert customer == ""
    assert "mpdm" not in shown
    assert "In this conversation" in shown


@pytest.mark.parametrize("kind", ["im", "mpim", "private"])
def test_nor_where_slack_does_not_say_what_the_conversation_is(world: World, kind: Any) -> None:
    channel = world.slack.add_channel(
        "mpdm-carter--acme-1", kind=kind, members=[world.anna], bot_is_member=False
    )

    customer, shown = begins_with(world, channel)

    assert customer == ""
    assert "is called" not in shown
    for made_up in ("privategroup", "directmessage", "mpdm-"):
        assert made_up not in shown


def test_nor_from_the_bots_own_conversation_with_somebody(world: World) -> None:
    customer, shown = begins_with(world, world.slack.workspace.direct_channel(world.anna).id)

    assert customer == ""
    assert "In this conversation" in shown


def test_a_private_channel_is_known_by_its_real_name(world: World) -> None:
    private = world.slack.add_channel("ext-bluebird", kind="private", members=[world.anna])

    customer, shown = begins_with(world, private)

    assert customer == "Bluebird Logistics"
    assert "the channel is called #ext-bluebird" in shown
    assert "In #ext-bluebird" in shown
    assert "privategroup" not in shown


def test_a_channel_that_was_renamed_is_known_by_its_new_name(world: World) -> None:
    channel = world.slack.add_channel("carter", members=[world.anna])
    assert begins_with(world, channel)[0] == "Carter"

    other = world.slack.add_channel("privategroup", members=[world.anna])

    assert begins_with(world, other)[0] == "Privategroup"


def test_a_public_channel_whose_look_up_fails_goes_by_the_requests_name(world: World) -> None:
    world.slack.fail("conversations.info", status=500, times=None)

    assert begins_with(world, world.channel)[0] == "Acme Corporation"
