"""Who reads the channel: what the form says of it, and where the summary goes when that has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually
from tests.scenarios.test_insiders import INSIDERS, OUTSIDERS, insiders, outsiders


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database: nothing here depends on which."""
    return sqlite_url


@pytest.fixture
def slack(slack: SlackStandIn) -> SlackStandIn:
    """A workspace of an enterprise."""
    slack.workspace.enterprise_id = "E0ACME0001"
    return slack


def add(world: World, who: dict[str, Any], **more: Any) -> str:
    """Olga, who is in no channel yet."""
    return world.slack.add_person("olga", real_name="Olga", email="olga@elsewhere.test", **{**who, **more})


def opened(world: World, channel: str) -> PersonDriver:
    """Anna with the form open there."""
    anna = world.slack.person(world.anna)
    return in_time(anna, lambda: anna.command(channel, "/cm-task", "Send the quote"))


def in_time(anna: PersonDriver, open_it: Callable[[], object]) -> PersonDriver:
    """Anna with the form open; again where this machine is too busy for the look-ups of a form."""

    def is_told() -> bool:
        open_it()
        return "Slack did not tell me in time" not in says(anna)

    eventually(is_told)
    return anna


def says(anna: PersonDriver) -> str:
    """What the form says of where it posts."""
    assert anna.view is not None
    [line] = [block for block in anna.view.blocks if block.get("block_id") == "posts_to"]
    return str(line["elements"][0]["text"])


def goes_to(anna: PersonDriver) -> str:
    """Where the form would post."""
    assert anna.view is not None
    return str(anna.view.state["announce"]["announce"]["selected_option"]["value"])


class TestTheForm:
    @outsiders
    def test_a_member_from_outside_makes_the_channel_one_of_outsiders(
        self, world: World, who: dict[str, Any]
    ) -> None:
        channel = world.slack.add_channel("projects", members=[world.anna, world.ben, add(world, who)])

        anna = opened(world, channel)

        assert "Guests or people of another company are in" in says(anna)
        assert goes_to(anna) == "me"

    @outsiders
    def test_so_does_an_author_from_outside(self, world: World, who: dict[str, Any]) -> None:
        ts = world.slack.post(world.channel, add(world, who), "Please call us")
        anna = world.slack.person(world.anna)

        in_time(anna, lambda: anna.message_shortcut("create_task_from_message", world.channel, ts))

        assert "Guests or people of another company are in" in says(anna)
        assert goes_to(anna) == "me"

    def test_and_an_outsider_who_wrote_elsewhere_in_the_thread(self, world: World) -> None:
        guest = add(world, OUTSIDERS["guest of one channel"])
        first = world.slack.post(world.channel, guest, "Please call us")
        reply = world.slack.post(world.channel, world.ben, "Will do", thread_ts=first)
        anna = world.slack.person(world.anna)

        in_time(anna, lambda: anna.message_shortcut("create_task_from_message", world.channel, reply))

        assert goes_to(anna) == "me"

    @insiders
    def test_a_colleague_of_any_workspace_does_not(self, world: World, who: dict[str, Any]) -> None:
        olga = add(world, who)
        channel = world.slack.add_channel("projects", members=[world.anna, olga], is_org_shared=True)
        ts = world.slack.post(channel, olga, "Please call them")
        anna = world.slack.person(world.anna)

        in_time(anna, lambda: anna.message_shortcut("create_task_from_message", channel, ts))

        assert "where its members can read it" in says(anna)
        assert goes_to(anna) == "channel"

    @pytest.mark.parametrize(
        "who",
        [{"is_restricted": True, "deleted": True}, {"is_bot": True, "team_id": "T0OTHER002"}],
        ids=["guest who left", "app of another company"],
    )
    def test_nor_does_who_reads_nothing(self, world: World, who: dict[str, Any]) -> None:
        channel = world.slack.add_channel("projects", members=[world.anna, add(world, who)])

        assert goes_to(opened(world, channel)) == "channel"

    @pytest.mark.parametrize("shared", ["is_ext_shared", "is_pending_ext_shared"])
    def test_a_channel_shared_with_another_company_is_named_as_that(self, world: World, shared: str) -> None:
        channel = world.slack.add_channel("ext-acme", members=[world.anna], **{shared: True})  # type: ignore[arg-type]

        anna = opened(world, channel)

        assert "is shared with another company" in says(anna)
        assert goes_to(anna) == "me"

    def test_a_guest_of_a_crowd_is_found(self, world: World) -> None:
        crowd = [world.slack.add_person(f"person-{n}") for n in range(15)]
        guest = add(world, OUTSIDERS["guest of several channels"])
        channel = world.slack.add_channel("crowd", members=[world.anna, *crowd, guest])

        assert goes_to(opened(world, channel)) == "me"

    def test_a_group_conversation_with_a_guest(self, world: World) -> None:
        guest = add(world, OUTSIDERS["guest of one channel"])
        group = world.slack.add_channel("mpdm-anna--olga-1", kind="mpim", members=[world.anna, guest])

        anna = opened(world, group)

        assert says(anna).startswith(":warning: Guests or people of another company are in this conversation")
        assert goes_to(anna) == "me"


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
