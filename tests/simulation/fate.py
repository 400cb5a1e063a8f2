"""What befalls processes: they die, they stand still, and somebody else keeps their database locked."""

from __future__ import annotations

from collections.abc import Callable

from bot.store.database import DatabaseUnavailable
from tests.simulation.faults import Faults
from tests.simulation.options import FREEZE_MOST, Kind, Options
from tests.simulation.processes import Process
from tests.simulation.scheduler import Scheduler, Strand

FREEZE_LEAST = 35.0
"""Seconds that a process stands still at least: longer than a lease."""

RESTED = 200.0
"""Seconds after which a process that stood still may do so again: twice in a row is once for too long."""


class Fate:
    """Decides before each turn of a process, and before and after each of its transactions."""

    def __init__(self, options: Options, faults: Faults, trace: Callable[[str, str], None]) -> None:
        self._faults = faults
        self._trace = trace
        self._dice = options.dice("fate")
        self._scheduler = Scheduler(options.dice("turns"), before=self._before_turn)

    @property
    def scheduler(self) -> Scheduler:
        """The one whose turns it looks at."""
        return self._scheduler

    def before_reading(self) -> None:
        """A process is about to read."""
        self._scheduler.pause(self._dice.uniform(0.0, 0.002))

    def before_writing(self, wait: float) -> None:
        """A process is about to write, and waits so many seconds for the lock.

        Raises:
            DatabaseUnavailable: it does not get it.
        """
        process = self._scheduler.strand.owner
        if isinstance(process, Process):
            self._perhaps_freeze(process)
        locked = self._faults.strikes(Kind.LOCK)
        self._scheduler.pause(self._dice.uniform(0.0, wait if locked else 0.005))
        if locked and self._dice.random() < 0.5:
            raise DatabaseUnavailable("the database is busy: other work keeps it locked")

    def after_writing(self) -> None:
        """What it wrote is committed."""
        self._scheduler.pause(self._dice.uniform(0.0, 0.005))

    def _perhaps_freeze(self, process: Process) -> None:
        if self._scheduler.now > process.frozen_until + RESTED and self._faults.strikes(Kind.FREEZE):
            process.freeze(self._dice.uniform(FREEZE_LEAST, FREEZE_MOST))
            self._trace(process.name, "stands still")

    def _before_turn(self, strand: Strand) -> None:
        process = strand.owner
        if isinstance(process, Process) and self._faults.strikes(Kind.DEATH):
            self._trace(process.name, "dies")
            process.die()
            self._scheduler.after(self._dice.uniform(0.5, 20.0), lambda: self._start(process))

    def _start(self, process: Process) -> None:
        if not process.alive:
            self._trace(process.name, "starts again")
            process.start()
