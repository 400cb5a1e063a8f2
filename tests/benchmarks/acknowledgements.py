"""How soon `/cm-task` is acknowledged with its form open, beside a bare Bolt app that opens a form."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bot.directory.customers import Directory
from bot.store.database import Database
from tests.benchmarks.instant import email_of
from tests.benchmarks.load import PEOPLE, acknowledged
from tests.benchmarks.processes import BARE, OURS, instant, served, wait_until_it_listens
from tests.benchmarks.row import Row, at_most, milliseconds, percentile, ratio
from tests.benchmarks.typeahead import fill

CUSTOMERS = 10_000
GOAL = at_most(2)


def rows(quick: bool) -> Iterator[Row]:
    """At 1, 16 and 64 at once."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'bot.db'}"
        prepare(url, 1000 if quick else CUSTOMERS)
        answers = stack.enter_context(instant())
        ours = stack.enter_context(served(OURS, answers=answers, database_url=url))
        bare = stack.enter_context(served(BARE, answers=answers, database_url=url))
        for each in (ours, bare):
            wait_until_it_listens(each)
            acknowledged(each.port, at_once=16, each=20)
        for at_once in (1, 16, 64):
            yield _row(ours.port, bare.port, at_once, pairs=3 if quick else 9, total=160 if quick else 640)


def prepare(url: str, customers: int) -> str:
    """A migrated database with so many customers, as in a workspace in use; the UUID of one of them."""
    database = Database.open(url)
    database.migrate()
    directory = Directory(database)
    some = fill(directory, customers, seed=1)
    for person in PEOPLE:
        directory.remember_email(email_of(person))
    database.close()
    return some[0].uuid


def _row(ours: int, bare: int, at_once: int, *, pairs: int, total: int) -> Row:
    each = max(4, total // at_once)
    mine, theirs = [], []
    for _ in range(pairs):
        theirs.append(percentile(acknowledged(bare, at_once=at_once, each=each), 50))
        mine.append(percentile(acknowledged(ours, at_once=at_once, each=each), 50))
    return Row(
        what=f"acknowledgement of /cm-task, p50, {at_once} at once",
        against=f"a bare Bolt app: {milliseconds(percentile(theirs, 50))}",
        ours=milliseconds(percentile(mine, 50)),
        came_out=ratio(mine, theirs),
        goal=GOAL,
    )
