"""What a card says of a day turns with the day, and nobody has to touch it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.outbox.delivery import State
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.moved_clock import MovedClock
from tests.scenarios.cards.on_card import OnCard, card_for, uuid_of
from tests.scenarios.form import fill
from tests.scenarios.running import World, eventually, peopled
from tests.store.clock import ClockMovedOn

ZONE = ZoneInfo("Europe/Berlin")
"""Anna's."""


@pytest.fixture
def clock() -> MovedClock:
    """Right to begin with: Slack signs with the machine's."""
    return MovedClock()


@pytest.fixture
def world(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, pace: Pace, clock: MovedClock
) -> Iterator[World]:
    """The same, with clocks that can be moved."""
    with peopled(slack, chartmogul, database_url, pace, clock, open_database=ClockMovedOn.open) as made:
        yield made


def today() -> date:
    """The day that it is for Anna, before any clock is moved."""
    return datetime.now(ZONE).date()


def midnight_passes(world: World, clock: MovedClock, days: int = 1) -> None:
    """Have it be half past midnight for Anna, so many days from today."""
    database = world.application.rooms.database
    assert isinstance(database, ClockMovedOn)
    wanted = datetime.combine(today() + timedelta(days=days), time(0, 30), ZONE)
    clock.set(f"{wanted.astimezone(UTC):%Y-%m-%d %H:%M}")
    database.ahead = (wanted - datetime.now(UTC)).total_seconds()


def due_in(world: World, days: int, **more: str) -> OnCard:
    """A card of a task that is due so many days from today, when all is known of it."""
    card = card_for(world, due_date=f"{today() + timedelta(days=days)}", **more)
    deliveries = world.application.rooms.deliveries
    eventually(lambda: not deliveries.counts()[State.WAITING])
    return card


def test_from_day_to_day(world: World, clock: MovedClock) -> None:
    card = due_in(world, 2)
    assert "(" not in card.text.split("Due ")[1]

    for days, words in (
        (1, "(tomorrow)"),
        (2, "(today)"),
        (3, "(overdue 1 day)"),
        (4, "(overdue 2 days)"),
        (50, "(overdue more than 30 days)"),
    ):
        midnight_passes(world, clock, days)
        card.says(words)

    assert card.updates == 5
    assert card.sent == []


def test_where_the_assignee_is(world: World, clock: MovedClock) -> None:
    hers, his = due_in(world, 1), due_in(world, 1, assignee=world.ben)

    # It is still the evening before for Ben, in New York.
    midnight_passes(world, clock)

    hers.says("(today)")
    his.says("(tomorrow)")


def test_not_on_a_card_of_what_is_done(world: World, clock: MovedClock) -> None:
    card, other = due_in(world, 1), due_in(world, 1)
    card.click(world.anna, "complete_task")
    card.says("Completed by")
    eventually(lambda: card.is_settled and card.is_drawn)
    before = card.updates

    midnight_passes(world, clock, 2)

    other.says("(overdue 1 day)")
    assert card.updates == before


def test_in_a_direct_message_too(world: World, clock: MovedClock) -> None:
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task")
    fill(world, world.anna)
    anna.fill("assignee", world.ben)
    anna.fill("due_date", f"{today() + timedelta(days=2)}")
    anna.fill("announce", "me")
    assert anna.submit().closed
    [message] = eventually(lambda: world.slack.dms(world.ben))
    card = OnCard(world, message.channel, message.ts, uuid_of(message))
    deliveries = world.application.rooms.deliveries
    eventually(lambda: not deliveries.counts()[State.WAITING])

    midnight_passes(world, clock, 4)

    card.says("(overdue 1 day)", f"<@{world.anna}> gave you this task.")


def test_after_a_machine_that_slept(world: World, clock: MovedClock) -> None:
    card = due_in(world, 1)

    midnight_passes(world, clock, 6)

    card.says("(overdue 5 days)")
    assert card.updates == 1
