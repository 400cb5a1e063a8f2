"""Where the summary goes when it has changed who reads the channel."""

from __future__ import annotations

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.audience.form import add, opened
from tests.scenarios.audience.test_insiders import INSIDERS, OUTSIDERS
from tests.scenarios.running import World, eventually


class TestWhenTheSummaryIsPosted:
    def submit(self, anna: PersonDriver, announce: str | None = None) -> None:
        anna.fill("customer", "Acme")
        if announce:
            anna.fill("announce", announce)
        assert anna.submit().closed

    def told(self, world: World) -> str:
        """The message to Anna."""
        [message] = eventually(lambda: world.slack.dms(world.anna))
        assert world.texts(world.channel) == []
        return message.text

    @pytest.mark.parametrize("shared", ["is_ext_shared", "is_pending_ext_shared"])
    def test_a_channel_shared_since_the_form_opened_gets_nothing(self, world: World, shared: str) -> None:
        anna = opened(world, world.channel)
        setattr(world.slack.workspace.channels[world.channel], shared, True)

        self.submit(anna)

        told = self.told(world)
        assert f"Guests or people of another company read <#{world.channel}>" in told
        assert "New task for" in told

    def test_nor_does_one_that_a_guest_joined(self, world: World) -> None:
        anna = opened(world, world.channel)
        guest = add(world, OUTSIDERS["guest of one channel"])
        world.slack.workspace.channels[world.channel].members.add(guest)

        self.submit(anna)

        assert "for you only" in self.told(world)

    def test_a_colleague_who_joined_changes_nothing(self, world: World) -> None:
        anna = opened(world, world.channel)
        sister = add(world, INSIDERS["sister workspace"])
        world.slack.workspace.channels[world.channel].members.add(sister)

        self.submit(anna)

        assert eventually(lambda: world.cards(world.channel))

    @pytest.mark.parametrize("shared", [True, False], ids=["company", "guest"])
    def test_who_was_told_of_outsiders_and_chose_the_channel_gets_it(
        self, world: World, shared: bool
    ) -> None:
        members = [world.anna, *([] if shared else [add(world, OUTSIDERS["guest of one channel"])])]
        channel = world.slack.add_channel("ext-acme", members=members, is_ext_shared=shared)

        self.submit(opened(world, channel), announce="channel")

        assert eventually(lambda: world.cards(channel))
        assert world.slack.dms(world.anna) == []

    def test_a_conversation_chosen_in_the_form_is_looked_at_too(self, world: World) -> None:
        guest = add(world, OUTSIDERS["guest of one channel"])
        world.slack.workspace.channels[world.channel].members.add(guest)
        anna = world.slack.person(world.anna)
        anna.global_shortcut("create_task", current_channel=world.channel)
        anna.fill("details", "Send the quote")

        self.submit(anna)

        assert "for you only" in self.told(world)

    @pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
    def test_slow_or_failing_look_ups_cost_no_summary(self, world: World, method: str) -> None:
        anna = opened(world, world.channel)
        world.slack.fail(method, status=500, times=3)

        self.submit(anna)

        assert len(eventually(lambda: world.cards(world.channel))) == 1
        assert world.slack.dms(world.anna) == []

    def test_where_slack_keeps_silent_the_summary_goes_to_the_person(self, world: World) -> None:
        anna = opened(world, world.channel)
        world.slack.fail("conversations.info", error="missing_scope", times=None)

        self.submit(anna)

        assert "does not tell me any more who reads" in self.told(world)
