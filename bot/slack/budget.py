"""Time that may be spent on what has to be asked first, before Slack must be answered within its 3 s."""

from __future__ import annotations

from bot.runtime import Runtime

ANSWER = 2.5
"""Seconds from its arrival in which everything that a request waits for must be done."""


class Budget:
    """The seconds of one request, shared by all that it waits for.

    Never quite none is left, so that an answer that comes at once is still taken.
    """

    def __init__(self, runtime: Runtime, seconds: float = ANSWER) -> None:
        self._runtime = runtime
        self._since = runtime.monotonic()
        self._seconds = seconds

    @property
    def since(self) -> float:
        """When the request came in, by `Runtime.monotonic`."""
        return self._since

    def left(self, within: float | None = None) -> float:
        """What remains, in seconds: of the first `within` of them, or of all."""
        whole = self._seconds if within is None else min(within, self._seconds)
        return max(0.1, self._since + whole - self._runtime.monotonic())

    def part(self, seconds: float) -> Budget:
        """So many of the seconds that are left, from now on."""
        return Budget(self._runtime, min(seconds, self.left()))

    def spent(self) -> bool:
        """Whether nothing is left."""
        return self._runtime.monotonic() >= self._since + self._seconds
