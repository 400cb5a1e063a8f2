"""A channel's customer's open tasks on Monday mornings, with a clock on the wall that the tests set."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, Literal

import pytest

from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import (
    BEN,
    MONDAY,
    buttons,
    client,
    direct,
    lists_read,
    look,
    look_again,
    reads,
    task,
)
from tests.scenarios.running import World, bot_between, eventually

NINE_IN_BERLIN = "2026-11-30 08:00"


def says(world: World, words: str, *, who: str = "", channel: str = "") -> str:
    """What the bot answers to somebody's command, in the customer's channel by default, and to them alone."""
    who, channel = who or world.anna, channel or world.channel
    world.slack.person(who).command(channel, "/cm-task", words)
    return world.slack.ephemerals(channel, who)[-1].text


def switch_on(world: World, *, who: str = "") -> None:
    """Somebody links the channel to its customer, and wants its digest."""
    says(world, "link Acme Corporation", who=who)
    assert "On Mondays at 9:00" in says(world, "digest on", who=who)


def posted(world: World) -> list[Any]:
    """The digests in the channel."""
    return [message for message in world.slack.messages(world.channel) if message.bot_id]


class TestOnMonday:
    def test_posts_what_is_open_for_the_customer(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        task(world, "Call Kim", MONDAY - timedelta(days=3), assignee=BEN)
        task(world, "Plan the year", MONDAY + timedelta(days=9))
        task(world, "Ship it", MONDAY, customer=world.chartmogul.add_customer("Umbrella Inc.")["uuid"])
        switch_on(world)
        clock.set("2026-11-30 07:59")
        look(world)
        assert posted(world) == []

        clock.set(NINE_IN_BERLIN)
        look(world)

        [message] = posted(world)
        heading, *lines = message.text.splitlines()
        assert heading.endswith("|Acme Corporation>: 3 open tasks, 1 overdue* on Mon 30 Nov 2026")
        assert lines == [
            "Overdue",
            "Call Kim",
            "Due today",
            "Send the quote",
            "Later",
            "Plan the year",
        ]
        assert "since anna switched it on. `/cm-task digest off` stops it." in reads(message)
        assert buttons(message) == ["complete_task", "edit_task", "task_menu"] * 3

    def test_names_people_and_notifies_nobody(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        clock.set(NINE_IN_BERLIN)
        look(world)

        [message] = posted(world)
        assert "· anna" in reads(message)
        assert "<@" not in f"{message.text}{message.blocks}"

    def test_follows_its_tasks(self, world: World, clock: MovedClock) -> None:
        uuid = task(world, "Send the quote", MONDAY)
        switch_on(world)
        clock.set(NINE_IN_BERLIN)
        look(world)
        [message] = posted(world)
        clock.put_right()

        world.slack.person(world.ben).click(world.channel, message.ts, "complete_task")

        eventually(lambda: client(world).task(uuid).completed_at)
        eventually(lambda: "~Send the quote~" in reads(posted(world)[0]))
        assert len(posted(world)) == 1

    def test_says_nothing_where_nothing_is_open(self, world: World, clock: MovedClock) -> None:
        switch_on(world)
        for moment in (NINE_IN_BERLIN, "2026-12-07 08:00"):
            clock.set(moment)
            look(world)
        assert posted(world) == []

    def test_comes_once_whatever_clocks_and_instances_do(
        self, world: World, clock: MovedClock, database_url: str
    ) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)

        def instance() -> AbstractContextManager[Any]:
            return bot_between(world.slack, world.chartmogul, database_url, runtime=clock)

        with instance(), instance():
            clock.set(NINE_IN_BERLIN)
            eventually(lambda: posted(world))
        for moment in ("2026-11-30 10:30", "2026-12-01 08:30", "2026-11-30 08:30"):
            clock.set(moment)
            look(world)
        assert len(posted(world)) == 1

        clock.set("2026-12-07 08:30")
        look_again(world)
        assert len(posted(world)) == 2

    def test_comes_when_it_is_nine_where_its_owner_is(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world, who=world.ben)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert posted(world) == []

        clock.set("2026-11-30 14:00")
        look(world)
        assert posted(world)

    def test_is_not_made_up_for_after_noon(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        clock.set("2026-11-30 11:00")
        look(world)
        assert posted(world) == []


def test_an_owner_who_left_leaves_the_digest_to_the_others(world: World, clock: MovedClock) -> None:
    task(world, "Send the quote", MONDAY)
    switch_on(world)
    world.slack.deactivate(world.anna)
    # Slack says no more where they live.
    clock.set("2026-11-30 09:00")
    look(world)
    assert posted(world)


def _invite_a_guest(world: World) -> None:
    guest = world.slack.add_person("gus", email="gus@elsewhere.test", is_restricted=True)
    world.slack.add_member(world.channel, guest)


def test_an_owner_whom_slack_does_not_show_just_then_keeps_it_as_it_is(
    world: World, clock: MovedClock
) -> None:
    task(world, "Send the quote", MONDAY)
    switch_on(world, who=world.ben)
    world.slack.fail("users.info", error="user_not_found", times=None)
    for moment, digests in ((NINE_IN_BERLIN, 0), ("2026-11-30 14:00", 1)):
        clock.set(moment)
        look(world)
        assert len(posted(world)) == digests


class TestWhereItCannotBe:
    @pytest.mark.parametrize(
        ("happen", "why"),
        [
            (lambda world: world.slack.share_channel(world.channel), "people of another company read it"),
            (_invite_a_guest, "people of another company read it"),
            (lambda world: world.slack.archive(world.channel), "it is archived"),
        ],
        ids=["shared", "guests", "archived"],
    )
    def test_it_is_switched_off_and_its_owner_told_once(
        self, world: World, clock: MovedClock, happen: Callable[[World], None], why: str
    ) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        happen(world)

        for moment in (NINE_IN_BERLIN, "2026-11-30 09:00", "2026-12-07 08:00"):
            clock.set(moment)
            look(world)

        assert posted(world) == []
        [message] = direct(world, world.anna)
        assert why in message.text
        assert "So I switched it off. `/cm-task digest on` there switches it on again." in message.text
        assert world.application.rooms.mornings.digests.wanted() == []

    @pytest.mark.parametrize("kind", ["private", "public"])
    def test_where_the_bot_was_removed(
        self, world: World, clock: MovedClock, kind: Literal["private", "public"]
    ) -> None:
        task(world, "Send the quote", MONDAY)
        deal = world.slack.add_channel("deal", kind=kind, members=[world.anna])
        says(world, "link Acme Corporation", channel=deal)
        says(world, "digest on", channel=deal)
        world.slack.remove_member(deal, world.slack.bot_user_id)
        clock.set(NINE_IN_BERLIN)
        look(world)

        assert world.texts(deal) == []
        [message] = direct(world, world.anna)
        assert "I am no member there" in message.text
        assert "So I switched it off" in message.text

    def test_for_a_moment_its_owner_need_not_know(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        world.slack.fail("conversations.info", error="ratelimited", status=429)
        world.slack.fail("chat.postMessage", status=503)
        clock.set(NINE_IN_BERLIN)
        look(world)

        assert len(posted(world)) == 1
        assert direct(world, world.anna) == []

    def test_where_chartmogul_is_away(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        world.chartmogul.fault("GET", "/tasks", kind="status", status=503, times=None)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert posted(world) == []

        world.chartmogul.clear_faults()
        look_again(world)
        assert posted(world)


class TestTheCommand:
    def test_says_whether_there_is_one(self, world: World) -> None:
        assert "gets no digest" in says(world, "digest")
        switch_on(world)
        assert "in the time zone of anna" in says(world, "digest", who=world.ben)
        says(world, "unlink")
        assert "is linked to no customer any more" in says(world, "digest")

    def test_switches_it_off(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", MONDAY)
        switch_on(world)
        assert "gets no digest any more" in says(world, "digest off", who=world.ben)
        assert "gets no digest." in says(world, "Digest OFF")

        read = lists_read(world)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert posted(world) == []
        assert lists_read(world) == read

    def test_wants_a_customer_first(self, world: World) -> None:
        assert "is not linked to a customer yet" in says(world, "digest on")

    @pytest.mark.parametrize("pending", [False, True])
    def test_refuses_a_shared_channel(self, world: World, *, pending: bool) -> None:
        says(world, "link Acme Corporation")
        world.slack.share_channel(world.channel, pending=pending)
        assert "so I post no digest there" in says(world, "digest on")

    @pytest.mark.parametrize("kind", ["private", "public"])
    def test_asks_to_be_invited(self, world: World, kind: Literal["private", "public"]) -> None:
        deal = world.slack.add_channel("deal", kind=kind, members=[world.anna], bot_is_member=False)
        says(world, "link Acme Corporation", channel=deal)
        assert "Type `/invite` and my name" in says(world, "digest on", channel=deal)

    def test_says_when_slack_does_not_tell_who_reads_it(self, world: World) -> None:
        says(world, "link Acme Corporation")
        world.slack.fail("conversations.members", status=503, times=None)
        assert "Slack does not tell me just now who reads" in says(world, "digest on")

    def test_is_not_for_guests(self, world: World) -> None:
        says(world, "link Acme Corporation")
        world.slack.make_guest(world.ben)
        assert "for full members" in says(world, "digest on", who=world.ben)

    def test_other_words_are_what_is_to_be_done(self, world: World) -> None:
        anna = world.slack.person(world.anna)
        anna.command(world.channel, "/cm-task", "digest for the board")
        assert anna.view is not None
        assert "digest for the board" in str(anna.view)
