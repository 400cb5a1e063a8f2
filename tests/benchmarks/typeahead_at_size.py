"""How soon the typeahead finds customers among a million, and how much later than among a few."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.directory.customers import Directory
from tests.benchmarks.databases import DIALECTS, analyse, migrated
from tests.benchmarks.row import Row, at_least, at_most, milliseconds, percentile
from tests.benchmarks.typeahead import Result, fill, measure, ways

FOUND = {"exact name": 99, "one typo": 95, "two typos": 90}
"""By the way of typing: of how many in a hundred the customer meant is among the first ten, at least."""

SOON = at_most(20)
"""Milliseconds for all but one of a hundred."""

SEED = 1


@dataclass(frozen=True)
class _Typed:
    result: Result

    @property
    def found(self) -> float:
        """In percent."""
        return 100 * self.result.hits / self.result.tries

    def at(self, percent: float) -> float:
        return percentile(self.result.seconds, percent)


def rows(quick: bool) -> Iterator[Row]:
    """On both databases."""
    few, many = (1_000, 10_000) if quick else (10_000, 1_000_000)
    for dialect in DIALECTS:
        before, after = (_typed(dialect, count, 200 if quick else 1000) for count in (few, many))
        for way, least in FOUND.items():
            now = after[way]
            yield Row(
                f"typeahead among {many:,} on {dialect}, {way}: p99",
                f"among {few:,}: {milliseconds(before[way].at(99))}",
                f"p50 {milliseconds(now.at(50))}, p99 {milliseconds(now.at(99))}",
                now.at(99) * 1000,
                SOON,
                "ms",
            )
            yield Row(
                f"typeahead among {many:,} on {dialect}, {way}: found",
                f"among {few:,}: {before[way].found:.1f} %",
                f"{now.result.hits} of {now.result.tries}",
                now.found,
                at_least(least),
                "%",
            )


def _typed(dialect: str, count: int, tries: int) -> dict[str, _Typed]:
    """By the way of typing. What is measured first warms up for the rest."""
    with migrated(dialect) as (database, url):
        directory = Directory(database)
        meant = fill(directory, count, SEED)[:tries]
        analyse(url)
        typing = ways(random.Random(SEED + 2))
        measure(directory, "warming up", typing["one typo"], meant[:50])
        # As the server does once it has started.
        gc.collect()
        gc.freeze()
        return {way: _Typed(measure(directory, way, typing[way], meant)) for way in FOUND}
