"""Reminders that come late: until noon, and then not at all."""

from __future__ import annotations

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
from tests.scenarios.running import World

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
