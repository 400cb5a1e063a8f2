"""Sweeps: a few rows at a time, all of them in the end, and no further than somebody allows."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from bot.retention.sweep import BATCH, READ, REST, Sweep, Sweeping, deleting
from bot.store.database import Database
from bot.store.schema import uses
from tests.retention.office import Restless

SINCE = uses.c.at < 1.0


def filled(database: Database, rows: int) -> Sweep:
    """A sweep of so many rows that are over, and as many that are not."""
    with database.writing() as connection:
        connection.execute(
            insert(uses),
            [
                {"channel": f"C{n % 7}", "person": f"U{n}", "customer_uuid": "cus", "at": float(n % 2)}
                for n in range(2 * rows)
            ],
        )
    return Sweep("uses", uses, SINCE, deleting(uses))


def left(database: Database) -> list[float]:
    with database.reading() as connection:
        return [row.at for row in connection.execute(uses.select())]


@pytest.mark.parametrize("rows", [1, BATCH, BATCH + 1, READ + BATCH + 1])
def test_all_rows_that_are_over_go_and_no_others(database: Database, rows: int) -> None:
    sweep = filled(database, rows)

    assert Sweeping(database, Restless(), lambda: True).run(sweep) == rows

    assert left(database) == [1.0] * rows


def test_what_is_not_over_any_more_by_then_stays(database: Database) -> None:
    sweep = filled(database, 1)

    def goes_on() -> bool:
        with database.writing() as connection:
            connection.execute(uses.update().values(at=2.0))
        return True

    assert Sweeping(database, Restless(), goes_on).run(sweep) == 0

    assert left(database) == [2.0, 2.0]


def test_it_stops_between_two_transactions(database: Database) -> None:
    sweep, turns = filled(database, 3 * BATCH), iter([True, False])

    assert Sweeping(database, Restless(), lambda: next(turns)).run(sweep) == BATCH


def test_others_write_in_between(database: Database) -> None:
    sweep, waits = filled(database, 2 * BATCH), list[float]()

    class Others(Restless):
        def sleep(self, seconds: float) -> None:
            with database.writing(wait=0.1) as connection:
                connection.execute(uses.update().where(uses.c.at == 1.0).values(at=1.0))
            waits.append(seconds)

    Sweeping(database, Others(), lambda: True).run(sweep)

    assert waits == [REST, REST]
