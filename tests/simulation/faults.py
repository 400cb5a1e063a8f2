"""Whether something goes wrong now, and what."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulation.options import FREEZE_MOST, Kind, Options

MOST = 0.9
"""How likely it is at most that a call fails."""


class Faults:
    """The faults of one world, until it is healed.

    Args:
        note: hears of each fault that strikes.
    """

    def __init__(self, options: Options, note: Callable[[Kind], None]) -> None:
        self._weights = options.faults
        self._lag = options.list_lag
        self._note = note
        self.dice = options.dice("faults")
        self.over = False

    @property
    def any(self) -> bool:
        """Whether there are any kinds at all."""
        return bool(self._weights)

    def strikes(self, *kinds: Kind) -> Kind | None:
        """One of these kinds, or none."""
        weights = [] if self.over else [self._weights.get(kind, 0.0) for kind in kinds]
        whole = sum(weights)
        if not whole:
            return None
        share = self.dice.random() * max(1.0, whole / MOST)
        for kind, weight in zip(kinds, weights, strict=True):
            share -= weight
            if share < 0:
                self._note(kind)
                return kind
        return None

    def late_effect(self) -> float | None:
        """Seconds until a request that failed takes effect after all; None if it never does.

        With the list's lag this stays within what `Pace.settles` allows for: tasks were seen to appear 40 s
        after a 504.
        """
        return self.dice.choice((0.0, None, self.dice.uniform(0.0, min(40.0, 55.0 - self._lag))))

    def very_late_effect(self) -> float | None:
        """The same for one that timed out, counted from its beginning.

        A process that stood still before may have sent it late, and `Pace.timed_out_settles` counts from
        before that.
        """
        frozen = FREEZE_MOST + 5.0 if Kind.FREEZE in self._weights else 0.0
        return self.dice.choice((0.0, None, self.dice.uniform(0.0, max(5.0, 110.0 - self._lag - frozen))))
