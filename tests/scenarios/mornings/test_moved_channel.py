"""A private channel that is shared with another company gets another id: what the bot keeps of it follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox.slack import Message
from tests.moved_clock import MovedClock
from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.mornings.morning import MONDAY, look, reads, task
from tests.scenarios.running import World, eventually
from tests.store.trouble import locked

NINE_IN_BERLIN = "2026-11-30 08:00"


def says(world: World, channel: str, words: str) -> str:
    """What the bot answers to Anna's command."""
    world.slack.person(world.anna).command(channel, "/cm-task", words)
    return world.slack.ephemerals(channel, world.anna)[-1].text


def posted(world: World, channel: str) -> list[Message]:
    """The bot's messages there."""
    return [message for message in world.slack.messages(channel) if message.bot_id]


def told(world: World, channel: str, moved: str, *, times: int = 1) -> list[int]:
    """Slack tells the bot of the channel's new id; the HTTP status of each answer."""
    sent = world.slack.send_event(
        "channel_id_changed", old_channel_id=channel, new_channel_id=moved, retries=times - 1
    )
    return [delivery.status for delivery in sent]


def moves(world: World, channel: str, *, times: int = 1) -> str:
    """The channel gets another id, and Slack tells the bot; the new one."""
    moved = world.slack.change_id(channel)
    assert told(world, channel, moved, times=times) == [200] * times
    return moved


@pytest.mark.parametrize("times", [1, 2])
def test_a_card_follows_in_it(world: World, times: int) -> None:
    card = card_for(world)
    eventually(lambda: world.application.rooms.live.places.of_task(card.uuid))
    there = OnCard(world, moves(world, world.channel, times=times), card.ts, card.uuid)

    world.chartmogul.complete_task(card.uuid)
    world.application.rooms.live.following.follow()

    assert there.says("Completed in ChartMogul")
    assert len(posted(world, there.channel)) == 1


def test_a_click_that_came_before_the_news_makes_no_second_place_of_it(world: World) -> None:
    card = card_for(world)
    eventually(lambda: world.application.rooms.live.places.of_task(card.uuid))
    there = OnCard(world, world.slack.change_id(world.channel), card.ts, card.uuid)
    there.click(world.ben, "complete_task")
    there.says("Completed by")
    world.slack.send_event("channel_id_changed", old_channel_id=world.channel, new_channel_id=there.channel)

    there.click(world.ben, "reopen_task")

    eventually(lambda: "complete_task" in there.buttons)
    assert len(world.application.rooms.live.places.of_task(card.uuid)) == 1


def test_its_digest_comes_and_follows_and_so_does_its_customer(world: World, clock: MovedClock) -> None:
    first = task(world, "Send the quote", MONDAY)
    says(world, world.channel, "link Acme Corporation")
    says(world, world.channel, "digest on")
    clock.set(NINE_IN_BERLIN)
    look(world)
    clock.put_right()

    channel = moves(world, world.channel)

    assert "is linked to *" in says(world, channel, "link")
    assert "On Mondays at 9:00" in says(world, channel, "digest")
    world.chartmogul.complete_task(first)
    world.application.rooms.live.following.follow()
    eventually(lambda: "~Send the quote~" in reads(posted(world, channel)[0]))
    task(world, "Call Kim", MONDAY + timedelta(days=7))
    clock.set("2026-12-07 08:00")
    look(world)
    assert [message.text.splitlines()[-1] for message in posted(world, channel)][1:] == ["Call Kim"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_kept_just_now_slack_tells_again(world: World, database_url: str) -> None:
    says(world, world.channel, "link Acme Corporation")
    moved = world.slack.change_id(world.channel)

    with locked(database_url):
        assert told(world, world.channel, moved) == [503]
    assert told(world, world.channel, moved) == [200]

    assert "is linked to *" in says(world, moved, "link")
    world.slack.workspace.problems.clear()
