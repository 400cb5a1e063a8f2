"""Months that pass, and what the database holds after them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.outbox.delivery import State
from bot.retention.ages import DAY
from bot.store.schema import metadata
from tests.moved_clock import MovedClock
from tests.scenarios.running import World, eventually
from tests.store.clock import ClockMovedOn


def at_rest(world: World) -> None:
    """Nothing is on its way any more."""
    eventually(lambda: not world.application.rooms.deliveries.counts()[State.WAITING])


def days_pass(world: World, clock: MovedClock, days: float) -> None:
    """So long, and a night at its end."""
    database = world.application.rooms.database
    assert isinstance(database, ClockMovedOn)
    database.ahead += days * DAY
    clock.set(f"{datetime.now(UTC) + timedelta(seconds=database.ahead):%Y-%m-%d %H:%M}")
    world.application.rooms.nights.look()
    clock.put_right()


def everything(world: World, *but: str) -> str:
    """All that stands in the database, but for some tables, as text."""
    tables = [table for table in metadata.sorted_tables if table.name not in but]
    with world.application.rooms.database.reading() as connection:
        return "\n".join(
            f"{table.name}: {tuple(row)}" for table in tables for row in connection.execute(select(table))
        )
