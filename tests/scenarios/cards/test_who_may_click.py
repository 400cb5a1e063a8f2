"""Who may click on a card: whoever is inside. Others are told so, kindly and alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.views.outsiders import NOT_KNOWN_YET, NOT_TO_BE_CHANGED
from tests.scenarios.cards.on_card import OnCard, card_for
from tests.scenarios.form import fill
from tests.scenarios.running import World, eventually

MENU = ["snooze_tomorrow", "snooze_monday", "snooze_date", "take", "delete"]
CLICKS = [("complete_task", None), ("edit_task", None), *(("task_menu", value) for value in MENU)]

clicks = pytest.mark.parametrize(("action_id", "value"), CLICKS, ids=["complete", "edit", *MENU])


@pytest.fixture(scope="module")
def untouched(standing_world: World) -> OnCard:
    """A card with which nothing happens, posted before anybody else came to the channel."""
    return card_for(standing_world)


def came(world: World, **who: Any) -> str:
    """Somebody who reads the customer's channel."""
    olga = world.slack.add_person("olga", real_name="Olga", email="olga@elsewhere.test", **who)
    world.slack.add_member(world.channel, olga)
    return olga


def assert_untouched(card: OnCard, before: str) -> None:
    """Nothing has happened to the task."""
    assert card.is_settled
    assert card.sent == []
    assert card.requests("DELETE") == 0
    assert card.shown == before


@clicks
def test_an_outsider_in_a_shared_channel(untouched: OnCard, action_id: str, value: str | None) -> None:
    card, before = untouched, untouched.shown
    olga = came(card.world, is_stranger=True)

    assert card.click(olga, action_id, value) == 200

    assert card.told(olga) == [NOT_TO_BE_CHANGED]
    assert card.world.slack.person(olga).view is None
    assert_untouched(card, before)


@clicks
def test_a_guest(untouched: OnCard, action_id: str, value: str | None) -> None:
    card, before = untouched, untouched.shown
    olga = came(card.world, is_restricted=True)

    assert card.click(olga, action_id, value) == 200

    assert card.told(olga) == [NOT_TO_BE_CHANGED]
    assert_untouched(card, before)


@clicks
def test_somebody_of_whom_slack_does_not_say_who_they_are(
    world: World, action_id: str, value: str | None
) -> None:
    card = card_for(world)
    before = card.shown
    olga = came(world)
    world.slack.fail("users.info", error="service_unavailable", times=None)

    assert card.click(olga, action_id, value) == 200

    assert card.told(olga) == [NOT_KNOWN_YET]
    assert_untouched(card, before)


def test_a_guest_may_not_reopen(world: World) -> None:
    card = card_for(world)
    card.click(world.anna, "complete_task")
    card.says("Completed by")
    olga = came(world, is_restricted=True)

    card.click(olga, "reopen_task")

    assert card.told(olga) == [NOT_TO_BE_CHANGED]
    assert card.task["completed_at"]


def test_a_colleague_in_a_shared_channel_may(world: World) -> None:
    card = card_for(world)
    # Slack names the workspace that the app is in, whoever clicks.
    world.slack.revise_payloads(lambda payload: payload | {"team": {"id": "T0OTHER001"}})
    try:
        assert card.click(world.ben, "complete_task") == 200
    finally:
        world.slack.revise_payloads(lambda payload: payload)

    card.says(f"Completed by <@{world.ben}>")


def test_in_a_thread_the_answer_stands_where_they_look(world: World) -> None:
    slack = world.slack
    ts = slack.person(world.ben).say(world.channel, "Kim asks for a quote")
    anna = slack.person(world.anna)
    anna.message_shortcut("create_task_from_message", world.channel, ts)
    fill(world, anna.id)
    assert anna.submit().closed
    [card] = eventually(lambda: slack.messages(world.channel, ts)[1:])
    olga = came(world, is_restricted=True)

    slack.person(olga).click(world.channel, card.ts, "complete_task")

    [told] = slack.ephemerals(world.channel, olga)
    assert (told.text, told.thread_ts) == (NOT_TO_BE_CHANGED, ts)
