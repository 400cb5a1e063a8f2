"""What happens when in one run, all from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from operator import itemgetter

from tests.faults.faults import Fault, any_fault

SECONDS = 7.0
"""How long faults happen; people press on a little longer."""


@dataclass(frozen=True)
class Kill:
    """`kill -9` of one bot, which is started again."""

    bot: int


@dataclass(frozen=True)
class Lock:
    """Somebody else holds the database's lock."""

    seconds: float


@dataclass(frozen=True)
class CutConnections:
    """PostgreSQL ends all sessions; nothing happens on SQLite."""


@dataclass(frozen=True)
class Outage:
    """ChartMogul takes no connections."""

    seconds: float


Event = Fault | Kill | Lock | CutConnections | Outage


@dataclass(frozen=True)
class Plan:
    """A run."""

    seed: int
    processes: int
    people: int
    forms: int
    """Of each person."""
    list_lag: float
    events: list[tuple[float, Event]] = field(repr=False)
    """What happens, and how many seconds after the beginning."""


def plan(seed: int, processes: int) -> Plan:
    """The run of a seed."""
    dice = random.Random(seed)
    events: list[Event] = [any_fault(dice) for _ in range(dice.randint(6, 24))]
    events += [Kill(dice.randrange(processes)) for _ in range(_some(dice, 0.8))]
    events += [Lock(dice.uniform(0.2, 3.5)) for _ in range(_some(dice, 0.3))]
    events += [CutConnections() for _ in range(_some(dice, 0.3))]
    events += [Outage(dice.uniform(0.2, 2.0)) for _ in range(_some(dice, 0.2))]
    return Plan(
        seed=seed,
        processes=processes,
        people=dice.randint(2, 4),
        forms=dice.randint(1, 4),
        list_lag=dice.choice((0.0, 0.0, 0.3, 0.8)),
        events=sorted(((dice.uniform(0.0, SECONDS), event) for event in events), key=itemgetter(0)),
    )


def _some(dice: random.Random, likely: float) -> int:
    """None, one or two."""
    return sum(dice.random() < chance for chance in (likely, likely / 2))
