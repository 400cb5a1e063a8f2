"""What happens when in one run, all from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

from bot.sandbox.slack.socket_mode import SocketFault
from tests.faults.faults import Fault, any_fault


@dataclass(frozen=True)
class Size:
    """How large a run may be."""

    seconds: float = 7.0
    """How long faults happen; people press on a little longer."""
    people: int = 4
    forms: int = 4
    """Of each person."""
    faults: int = 24


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
class RestartDatabase:
    """PostgreSQL ends at once, as in a power cut, and starts again; nothing happens on SQLite."""


@dataclass(frozen=True)
class Outage:
    """ChartMogul takes no connections."""

    seconds: float


@dataclass(frozen=True)
class LostSocket:
    """Something happens to all of the bots' Socket Mode connections."""

    how: SocketFault | Literal["refresh_requested"]


Event = Fault | Kill | Lock | CutConnections | RestartDatabase | Outage | LostSocket

SOCKET_ENDS: tuple[SocketFault | Literal["refresh_requested"], ...] = (
    "close",
    "cut",
    "reset",
    "silence",
    "refresh_requested",
)


@dataclass(frozen=True)
class Setting:
    """How the bot is deployed."""

    processes: int = 1
    socket: bool = False
    """Whether Slack's requests come over Socket Mode."""


@dataclass(frozen=True)
class Plan:
    """A run."""

    seed: int
    setting: Setting
    people: int
    forms: int
    """Of each person."""
    list_lag: float
    clock_ahead: float
    """Seconds that ChartMogul's clock is ahead of everybody else's."""
    events: list[tuple[float, Event]] = field(repr=False)
    """What happens, and how many seconds after the beginning."""


def plan(seed: int, setting: Setting, size: Size) -> Plan:
    """The run of a seed."""
    dice = random.Random(seed)
    events: list[Event] = [any_fault(dice) for _ in range(dice.randint(size.faults // 4, size.faults))]
    events += [Kill(dice.randrange(setting.processes)) for _ in range(_some(dice, 0.8))]
    events += [Lock(dice.uniform(0.2, size.seconds / 2)) for _ in range(_some(dice, 0.3))]
    events += [CutConnections() for _ in range(_some(dice, 0.3))]
    events += [Outage(dice.uniform(0.2, size.seconds / 3)) for _ in range(_some(dice, 0.2))]
    events += [RestartDatabase() for _ in range(_some(dice, 0.2))]
    if setting.socket:
        events += [LostSocket(dice.choice(SOCKET_ENDS)) for _ in range(dice.randint(0, 3))]
    return Plan(
        seed=seed,
        setting=setting,
        people=dice.randint(min(2, size.people), size.people),
        forms=dice.randint(1, size.forms),
        clock_ahead=dice.choice((0.0, 0.0, 900.0, -900.0)),
        list_lag=dice.choice((0.0, 0.0, 0.3, 0.8)),
        events=sorted(((dice.uniform(0.0, size.seconds), event) for event in events), key=itemgetter(0)),
    )


def _some(dice: random.Random, likely: float) -> int:
    """None, one or two."""
    return sum(dice.random() < chance for chance in (likely, likely / 2))
