"""Reminders that come late: until noon, and then not at all."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from bot.boards.board import Listed
from bot.mornings.slot import USUAL, WORKING_DAYS, slot_at
from bot.mornings.writing import SeenTo, Writing
from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import (
    FRIDAY,
    direct,
    look,
    look_again,
    preferences,
    task,
    wants_reminders,
)
from tests.scenarios.running import World, eventually

NINE_IN_BERLIN = "2026-11-27 08:00"


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


class TestWhoIsNotShown:
    """Slack says at times that there is nobody of that name who has been there all along."""

    @pytest.mark.parametrize("code", ["user_not_found", "user_not_visible"])
    def test_for_a_moment_is_reminded_an_hour_later(self, world: World, clock: MovedClock, code: str) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        world.slack.fail("users.info", error=code)
        clock.set(NINE_IN_BERLIN)
        look(world)
        assert direct(world, world.anna) == []

        clock.set("2026-11-27 09:01")
        look_again(world)
        assert direct(world, world.anna)

    def test_ever_again_is_asked_for_once_an_hour(self, world: World, clock: MovedClock) -> None:
        task(world, "Send the quote", FRIDAY)
        wants_reminders(world, world.anna)
        world.slack.fail("users.info", error="user_not_found", times=None)
        asked = len(world.slack.calls("users.info"))
        for moment in (NINE_IN_BERLIN, "2026-11-27 08:20", "2026-11-27 08:59", "2026-11-27 09:01"):
            clock.set(moment)
            look_again(world)
        assert len(world.slack.calls("users.info")) == asked + 2
        assert preferences(world, world.anna).reminder_at


def test_a_machine_that_sleeps_while_a_reminder_is_written_posts_none_after_noon(
    world: World, clock: MovedClock
) -> None:
    rooms = world.application.rooms
    writing = Writing(rooms.database, rooms.deliveries, rooms.courier, rooms.live.boards.lists, clock)
    clock.set(NINE_IN_BERLIN)
    slot = slot_at(clock.now(), ZoneInfo("Europe/Berlin"), USUAL, "", WORKING_DAYS)

    def until(moment: str) -> SeenTo:
        def asleep(_: Connection) -> bool:
            clock.set(moment)
            return True

        return asleep

    for occasion, seen_to in (("late", until("2026-11-27 11:00")), ("in time", until(NINE_IN_BERLIN))):
        listed = Listed(heading=occasion, groups=(), note="", day=FRIDAY)
        writing.write(occasion, listed, seen_to, to=world.anna, ends=slot.ends)

    [message] = eventually(lambda: direct(world, world.anna))
    assert message.text == "in time"
