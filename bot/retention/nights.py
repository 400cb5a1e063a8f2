"""What is done once in a night: what is over, and old enough, is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import structlog
from sqlalchemy import select

from bot.outbox.pace import Pace
from bot.retention import ended_requests, ended_tasks, unreferenced
from bot.retention.ages import Ages
from bot.retention.sweep import Sweep, Sweeping
from bot.runtime import Runtime
from bot.store.database import Database, DatabaseUnavailable
from bot.store.leases import Lease, Leases
from bot.store.schema import upkeep

log = structlog.get_logger(__name__)

BEGINS = timedelta(hours=3)
"""After midnight in UTC: night in Europe, evening in America. A machine that was off then does it later."""

_NAME = "retention"


class Nights:
    """Looks again and again, in a thread of this process; of several instances, one does it for all."""

    def __init__(self, database: Database, ages: Ages, pace: Pace, runtime: Runtime) -> None:
        self._database = database
        self._leases = Leases(database)
        self.ages = ages
        self._pace = pace
        self._runtime = runtime
        self._stopping = runtime.event()
        self._done_on: date | None = None

    def start(self) -> None:
        """Begin to look."""
        self._runtime.start(self._run, _NAME)

    def stop(self) -> None:
        """Stop after the rows in hand; the next night goes on from there."""
        self._stopping.set()

    def look(self) -> None:
        """Forget what is old, unless that was done in this night, or another instance does it.

        Raises:
            DatabaseUnavailable: the store is away, and it is to be called again.
        """
        night = (self._runtime.now() - BEGINS).date()
        if self._done_on == night or self._is_done(night):
            self._done_on = night
            return
        lease = self._leases.acquire(_NAME, seconds=self._pace.lease)
        if lease is None:
            return
        if self._is_done(night) or self._sweep(lease):
            self._note(night)
            self._leases.release(lease)

    def sweeps(self) -> Iterator[Sweep]:
        """All that is forgotten by age, in this order: first what refers to other rows."""
        yield from ended_requests.sweeps(self._database, self.ages)
        yield from ended_tasks.sweeps(self._database, self.ages)
        yield from unreferenced.sweeps(self._database, self.ages)

    def _sweep(self, lease: Lease) -> bool:
        """Whether all of it was done."""
        held = True

        def goes_on() -> bool:
            nonlocal held
            held = (
                held and not self._stopping.is_set() and self._leases.renew(lease, seconds=self._pace.lease)
            )
            return held

        sweeping = Sweeping(self._database, self._runtime, goes_on)
        ended = {sweep.name: sweeping.run(sweep) for sweep in self.sweeps()}
        log.info("retention.done" if held else "retention.interrupted", **ended)
        return held

    def _is_done(self, night: date) -> bool:
        with self._database.reading() as connection:
            last = connection.scalar(select(upkeep.c.done_on).where(upkeep.c.name == _NAME)) or ""
        # A night that lies further ahead was noted by a clock that went wrong.
        return last != "" and night <= date.fromisoformat(last) <= night + timedelta(days=1)

    def _note(self, night: date) -> None:
        noted = {"done_on": night.isoformat()}
        with self._database.writing() as connection:
            connection.execute(
                self._database.insert(upkeep)
                .values(name=_NAME, **noted)
                .on_conflict_do_update(index_elements=["name"], set_=noted)
            )

    def _run(self) -> None:
        while not self._stopping.wait(self._pace.look):
            try:
                self.look()
            except DatabaseUnavailable:
                log.warning("retention.database_away")
            except Exception:
                # The only thread that does this: it must outlive any mistake.
                log.exception("retention.broke")
