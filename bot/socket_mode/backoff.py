"""How long to wait before Slack is asked for another connection."""

from __future__ import annotations

import random

FIRST = 1.0
LONGEST = 10.0
ASKED_MAX = 60.0
"""The most seconds that a `Retry-After` is obeyed for; Slack names 30 or 60."""


class Backoff:
    """Doubles with every failure, with jitter, so that neither one bot nor many together rush at Slack."""

    def __init__(self) -> None:
        self._failures = 0

    def seconds(self, *, asked: float = 0.0) -> float:
        """Seconds to wait after another failure, at least what Slack asked for."""
        longest = min(LONGEST, FIRST * 2.0 ** min(self._failures, 16))
        self._failures += 1
        return max(longest * random.uniform(0.5, 1.0), min(asked, ASKED_MAX))

    def reset(self) -> None:
        """All is well again."""
        self._failures = 0
