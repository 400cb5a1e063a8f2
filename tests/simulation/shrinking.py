"""The smallest world that still shows the same mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.simulation.laboratory import Laboratory
from tests.simulation.options import Options
from tests.simulation.world import NONE, Mistake, World

SALTS = 6
"""Other worlds of a smaller size that are tried: a change of size changes the dice, too."""


def shrunk(laboratory: Laboratory, failed: World, mistake: Mistake = NONE) -> World:
    """A smaller world that fails as this one did, or this one itself."""
    smallest, wrong = failed, {violation.checker for violation in failed.violations}
    while smaller := next(_failing(laboratory, smallest.options, wrong, mistake), None):
        smallest = smaller
    return smallest


def _failing(laboratory: Laboratory, options: Options, wrong: set[str], mistake: Mistake) -> Iterator[World]:
    for candidate in _smaller(options):
        for salt in range(options.salt, options.salt + SALTS):
            world = laboratory.run(replace(candidate, salt=salt), mistake)
            if wrong & {violation.checker for violation in world.violations}:
                yield world
                break


def _smaller(options: Options) -> Iterator[Options]:
    for kind in options.faults:
        faults = {other: weight for other, weight in options.faults.items() if other is not kind}
        yield replace(options, faults=faults)
    for smaller in (
        replace(options, people=max(1, options.people - 1)),
        replace(options, forms=max(1, options.forms - 1)),
        replace(options, processes=max(1, options.processes - 1)),
        replace(options, wishes=1),
        replace(options, clicks=options.clicks // 2),
        replace(options, hands=options.hands // 2),
        replace(options, reminders=options.reminders // 2),
        replace(options, homes=options.homes // 2),
        replace(options, lists=options.lists // 2),
        replace(options, digests=options.digests // 2),
        replace(options, backlog=0),
        replace(options, list_lag=0.0),
        replace(options, clock_ahead=0.0),
        replace(options, slots=40),
        replace(options, closed=False),
        replace(options, aftermath=60.0),
    ):
        if smaller != options:
            yield smaller
