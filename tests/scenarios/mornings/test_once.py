"""One reminder a day, and everybody gets theirs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Any

from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import (
    ANNA,
    BEN,
    FRIDAY,
    MONDAY,
    direct,
    look,
    look_again,
    seen_to,
    task,
    wants_reminders,
)
from tests.scenarios.running import World, bot_between, eventually

NINE_IN_BERLIN = "2026-11-27 08:00"


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
        clock.set("2026-11-27 07:55")
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
