"""How soon customers are found among a million, and how much later than among a few."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.directory.customers import Directory
from tests.benchmarks.databases import DIALECTS, analyse, migrated
from tests.benchmarks.load import acknowledged
from tests.benchmarks.processes import OURS, instant, served, wait_until_it_listens
from tests.benchmarks.row import Row, at_least, at_most, milliseconds, percentile
from tests.benchmarks.typeahead import Result, fill, measure, ways

FOUND = {"exact name": 99, "one typo": 95, "two typos": 90}
"""By the way of typing: of how many in a hundred the customer meant is among the first ten, at least."""

SOON = at_most(20)
"""Milliseconds for all but one of a hundred."""

SEED = 1


FLAT = at_most(2)
"""How many times longer a form that names a customer may take among many than among few."""


@dataclass(frozen=True)
class _Among:
    """So many customers."""

    typed: dict[str, _Typed]
    """By the way of typing."""
    forms: list[float]
    """Seconds until forms whose command names one of them were open."""


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
        before, after = (_among(dialect, count, 200 if quick else 1000) for count in (few, many))
        yield _form_row(dialect, before.forms, after.forms, few=few, many=many)
        for way, least in FOUND.items():
            now = after.typed[way]
            yield Row(
                f"typeahead among {many:,} on {dialect}, {way}: p99",
                f"among {few:,}: {milliseconds(before.typed[way].at(99))}",
                f"p50 {milliseconds(now.at(50))}, p99 {milliseconds(now.at(99))}",
                now.at(99) * 1000,
                SOON,
                "ms",
            )
            yield Row(
                f"typeahead among {many:,} on {dialect}, {way}: found",
                f"among {few:,}: {before.typed[way].found:.1f} %",
                f"{now.result.hits} of {now.result.tries}",
                now.found,
                at_least(least),
                "%",
            )


def _form_row(dialect: str, before: list[float], after: list[float], *, few: int, many: int) -> Row:
    earlier, later = percentile(before, 99), percentile(after, 99)
    return Row(
        f"acknowledgement of a command that names one of {many:,} customers on {dialect}, p99",
        f"one of {few:,}: {milliseconds(earlier)}",
        f"p50 {milliseconds(percentile(after, 50))}, p99 {milliseconds(later)}",
        later / earlier,
        FLAT,
    )


def _among(dialect: str, count: int, tries: int) -> _Among:
    """What is measured first warms up for the rest."""
    with migrated(dialect) as (database, url):
        directory = Directory(database)
        meant = fill(directory, count, SEED)[:tries]
        analyse(url)
        typing = ways(random.Random(SEED + 2))
        measure(directory, "warming up", typing["one typo"], meant[:50])
        # As the server does once it has started.
        gc.collect()
        gc.freeze()
        typed = {way: _Typed(measure(directory, way, typing[way], meant)) for way in FOUND}
        return _Among(typed, _forms(url, [customer.name for customer in meant[: tries // 5]]))


def _forms(url: str, names: list[str]) -> list[float]:
    with instant() as answers, served(OURS, answers=answers, database_url=url) as bot:
        wait_until_it_listens(bot)
        acknowledged(bot.port, at_once=8, each=10, text=f"{names[0]}: send the renewal quote")
        return [
            seconds
            for name in names
            for seconds in acknowledged(bot.port, at_once=1, each=3, text=f"{name}: send the renewal quote")
        ]
