"""Virtual time, and strands that take turns in it.

A strand is a greenlet: it runs until it waits, and nothing else runs meanwhile. The one heap of turns is the
only clock there is. Turns of the same moment come in an order that the dice decide.
"""

from __future__ import annotations

import heapq
import itertools
import math
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from greenlet import getcurrent, greenlet


class Died(BaseException):
    """The process of this strand is gone: no line of it takes effect any more, as after `kill -9`."""


class Owner:
    """Whoever strands belong to: they end with it, and stand still with it."""

    name = "world"

    def __init__(self) -> None:
        self.alive = True
        self.frozen_until = -math.inf
        self.strands: dict[Strand, None] = {}
        """In the order in which they began."""

    def end(self) -> None:
        """End all strands where they stand. Nothing that they do while they unwind takes effect."""
        self.alive = False
        for strand in list(self.strands):
            # One that has not begun yet hands it on.
            with suppress(Died):
                strand.throw(Died)
        self.strands.clear()


class Strand(greenlet):
    """One thread of an owner's."""

    owner: Owner
    name: str


@dataclass(eq=False)
class Turn:
    """When a strand goes on, or something happens."""

    who: Strand | Callable[[], None]
    says: bool = False
    """What the strand hears: whether it was woken, or its time is up."""
    over: bool = field(default=False, init=False)


class Scheduler:
    """Gives the turns.

    Args:
        dice: decide between turns of the same moment.
        before: looks at every strand before its turn; it may end strands.
    """

    def __init__(self, dice: random.Random, before: Callable[[Strand], None] = lambda strand: None) -> None:
        self.now = 0.0
        self.turns = 0
        self._dice = dice
        self._before = before
        self._hub = getcurrent()
        self._heap: list[tuple[float, float, int, Turn]] = []
        self._count = itertools.count()

    @property
    def strand(self) -> Strand:
        """The one whose turn it is."""
        strand = getcurrent()
        assert isinstance(strand, Strand), "only strands wait"
        return strand

    def start(self, work: Callable[[], object], owner: Owner, name: str) -> None:
        """Begin a strand, in this moment."""
        if not owner.alive:
            return

        def run(woken: bool) -> None:
            try:
                work()
            except Died:
                pass
            finally:
                owner.strands.pop(strand, None)

        strand = Strand(run, parent=self._hub)
        strand.owner, strand.name = owner, name
        owner.strands[strand] = None
        self._push(0.0, Turn(strand))

    def after(self, seconds: float, effect: Callable[[], None]) -> None:
        """Let something happen that waits for nothing."""
        self._push(seconds, Turn(effect))

    def pause(self, seconds: float) -> None:
        """Let so much time pass for this strand.

        Raises:
            Died: its owner has ended.
        """
        self.wait(Turn(self.strand), seconds)

    def wait(self, turn: Turn, seconds: float | None) -> bool:
        """Wait for `wake`, at most so long. Whether it came.

        Raises:
            Died: the strand's owner has ended.
        """
        if not self.strand.owner.alive:
            raise Died
        if seconds is not None:
            self._push(max(0.0, seconds), turn)
        return bool(self._hub.switch())

    def wake(self, turn: Turn) -> None:
        """End a wait, in this moment."""
        if not turn.over:
            turn.over = True
            self._push(0.0, Turn(turn.who, says=True))

    def run(self, until: float) -> None:
        """Give all turns up to then."""
        while self._heap and self._heap[0][0] <= until:
            when, _, _, turn = heapq.heappop(self._heap)
            self.now = max(self.now, when)
            if not turn.over:
                self._take(turn)
        self.now = max(self.now, until)

    def _take(self, turn: Turn) -> None:
        who = turn.who
        if not isinstance(who, Strand):
            who()
            return
        if who.dead:
            return
        frozen = who.owner.frozen_until - self.now
        if frozen > 0:
            self._push(frozen, turn)
            return
        self.turns += 1
        self._before(who)
        if not who.dead:
            turn.over = True
            who.switch(turn.says)

    def _push(self, seconds: float, turn: Turn) -> None:
        heapq.heappush(self._heap, (self.now + seconds, self._dice.random(), next(self._count), turn))
