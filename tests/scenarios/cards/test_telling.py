"""An assignee is told of their task once: by the mention in the channel, or else by the card itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outbox.delivery import State
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.workspace.preferences import Preferences, PreferenceStore
from tests.scenarios.cards.on_card import OnCard, card_for, on_both, uuid_of
from tests.scenarios.form import fill
from tests.scenarios.running import World, bot_between, eventually, peopled


def asked(world: World, *, assignee: str, channel: str = "", announce: str = "channel") -> None:
    """Anna asks for a task from there."""
    anna = world.slack.person(world.anna)
    anna.command(channel or world.channel, "/cm-task")
    fill(world, world.anna)
    anna.fill("assignee", assignee)
    anna.fill("announce", announce)
    assert anna.submit().closed


def at_rest(world: World, *, letters: int = 0) -> None:
    """Wait until all is done that had to be: one task, and so many messages."""
    counts = world.application.rooms.deliveries.counts
    eventually(lambda: counts()[State.DONE] == 1 + letters)
    assert sum(counts().values()) == 1 + letters


def dm_of(world: World, who: str) -> OnCard:
    """The one card that somebody has got."""
    [message] = eventually(lambda: world.slack.dms(who))
    return OnCard(world, message.channel, message.ts, uuid_of(message))


class TestIsEnough:
    def test_a_mention_in_a_channel_that_they_are_in(self, world: World) -> None:
        card = card_for(world, assignee=world.ben)

        at_rest(world)

        assert f"<@{world.ben}>" in card.text
        assert world.slack.dms(world.ben) == []

    @pytest.mark.parametrize("announce", ["channel", "me"])
    def test_to_have_asked_for_it_oneself(self, world: World, announce: str) -> None:
        asked(world, assignee=world.anna, announce=announce)

        at_rest(world)

        assert len(world.slack.dms(world.anna)) == (announce == "me")

    def test_to_have_taken_it(self, world: World) -> None:
        card = card_for(world)

        card.choose(world.ben, "take")

        card.says(f"*Assignee*\\n<@{world.ben}>")
        at_rest(world)
        assert world.slack.dms(world.ben) == []

    def test_to_have_given_it_to_oneself(self, world: World) -> None:
        card = card_for(world)
        ben = world.slack.person(world.ben)
        card.click(world.ben, "edit_task")
        ben.fill("assignee", world.ben)
        assert ben.submit().closed

        card.says(f"*Assignee*\\n<@{world.ben}>")
        at_rest(world)
        assert world.slack.dms(world.ben) == []

    @pytest.mark.parametrize("action", ["complete", "snooze", "details"])
    def test_that_ones_task_was_changed(self, world: World, action: str) -> None:
        card = card_for(world, assignee=world.ben, due_date="2037-03-03")
        anna = world.slack.person(world.anna)
        match action:
            case "complete":
                card.click(world.anna, "complete_task")
                card.says("Completed by")
            case "snooze":
                card.choose(world.anna, "snooze_monday")
                card.says("Due Mon ")
            case _:
                card.click(world.anna, "edit_task")
                anna.fill("details", "Call Kim")
                assert anna.submit().closed
                card.says("Call Kim")

        at_rest(world)
        assert world.slack.dms(world.ben) == []


class TestIsTold:
    def test_who_is_not_in_the_channel(self, world: World) -> None:
        lobby = world.slack.add_channel("lobby", members=[world.anna])

        asked(world, assignee=world.ben, channel=lobby)

        card = dm_of(world, world.ben)
        assert f"<@{world.anna}> gave you this task." in card.text
        assert card.buttons == ["complete_task", "edit_task", "open_customer", "task_menu"]
        at_rest(world, letters=1)

    def test_where_the_asker_alone_reads_the_summary(self, world: World) -> None:
        asked(world, assignee=world.ben, announce="me")

        assert "New task for" in dm_of(world, world.ben).text
        at_rest(world, letters=1)

    def test_where_the_bot_cannot_see_who_is_in_the_channel(self, world: World) -> None:
        private = world.slack.add_channel(
            "leadership", kind="private", members=[world.anna, world.ben], bot_is_member=False
        )

        asked(world, assignee=world.ben, channel=private)

        dm_of(world, world.ben)
        at_rest(world, letters=1)

    def test_to_whom_it_is_given_later(self, world: World) -> None:
        card = card_for(world)
        anna = world.slack.person(world.anna)
        card.click(world.anna, "edit_task")
        anna.fill("assignee", world.ben)
        assert anna.submit().closed

        theirs = dm_of(world, world.ben)
        at_rest(world, letters=1)
        theirs.click(world.ben, "complete_task")
        for each in (card, theirs):
            each.says(f"Completed by <@{world.ben}>")

    def test_and_their_card_follows(self, world: World) -> None:
        asked(world, assignee=world.ben, announce="me")
        theirs = dm_of(world, world.ben)
        hers = dm_of(world, world.anna)

        hers.choose(world.anna, "snooze_monday")
        hers.click(world.anna, "complete_task")

        theirs.says(f"Completed by <@{world.anna}>", f"<@{world.anna}> gave you this task.")
        assert len(world.slack.dms(world.ben)) == 1

    @on_both
    @pytest.mark.parametrize(
        "fault",
        [
            {"kind": "drop_after_commit"},
            {"kind": "incomplete"},
            {"kind": "malformed"},
            {"error": "internal_error", "times": 2},
            {"status": 429, "retry_after": 1},
        ],
        ids=["dropped", "incomplete", "malformed", "internal_error", "429"],
    )
    def test_once_whatever_slack_answers(self, world: World, fault: dict[str, Any]) -> None:
        direct = world.slack.workspace.direct_channel(world.ben).id
        world.slack.fail("chat.postMessage", when=lambda call: call["channel"] == direct, **fault)

        asked(world, assignee=world.ben, announce="me")

        dm_of(world, world.ben)
        at_rest(world, letters=1)
        assert len(world.slack.dms(world.ben)) == 1


@on_both
def test_once_though_the_bot_ended_in_between(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace
) -> None:
    with peopled(slack, chartmogul, database_url, pace) as world:
        direct = slack.workspace.direct_channel(world.ben).id
        slack.fail(
            "chat.postMessage",
            error="service_unavailable",
            times=None,
            when=lambda call: call["channel"] == direct,
        )
        asked(world, assignee=world.ben, announce="me")
        eventually(lambda: world.application.rooms.deliveries.counts()[State.DONE] == 1)
    slack.clear_faults()

    with bot_between(slack, chartmogul, database_url, pace=pace) as (application, _):
        card = dm_of(world, world.ben)
        eventually(lambda: application.rooms.deliveries.counts()[State.DONE] == 2)
        card.click(world.ben, "complete_task")
        card.says("Completed by")

    assert len(slack.dms(world.ben)) == 1


class TestIsNotTold:
    def assert_nothing_is_said(self, world: World, who: str) -> None:
        asked(world, assignee=who, announce="me")
        at_rest(world)
        assert world.slack.dms(who) == []

    def test_a_guest(self, world: World) -> None:
        world.chartmogul.add_user("gus@ourcompany.test")
        gus = world.slack.add_person("gus", email="gus@ourcompany.test", is_restricted=True)

        self.assert_nothing_is_said(world, gus)

    def test_who_does_not_want_it(self, world: World) -> None:
        PreferenceStore(world.application.rooms.database).set(world.ben, Preferences(direct_messages=False))

        self.assert_nothing_is_said(world, world.ben)

    def test_who_has_left_meanwhile(self, world: World) -> None:
        card = card_for(world)
        world.chartmogul.fault("PATCH", f"/tasks/{card.uuid}", kind="delay", seconds=0.3)
        anna = world.slack.person(world.anna)
        card.click(world.anna, "edit_task")
        anna.fill("assignee", world.ben)
        world.slack.deactivate(world.ben)

        anna.submit()

        eventually(lambda: card.is_settled)
        assert world.slack.dms(world.ben) == []
