"""Reminders on working mornings, with a clock on the wall that the tests set."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import (
    ANNA,
    BEN,
    FRIDAY,
    buttons,
    client,
    direct,
    lists_read,
    look,
    preferences,
    reads,
    seen_to,
    set_reminder,
    task,
    wants_reminders,
)
from tests.scenarios.running import World, eventually

NINE_IN_BERLIN = "2026-11-27 08:00"


def test_says_what_is_overdue_and_due_today(world: World, clock: MovedClock) -> None:
    task(world, "Send the quote", FRIDAY)
    task(world, "Call Kim", FRIDAY - timedelta(days=2))
    task(world, "Plan the year", FRIDAY + timedelta(days=1))
    task(world, "Water the plants", FRIDAY, assignee=BEN)
    wants_reminders(world, world.anna)
    clock.set("2026-11-27 07:59")
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
    assert message.text.startswith("*Good morning: nothing of this is due any more*")


def test_it_follows_what_is_changed_in_chartmogul(world: World, clock: MovedClock) -> None:
    uuid = task(world, "Send the quote", FRIDAY)
    wants_reminders(world, world.anna)
    clock.set(NINE_IN_BERLIN)
    look(world)
    world.chartmogul.complete_task(uuid)

    world.application.rooms.live.following.follow()

    eventually(lambda: "~Send the quote~" in reads(direct(world, world.anna)[0]))
    assert len(direct(world, world.anna)) == 1


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
        clock.set("2026-11-27 07:55")
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
