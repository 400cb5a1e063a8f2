"""Once in a night, by one instance, whenever that is possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.pace import Pace
from bot.retention.ages import DAY, Ages
from bot.retention.nights import Nights
from bot.retention.sweep import looking
from bot.store.leases import Leases
from bot.store.schema import deliveries, upkeep
from tests.moved_clock import MovedClock
from tests.retention.office import Office

PACE = Pace(look=1000.0)


class NightClock(MovedClock):
    """Nobody else waits for their turn; what happens in between, a test may say."""

    between: Callable[[], object] = staticmethod(lambda: None)

    def sleep(self, seconds: float) -> None:
        self.between()


@pytest.fixture
def wall() -> NightClock:
    """The clock on the wall."""
    clock = NightClock()
    clock.set("2026-11-28 03:01")
    return clock


def nights(office: Office, wall: NightClock) -> Nights:
    """Those of one instance."""
    return Nights(office.clock, Ages(), PACE, wall)


def done_on(office: Office) -> list[str]:
    with office.clock.reading() as connection:
        return list(connection.scalars(select(upkeep.c.done_on)))


def old(office: Office, name: str = "one") -> None:
    """A delivery that is to go in the next night."""
    office.deliver(name)
    office.clock.seconds += 181 * DAY


def test_what_is_old_goes_in_the_night(office: Office, wall: NightClock) -> None:
    old(office)

    nights(office, wall).look()

    assert office.count(deliveries) == 0
    assert done_on(office) == ["2026-11-28"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_among_a_million_deliveries_the_old_ones_are_found_along_an_index(
    office: Office, wall: NightClock
) -> None:
    looks = [looking(sweep) for sweep in nights(office, wall).sweeps() if sweep.table is deliveries]
    assert len(looks) == 2
    with office.clock.reading() as connection:
        for look in looks:
            compiled: Any = look.compile(connection, compile_kwargs={"render_postcompile": True})
            given = [compiled.params[name] for name in compiled.positiontup]
            values = tuple(value() if callable(value) else value for value in given)
            plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values).all())
            assert "USING INDEX ix_deliveries_created_at (created_at<?)" in plan


def test_once_in_each_night(office: Office, wall: NightClock) -> None:
    here, there = nights(office, wall), nights(office, wall)
    here.look()
    old(office)
    for shows in ("2026-11-28 03:02", "2026-11-28 23:59", "2026-11-29 02:59"):
        wall.set(shows)
        here.look()
        there.look()
    assert office.count(deliveries) == 1

    wall.set("2026-11-29 03:00")
    there.look()

    assert office.count(deliveries) == 0


def test_a_night_that_was_missed_is_made_up_for_by_day(office: Office, wall: NightClock) -> None:
    nights(office, wall).look()
    old(office)
    wall.set("2026-12-05 14:00")

    nights(office, wall).look()

    assert office.count(deliveries) == 0


def test_a_clock_that_went_wrong_once_stops_nothing(office: Office, wall: NightClock) -> None:
    wall.set("2099-01-01 03:00")
    nights(office, wall).look()
    old(office)
    wall.set("2026-11-28 04:00")

    nights(office, wall).look()

    assert office.count(deliveries) == 0


def test_a_clock_on_the_wall_that_is_years_ahead_makes_nothing_old(office: Office, wall: NightClock) -> None:
    office.deliver("one")
    wall.set("2099-01-01 03:00")

    nights(office, wall).look()

    assert office.count(deliveries) == 1


def test_of_two_instances_one_does_it(office: Office, wall: NightClock) -> None:
    old(office)
    held = Leases(office.clock).acquire("retention", seconds=PACE.lease)
    assert held

    nights(office, wall).look()
    assert (office.count(deliveries), done_on(office)) == (1, [])
    office.clock.seconds += PACE.lease + 1
    nights(office, wall).look()

    assert office.count(deliveries) == 0


def test_who_lost_the_lease_stops_and_the_night_is_not_over(office: Office, wall: NightClock) -> None:
    old(office)
    taken = []

    def between() -> None:
        office.clock.seconds += PACE.lease + 1
        taken.append(Leases(office.clock).acquire("retention", seconds=PACE.lease))

    wall.between = between
    office.know("tsk_1")
    office.complete("tsk_1")
    office.clock.seconds += 31 * DAY

    nights(office, wall).look()

    assert len(taken) == 1
    assert done_on(office) == []


def test_a_process_that_stops_leaves_the_rest_to_the_next(office: Office, wall: NightClock) -> None:
    old(office)
    stopping = nights(office, wall)
    stopping.stop()

    stopping.look()
    assert (office.count(deliveries), done_on(office)) == (1, [])
    office.clock.seconds += PACE.lease + 1
    nights(office, wall).look()

    assert (office.count(deliveries), done_on(office)) == (0, ["2026-11-28"])
