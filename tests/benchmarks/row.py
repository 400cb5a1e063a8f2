"""One line of the table of benchmarks: what was measured, against what, its goal, and what came out."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Side = Literal["at most", "at least"]


@dataclass(frozen=True)
class Goal:
    """What should come out."""

    side: Side
    value: float

    def is_met(self, by: float) -> bool:
        """Whether this is as it should be."""
        return by <= self.value if self.side == "at most" else by >= self.value


def at_most(value: float) -> Goal:
    """The less, the better."""
    return Goal("at most", value)


def at_least(value: float) -> Goal:
    """The more, the better."""
    return Goal("at least", value)


@dataclass(frozen=True)
class Row:
    """One figure."""

    what: str
    against: str
    """The floor or the peer and its figure in the same run; "" where the goal stands alone."""
    ours: str
    """What the bot took, in units that people read."""
    came_out: float
    goal: Goal | None = None
    """None for what is only told, not held."""
    unit: str = "x"
    """Of what came out and of the goal."""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or self.goal.is_met(self.came_out)

    @property
    def said(self) -> str:
        """What came out, in words."""
        return _with_unit(self.came_out, self.unit)

    @property
    def wanted(self) -> str:
        """The goal, in words."""
        if self.goal is None:
            return ""
        sign = {"at most": "≤", "at least": "≥"}[self.goal.side]
        return f"{sign} {_with_unit(self.goal.value, self.unit)}"

    def to_json(self) -> dict[str, Any]:
        """What `--json` prints of it."""
        return {**asdict(self), "is_met": self.is_met}


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of pairs, each measured one after the other: what slows the machine slows both of a pair."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def percentile(seconds: Sequence[float], percent: float) -> float:
    """The smallest that so many percent do not exceed."""
    ordered = sorted(seconds)
    return ordered[max(0, -int(-percent * len(ordered) // 100) - 1)]


def milliseconds(seconds: float) -> str:
    """A time as people read it."""
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def _with_unit(value: float, unit: str) -> str:
    figure = f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:.3g}"
    return f"{figure} {unit}".strip()
