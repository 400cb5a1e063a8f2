"""What is done does not make it slower to find what is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine

from bot.outbox.deliveries import Deliveries
from bot.store.database import Database
from tests.benchmarks.outbox_growth import fill
from tests.directory.run import statements

DONE = 5_000

ASKED: dict[str, Callable[[Deliveries], object]] = {
    "what is due": lambda outbox: outbox.claim(lease=60.0),
    "one request": lambda outbox: outbox.get("done 7"),
    "those of a message": lambda outbox: outbox.made_from("C1/1.2"),
}


@pytest.mark.parametrize("what", ASKED)
def test_no_row_that_is_done_is_looked_at(database: Database, database_url: str, what: str) -> None:
    fill(database, DONE)
    outbox = Deliveries(database)
    outbox.add("due", "{}", form_seconds=0.0, source="C1/1.2")

    with statements() as run:
        assert ASKED[what](outbox)

    asked = [(statement, given) for statement, given in run if "deliveries" in statement]
    plans = [plan for statement, given in asked for plan in plan_of(database_url, statement, given)]
    assert any("ix_deliveries" in step or "pk_deliveries" in step or "INDEX" in step for step in plans), plans
    assert not [step for step in plans if is_scan(step)]


def is_scan(step: str) -> bool:
    """Whether it goes through the table from one end to the other."""
    return step.startswith("SCAN deliveries") or "Seq Scan on deliveries" in step


def plan_of(url: str, statement: str, given: Any) -> list[str]:
    """The steps by which a database carries out a statement."""
    if url.startswith("sqlite"):
        with create_engine(url).connect() as connection:
            return [
                str(step[3]) for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
            ]
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        # As autovacuum does by itself, which is off in the tests' server.
        connection.exec_driver_sql("ANALYZE deliveries")
        steps = [str(step[0]) for step in connection.exec_driver_sql(f"EXPLAIN {statement}", given)]
    engine.dispose()
    return steps
