"""How long it takes to read all customers, and to read them again where nothing has changed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from tests.benchmarks.customer_pages import PER_PAGE
from tests.benchmarks.databases import DIALECTS, empty
from tests.benchmarks.one_sync import Sync
from tests.benchmarks.processes import customer_pages
from tests.benchmarks.row import Row, at_most, milliseconds

PACE = 40
"""Requests a second that ChartMogul takes (https://dev.chartmogul.com/docs/rate-limits)."""

FIRST, CPU_A_PAGE, ROWS_AGAIN, CPU_AGAIN = at_most(1.1), at_most(10), at_most(0), at_most(0.2)
FLAT = at_most(1.2)


def rows(quick: bool) -> Iterator[Row]:
    """On both databases, and the memory that it takes for few customers and for many."""
    count = 10_000 if quick else 100_000
    with customer_pages(count) as port:
        for dialect in DIALECTS:
            with empty(dialect) as url:
                yield from _first_and_again(f"{count:,} customers on {dialect}", port, url)
    yield _memory(2_000, 10_000) if quick else _memory(10_000, 1_000_000)


def _first_and_again(what: str, port: int, url: str) -> Iterator[Row]:
    first, again = _sync(port, url), _sync(port, url)
    pages = -(-first.customers // PER_PAGE)
    least = pages / PACE
    yield Row(
        f"first sync of {what}",
        f"{pages} pages at {PACE} a second: {milliseconds(least)}",
        milliseconds(first.seconds),
        first.seconds / least,
        FIRST,
    )
    yield Row(
        f"processor's time for each page of {PER_PAGE} in a sync of {what}",
        "",
        milliseconds(first.cpu / pages),
        first.cpu / pages * 1000,
        CPU_A_PAGE,
        "ms",
    )
    yield Row(
        f"rows written by a sync of the same {what}",
        f"the first: {first.rows:,}",
        f"{again.rows:,}, and {again.beside} of how far it has come",
        again.rows,
        ROWS_AGAIN,
        "rows",
    )
    yield Row(
        f"processor's time of a sync of the same {what}",
        f"the first: {milliseconds(first.cpu)}",
        milliseconds(again.cpu),
        again.cpu / first.cpu,
        CPU_AGAIN,
    )


def _memory(few: int, many: int) -> Row:
    """At no pace, which would take minutes and no memory."""
    taken = {}
    for count in (few, many):
        with customer_pages(count) as port, empty("SQLite") as url:
            taken[count] = _sync(port, url, "unthrottled").memory
    return Row(
        f"memory of a sync of {many:,} customers",
        f"of {few:,}: {taken[few] / 1e6:.0f} MB",
        f"{taken[many] / 1e6:.0f} MB",
        taken[many] / taken[few],
        FLAT,
    )


def _sync(port: int, url: str, how: Literal["throttled", "unthrottled"] = "throttled") -> Sync:
    command = [sys.executable, "-m", "tests.benchmarks.one_sync", str(port), url, how]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=True, stdout=subprocess.PIPE)
    return Sync(**json.loads(done.stdout))
