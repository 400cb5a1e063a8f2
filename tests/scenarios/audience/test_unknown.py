"""Where Slack does not say who reads the channel, the form says why."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.audience.form import goes_to, opened, says
from tests.scenarios.running import World, eventually


class TestSlackDoesNotSayWhoReads:
    """What the form says is what happened, and not always that the bot is no member."""

    def at_once(self, world: World) -> PersonDriver:
        """Anna with the form open, whatever Slack told by then."""
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "Send the quote")
        assert anna.view is not None
        return anna

    def test_the_bot_is_not_a_member(self, world: World) -> None:
        private = world.slack.add_channel("board", kind="private", members=[world.anna], bot_is_member=False)

        anna = opened(world, private)

        assert f"I am not in <#{private}>" in says(anna)
        assert goes_to(anna) == "me"

    @pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
    @pytest.mark.parametrize(
        "trouble",
        [
            {"delay": 2.0},
            {"status": 500, "times": None},
            {"status": 429, "retry_after": 30.0, "times": None},
            {"kind": "malformed", "times": None},
            {"error": "fatal_error", "times": None},
            {"kind": "drop_before", "times": None},
        ],
        ids=["slow", "500", "429", "malformed", "fatal_error", "dropped"],
    )
    def test_slack_did_not_answer(self, world: World, method: str, trouble: dict[str, Any]) -> None:
        world.slack.fail(method, **trouble)

        anna = self.at_once(world)

        assert f"Slack did not tell me in time who is in <#{world.channel}>" in says(anna)
        assert goes_to(anna) == "me"

    def test_the_scope_is_missing(self, world: World) -> None:
        world.slack.fail("conversations.info", error="missing_scope", times=None)

        anna = opened(world, world.channel)

        assert "I was not given the permission" in says(anna)
        assert goes_to(anna) == "me"

    @pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
    @pytest.mark.parametrize(
        "trouble",
        [
            {"status": 500},
            {"kind": "drop_before"},
            {"kind": "malformed"},
            {"status": 429, "retry_after": 0.2},
        ],
        ids=["500", "dropped", "malformed", "429"],
    )
    def test_a_trouble_that_passes_within_the_budget_is_no_trouble(
        self, world: World, method: str, trouble: dict[str, Any]
    ) -> None:
        world.slack.fail(method, **trouble)

        anna = opened(world, world.channel)

        assert "where its members can read it" in says(anna)
        assert goes_to(anna) == "channel"

    @pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
    def test_an_answer_without_what_was_asked_for_is_no_answer_and_no_broken_form(
        self, world: World, method: str
    ) -> None:
        world.slack.fail(method, kind="incomplete", times=None)

        anna = self.at_once(world)

        assert goes_to(anna) == "me"
        assert anna.view is not None
        assert anna.view.callback_id == "create_task"

    def test_the_bots_own_conversation_with_somebody_is_read_by_them_alone(self, world: World) -> None:
        own = world.slack.workspace.direct_channel(world.anna).id

        anna = opened(world, own)

        assert says(anna) == "The summary will be posted in this conversation, where its members can read it."
        anna.fill("customer", "Acme")
        assert anna.submit().closed
        assert len(eventually(lambda: world.cards(own))) == 1

    def test_a_group_conversation_is_looked_at_like_a_channel(self, world: World) -> None:
        group = world.slack.add_channel("mpdm-anna--ben-1", kind="mpim", members=[world.anna, world.ben])

        assert goes_to(opened(world, group)) == "channel"
