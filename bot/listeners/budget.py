"""Time that may be spent on asking Slack, before it must be answered within its 3 s."""

from __future__ import annotations

import time


class Budget:
    """Seconds that several questions share; never quite none, so that an answer at once is still taken."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """What remains, in seconds."""
        return max(0.1, self._until - time.monotonic())
