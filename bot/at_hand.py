"""What was true a moment ago, kept in the process: not every request asks the database or Slack again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from bot.runtime import Runtime

MOMENT = 30.0
"""Seconds: about as long as somebody takes for one form."""

MOST = 5000

Key = TypeVar("Key", bound=Hashable)
Fact = TypeVar("Fact")


class AtHand(Generic[Key, Fact]):
    """Facts by their keys, for a moment each. Safe to share between threads.

    Args:
        most: facts that are kept; the oldest go first.
    """

    def __init__(self, runtime: Runtime, *, seconds: float = MOMENT, most: int = MOST) -> None:
        self._runtime = runtime
        self._seconds = seconds
        self._most = most
        self._turn = threading.Lock()
        self._forgotten = 0
        self._kept: OrderedDict[Key, tuple[float, Fact]] = OrderedDict()

    def get(self, key: Key) -> Fact | None:
        """The fact, if it was kept a moment ago."""
        kept = self._kept.get(key)
        return kept[1] if kept and self._runtime.monotonic() <= kept[0] else None

    def get_or_read(
        self,
        keys: Iterable[Key],
        read: Callable[[Sequence[Key]], Mapping[Key, Fact]],
        *,
        fits: Callable[[Fact], bool] = lambda fact: True,
    ) -> dict[Key, Fact]:
        """The facts under these keys, those that there are.

        Args:
            read: the facts under keys of which none that `fits` is at hand. They are kept, unless any was
                forgotten while they were read: it may have been one of these.
        """
        found, missing = {}, []
        for key in keys:
            fact = self.get(key)
            if fact is not None and fits(fact):
                found[key] = fact
            else:
                missing.append(key)
        if not missing:
            return found
        since = self._forgotten
        fresh = read(missing)
        for key, fact in fresh.items():
            self._keep(key, fact, since=since)
        return {**found, **fresh}

    def keep(self, key: Key, fact: Fact) -> None:
        """Have this at hand from now on, in place of what was kept under this key."""
        self._keep(key, fact, since=None)

    def _keep(self, key: Key, fact: Fact, *, since: int | None) -> None:
        until = self._runtime.monotonic() + self._seconds
        with self._turn:
            if since is not None and since != self._forgotten:
                return
            self._kept.pop(key, None)
            self._kept[key] = (until, fact)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, key: Key) -> None:
        """It is no longer so."""
        with self._turn:
            self._forgotten += 1
            self._kept.pop(key, None)
