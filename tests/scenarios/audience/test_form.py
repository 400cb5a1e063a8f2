"""Who reads the channel: what the form says of it, and where it would post."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.audience.form import add, goes_to, opened, says
from tests.scenarios.audience.test_insiders import OUTSIDERS, insiders, outsiders
from tests.scenarios.form import opened_knowing
from tests.scenarios.running import World


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

        opened_knowing(anna, lambda: anna.message_shortcut("create_task_from_message", world.channel, ts))

        assert "Guests or people of another company are in" in says(anna)
        assert goes_to(anna) == "me"

    def test_and_an_outsider_who_wrote_elsewhere_in_the_thread(self, world: World) -> None:
        guest = add(world, OUTSIDERS["guest of one channel"])
        first = world.slack.post(world.channel, guest, "Please call us")
        reply = world.slack.post(world.channel, world.ben, "Will do", thread_ts=first)
        anna = world.slack.person(world.anna)

        opened_knowing(anna, lambda: anna.message_shortcut("create_task_from_message", world.channel, reply))

        assert goes_to(anna) == "me"

    @insiders
    def test_a_colleague_of_any_workspace_does_not(self, world: World, who: dict[str, Any]) -> None:
        olga = add(world, who)
        channel = world.slack.add_channel("projects", members=[world.anna, olga], is_org_shared=True)
        ts = world.slack.post(channel, olga, "Please call them")
        anna = world.slack.person(world.anna)

        opened_knowing(anna, lambda: anna.message_shortcut("create_task_from_message", channel, ts))

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
