"""How long it takes to claim what is due in an outbox, beside a million requests that are done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Notice, Post, State
from bot.store.database import Database
from bot.store.many import add_missing
from bot.store.schema import deliveries
from tests.benchmarks.databases import DIALECTS, analyse, migrated
from tests.benchmarks.row import Row, at_most, milliseconds, percentile, ratio

FLAT = at_most(1.5)
BATCH = 5_000

_DONE: dict[str, Any] = {
    "request": "{}",
    "source": "",
    "state": State.DONE,
    "post": Post.CREATED,
    "notice": Notice.POSTED,
    "reference": "cm-000000",
    "reason": "",
    "field": "",
    "problem": "",
    "uncertain": "",
    "channel": "C0DEALS",
    "ts": "1.2",
    "looked": False,
    **dict.fromkeys(["route", "attempts", "token", "sendings", "unclear"], 0),
}


def rows(quick: bool) -> Iterator[Row]:
    """On both databases."""
    few, many = (100, 20_000) if quick else (1_000, 1_000_000)
    for dialect in DIALECTS:
        with ExitStack() as stack:
            small, large = (stack.enter_context(_filled(dialect, count)) for count in (few, many))
            pairs = [(_claim(small), _claim(large)) for _ in range(100 if quick else 500)]
        before, after = [one for one, _ in pairs], [other for _, other in pairs]
        yield Row(
            f"a claim in the outbox beside {many:,} done requests, {dialect}, p50",
            f"beside {few:,}: {milliseconds(percentile(before, 50))}",
            milliseconds(percentile(after, 50)),
            ratio(after, before),
            FLAT,
        )


@contextmanager
def _filled(dialect: str, done: int) -> Iterator[Deliveries]:
    with migrated(dialect) as (database, url):
        fill(database, done)
        analyse(url)
        yield Deliveries(database)


def _claim(outbox: Deliveries) -> float:
    """Seconds."""
    outbox.add(f"due {time.monotonic_ns()}", "{}", form_seconds=0.0)
    begun = time.perf_counter()
    claimed = outbox.claim(lease=60.0)
    taken = time.perf_counter() - begun
    assert claimed is not None
    return taken


def fill(database: Database, done: int) -> None:
    """Store so many requests that are done."""
    names = tuple(column.name for column in deliveries.columns)
    now = database.clock()
    for start in range(0, done, BATCH):
        with database.writing(durable=False) as connection:
            numbers = range(start, min(start + BATCH, done))
            add_missing(connection, deliveries, names, [_row(names, number, now) for number in numbers])


def _row(names: tuple[str, ...], number: int, now: float) -> tuple[Any, ...]:
    own = {**_DONE, "id": f"done {number}", "task_uuid": f"task-{number}"}
    # What is left are times.
    return tuple(own.get(name, now - number) for name in names)
