"""Reminders on working mornings, with a clock on the wall that the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.moved_clock import MovedClock
from tests.scenarios.mornings import (
    ANNA,
    BEN,
    FRIDAY,
    MONDAY,
    buttons,
    client,
    direct,
    lists_read,
    look,
    look_again,
    preferences,
    reads,
    seen_to,
    set_reminder,
    task,
    wants_reminders,
)
from tests.scenarios.running import QUICK, World, bot_between, eventually, peopled

NINE_IN_BERLIN = "2026-11-27 08:00"


@pytest.fixture
def clock() -> MovedClock:
    """It is before nine in Berlin, where Anna is, on a Friday."""
    moved = MovedClock()
    moved.set("2026-11-27 07:55")
    return moved


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, clock: MovedClock
) -> Iterator[World]:
    """The usual one, by that clock; the bot looks when a test says so."""
    with peopled(slack, chartmogul, database_url, replace(QUICK, look=3600.0, call=1.0), clock) as made:
        yield made


def test_says_what_is_overdue_and_due_today(world: World, clock: MovedClock) -> None:
    task(world, "Send the quote", FRIDAY)
    task(world, "Call Kim", FRIDAY - timedelta(days=2))
    task(world, "Plan the year", FRIDAY + timedelta(days=1))
    task(world, "Water the plants", FRIDAY, assignee=BEN)
    wants_reminders(world, world.anna)
    look(world)
    assert direct(world, world.anna) == []

    clock.set(NINE_IN_BERLIN)
    look(world)

    [message] = direct(world, world.anna)
    assert message.text.splitlines() == [
        "*Good morning: 1 overdue and 1 due today*",
        "Overdue",
        "Call Kim",
        "Due today",
        "Send the quote",
    ]
    text = reads(message)
    assert "overdue 2 days" in text
    assert "(today)" in text
    assert "On working mornings at 9:00, as you chose in my Home: change or stop it there." in text
    assert buttons(message) == ["complete_task", "edit_task", "task_menu"] * 2


def test_is_switched_on_and_off_in_the_home(world: World, clock: MovedClock) -> None:
    task(world, "Send the quote", FRIDAY)
    clock.put_right()
    set_reminder(world, world.anna, "09:30")
    clock.set("2026-11-27 08:25")
    look(world)
    assert direct(world, world.anna) == []

    clock.set("2026-11-27 08:30")
    look(world)
    assert len(direct(world, world.anna)) == 1

    clock.put_right()
    set_reminder(world, world.anna, "off")
    clock.set("2026-11-30 08:30")
    look(world)
    assert len(direct(world, world.anna)) == 1


def test_its_buttons_change_the_task_and_it_follows(world: World, clock: MovedClock) -> None:
    uuid = task(world, "Send the quote", FRIDAY)
    wants_reminders(world, world.anna)
    clock.set(NINE_IN_BERLIN)
    look(world)
    [message] = direct(world, world.anna)
    # Slack's requests are by the time that it is.
    clock.put_right()

    assert world.slack.person(world.anna).click(message.channel, message.ts, "complete_task").status == 200

    eventually(lambda: client(world).task(uuid).completed_at)
    eventually(lambda: "~Send the quote~" in reads(direct(world, world.anna)[0]))
    [message] = direct(world, world.anna)
    assert buttons(message) == ["reopen_task"]


def test_more_than_fit_into_one_message_are_paged(world: World, clock: MovedClock) -> None:
    for number in range(12):
        task(world, f"Call number {number}", FRIDAY - timedelta(days=12 - number))
    wants_reminders(world, world.anna)
    clock.set(NINE_IN_BERLIN)
    look(world)
    [message] = direct(world, world.anna)
    assert "12 overdue" in message.text
    assert "Call number 11" not in reads(message)
    clock.put_right()

    world.slack.person(world.anna).click(message.channel, message.ts, "tasks_on")

    eventually(lambda: "Call number 11" in reads(direct(world, world.anna)[0]))


class TestNobodyHearsOfIt:
    def test_who_did_not_switch_it_on(self, world: World, clock: MovedClock) -> None:
        task(world, "Water the plants", FRIDAY, assignee=BEN)
        before = lists_read(world)

        for moment in ("2026-11-27 14:30", "2026-11-30 14:30"):  # half past nine where Ben is
            clock.set(moment)
            look(world)

        assert direct(world, world.ben) == []
        assert lists_read(world) == before

    def test_who_switched_it_off(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        wants_reminders(world, world.anna, at="")

        clock.set(NINE_IN_BERLIN)
        look(world)

        assert direct(world, world.anna) == []

    def test_where_nothing_is_due_then(self, world: World, clock: MovedClock) -> None:
        task(world, "Plan the year", FRIDAY + timedelta(days=1))
        wants_reminders(world, world.anna)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert seen_to(world, world.anna, FRIDAY)

        task(world, "Send the quote", FRIDAY)
        clock.set("2026-11-27 09:00")
        look(world)

        assert direct(world, world.anna) == []

    def test_of_what_was_done_a_moment_before(self, world: World, clock: MovedClock) -> None:
        uuid = task(world, "Send the quote", FRIDAY)
        world.application.rooms.live.reader.read_open(ANNA)
        client(world).update_task(uuid, {"completed_at": "2026-11-26T10:00:00Z"})
        wants_reminders(world, world.anna)

        clock.set(NINE_IN_BERLIN)
        look(world)

        assert seen_to(world, world.anna, FRIDAY)
        assert direct(world, world.anna) == []

    @pytest.mark.parametrize("change", ["deactivate", "make_guest"])
    def test_who_is_no_colleague_any_more(self, world: World, clock: MovedClock, change: str) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        look(world)
        getattr(world.slack, change)(world.anna)

        clock.set(NINE_IN_BERLIN)
        look(world)

        assert not preferences(world, world.anna).reminder_at
        assert direct(world, world.anna) == []
        assert lists_read(world) == []

    def test_on_a_weekend(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)

        for moment in ("2026-11-28 08:30", "2026-11-29 08:30"):
            clock.set(moment)
            look(world)

        assert direct(world, world.anna) == []


class TestLate:
    def test_until_noon(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)

        clock.set("2026-11-27 10:55")
        look(world)

        assert direct(world, world.anna)

    def test_and_then_not_at_all(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)

        clock.set("2026-11-27 11:00")
        look(world)
        assert direct(world, world.anna) == []

        clock.set("2026-11-30 08:00")
        look(world)
        [message] = direct(world, world.anna)
        assert "1 overdue" in message.text

    def test_where_chartmogul_was_away(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        world.chartmogul.down()
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert preferences(world, world.anna).reminded_on == ""

        world.chartmogul.up()

        look_again(world)
        assert direct(world, world.anna)

    def test_not_after_noon_where_chartmogul_was_away_until_then(
        self, world: World, clock: MovedClock
    ) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        world.chartmogul.down()
        clock.set(NINE_IN_BERLIN)
        look(world)
        clock.set("2026-11-27 11:00")
        world.chartmogul.up()

        look_again(world)

        assert direct(world, world.anna) == []

    def test_where_slack_did_not_say_who_it_is(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        world.slack.fail("users.info", error="ratelimited", status=429)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna) == []

        look_again(world)
        assert direct(world, world.anna)


class TestOnceADay:
    def test_and_again_on_the_next_working_day(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna)

        for moment in ("2026-11-27 09:30", "2026-11-28 08:30", "2026-11-27 08:30"):
            clock.set(moment)
            look(world)
        assert len(direct(world, world.anna)) == 1

        clock.set("2026-11-30 08:00")
        look(world)
        assert len(direct(world, world.anna)) == 2
        assert seen_to(world, world.anna, MONDAY)

    def test_not_again_when_the_clock_was_a_week_ahead(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        for moment, messages in ((NINE_IN_BERLIN, 1), ("2026-12-04 08:00", 2), (NINE_IN_BERLIN, 2)):
            clock.set(moment)
            look(world)
            assert len(direct(world, world.anna)) == messages

    def test_not_again_at_a_later_time(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna)

        wants_reminders(world, world.anna, at="10:00")
        clock.set("2026-11-27 09:00")
        look(world)

        assert len(direct(world, world.anna)) == 1

    def test_where_somebody_has_landed(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna)

        world.slack.set_time_zone(world.anna, "America/New_York")
        clock.set("2026-11-27 14:00")
        look(world)

        assert len(direct(world, world.anna)) == 1

    def test_by_the_clock_where_they_are_now(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        look(world)
        world.slack.set_time_zone(world.anna, "America/New_York")

        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna) == []

        clock.set("2026-11-27 14:00")
        look(world)
        assert direct(world, world.anna)

    def test_with_two_instances_and_a_restart(
        self, world: World, clock: MovedClock, database_url: str
    ) -> None:
        for who, email in ((world.anna, ANNA), (world.ben, BEN)):
            task(world, "Send the quote", FRIDAY, assignee=email)
            wants_reminders(world, who)

        def instance() -> AbstractContextManager[Any]:
            return bot_between(world.slack, world.chartmogul, database_url, runtime=clock)

        with instance(), instance():
            clock.set(NINE_IN_BERLIN)
            eventually(lambda: direct(world, world.anna))
        clock.set("2026-11-27 14:05")
        with instance(), instance():
            eventually(lambda: direct(world, world.ben))
        look(world)

        assert len(direct(world, world.anna)) == len(direct(world, world.ben)) == 1


def test_a_message_that_slack_may_have_taken_is_looked_for(world: World, clock: MovedClock) -> None:
    task(world, "Send the quote", FRIDAY)
    wants_reminders(world, world.anna)
    world.slack.fail("chat.postMessage", kind="drop_after_commit")
    clock.set(NINE_IN_BERLIN)

    look(world)

    assert len(direct(world, world.anna)) == 1


def test_trouble_with_one_person_keeps_nobody_else_waiting(world: World, clock: MovedClock) -> None:
    world.slack.set_time_zone(world.ben, "Europe/Berlin")
    for who, email in ((world.anna, ANNA), (world.ben, BEN)):
        task(world, "Send the quote", FRIDAY, assignee=email)
        wants_reminders(world, who)
    world.slack.fail("users.info", error="fatal_error", when=lambda asked: asked["user"] == world.anna)
    clock.set(NINE_IN_BERLIN)

    look(world)
    assert direct(world, world.ben)
    assert direct(world, world.anna) == []

    look_again(world)
    assert direct(world, world.anna)


def test_many_at_nine_are_seen_to_one_after_the_other(world: World, clock: MovedClock) -> None:
    people = [world.slack.add_person(f"p{n}", email=f"p{n}@ourcompany.test") for n in range(20)]
    for number, who in enumerate(people):
        world.chartmogul.add_user(f"p{number}@ourcompany.test")
        task(world, "Send the quote", FRIDAY, assignee=f"p{number}@ourcompany.test")
        wants_reminders(world, who)
    before = len(world.chartmogul.requests)
    clock.set(NINE_IN_BERLIN)
    look(world)

    assert [len(direct(world, who)) for who in people] == [1] * 20
    asked = world.chartmogul.requests[before:]
    assert len(asked) == 20
    assert all(later.started_at >= (first.ended_at or 0.0) for first, later in pairwise(asked))


def test_where_slack_wants_to_be_left_alone_nobody_else_is_asked_about(
    world: World, clock: MovedClock
) -> None:
    people = [world.slack.add_person(f"p{n}", email=f"p{n}@ourcompany.test") for n in range(5)]
    for who in people:
        wants_reminders(world, who)
    world.slack.fail("users.info", error="ratelimited", status=429, times=None)
    clock.set(NINE_IN_BERLIN)
    before = len(world.slack.calls("users.info"))
    look(world)
    assert len(world.slack.calls("users.info")) == before + 1
