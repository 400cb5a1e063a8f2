"""Where nobody can say whether ChartMogul took a task, a person is asked to look, and decides by a button."""

from __future__ import annotations

import pytest

from bot.sandbox.slack import Message
from bot.views.uncreated import FORGOTTEN
from tests.scenarios.running import World, eventually

pytestmark = pytest.mark.late

DETAILS = "Send the quote & the <contract>"


@pytest.fixture
def asked(world: World) -> Message:
    """What Anna got about a task that ChartMogul took, and then lists so that it cannot be read."""
    unreadable = {"entries": [{"uuid": None}], "cursor": "c", "has_more": False}
    world.chartmogul.fault("POST", "/tasks", kind="drop_after_commit")
    world.chartmogul.fault("GET", "/tasks", kind="status", status=200, body=unreadable, times=None)
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", DETAILS)
    anna.fill("customer", "Acme")
    assert anna.submit().errors == {}
    [message] = eventually(lambda: world.slack.dms(world.anna))
    return message


def click(world: World, message: Message, button: str) -> None:
    """Press a button of the message."""
    assert world.slack.person(world.anna).click(message.channel, message.ts, button).status == 200


def counts(world: World) -> dict[str, int]:
    """The deliveries by state, where there are any."""
    listed = world.application.rooms.deliveries.counts()
    return {state.value: count for state, count in listed.items() if count}


def test_the_message_says_what_to_look_at_and_what_was_typed(world: World, asked: Message) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})

    shown = str(asked.blocks)
    assert "I cannot tell whether your task for" in asked.text
    assert "Send the quote &amp; the &lt;contract&gt;" in asked.text
    assert world.acme["chartmogul-url"] in shown
    assert "Try again" in shown
    assert "It is there" in shown
    assert world.cards(world.channel) == []
    assert world.posts == 1


def test_try_again_finds_it_where_it_can_be_read_by_then(world: World, asked: Message) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})
    world.chartmogul.clear_faults()

    click(world, asked, "send_again")

    [card] = eventually(lambda: world.cards(world.channel))
    assert "Send the quote" in card
    assert world.posts == 1
    eventually(lambda: counts(world) == {"done": 1})


def test_try_again_sends_it_where_it_still_cannot_be_read(world: World, asked: Message) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})

    click(world, asked, "send_again")

    eventually(lambda: world.cards(world.channel))
    assert world.posts == 2
    eventually(lambda: counts(world) == {"done": 1})


def test_it_is_there_ends_it(world: World, asked: Message) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})

    click(world, asked, "is_there")

    assert counts(world) == {"done": 1}
    [message] = world.slack.dms(world.anna)
    assert message.text.startswith("Good, then nothing is left to do. There is no summary for this one.")
    assert "Send the quote" in message.text
    assert message.blocks == []
    assert world.posts == 1


def test_clicks_of_many_kinds_decide_once(world: World, asked: Message) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})
    as_it_was = asked.blocks
    for button in ("send_again", "send_again", "is_there"):
        # On another device the buttons stand there a moment longer.
        asked.blocks = as_it_was
        click(world, asked, button)

    eventually(lambda: counts(world) == {"done": 1})
    assert world.posts == 2
    assert len(world.cards(world.channel)) == 1


@pytest.mark.parametrize("button", ["send_again", "is_there"])
def test_a_button_says_so_once_nothing_is_on_record_any_more(
    world: World, asked: Message, button: str
) -> None:
    eventually(lambda: counts(world) == {"unsure": 1})
    world.forget_deliveries()

    click(world, asked, button)

    [told] = world.slack.ephemerals(asked.channel, world.anna)
    assert told.text == FORGOTTEN
    assert "Send the quote" in str(asked.blocks)
    assert world.posts == 1
