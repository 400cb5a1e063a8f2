"""The clock of a SQLite database: one for all processes of the machine, and it never jumps.

A host's wall clock is set back and forth: by NTP after a start, by a resumed virtual machine, by hand. Times
in the database would then wait for an hour, or be over too early, and two processes that read the wall clock
before and after would not agree which leases hold.

So the database keeps one row that says what time it was (`epoch`) when the machine had been up for so long
(`at`). From there on everybody counts by the machine's uptime, which is the same for all processes and only
goes forward. Where the wall clock has gone elsewhere by the time a process starts, the clock is led there
slowly (`drift`): at most 2 % faster or slower, so that no wait is cut short by more than that. After a
reboot the wall clock counts anew, as it does where it is more than a day away: one of both was never set.

PostgreSQL has a clock of its own, the server's, and needs none of this.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Row,
    bindparam,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from bot.store.schema import clock

PACE = 0.02
"""How much faster or slower than time the clock goes while it is led to the wall clock.

It stays below what a slot of ChartMogul's limits has to spare: see `bot.store.limits.COOLING`.
"""

NEAR = 0.5
"""Seconds that the wall clock may be away without any correction."""

FAR = 86_400.0
"""Seconds by which no clock is merely wrong: it was not set at all."""

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
"""Linux's name for this start of the machine; all that use a database have to see it, or none."""


@dataclass(frozen=True)
class Machine:
    """The clocks that all processes of this machine share."""

    @property
    def boot(self) -> str:
        """Which start of the machine this is; empty where the system does not say (Linux does)."""
        try:
            return BOOT_ID.read_text().strip()
        except OSError:
            return ""

    def wall(self) -> float:
        """Epoch seconds, as the host believes just now."""
        return time.time()

    def uptime(self) -> float:
        """Seconds since the start of the machine; they only go forward, through its sleep too."""
        if hasattr(time, "CLOCK_BOOTTIME"):
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        return time.monotonic()


class _Moment(FunctionElement[float]):
    """Now, by the machine's uptime, its boot and its wall clock.

    It is in many statements, and SQLAlchemy looks through each of them before every execution: so what it
    says in SQL is only put together where a statement is compiled.
    """

    name = "moment"
    type = Double()
    inherit_cache = True


@compiles(_Moment, "sqlite")
def _counted(element: _Moment, compiler: SQLCompiler, **options: Any) -> str:
    # As text: put together of SQLAlchemy's parts, it takes most of the time in which a statement is compiled.
    uptime, boot, wall = (compiler.process(part, **options) for part in element.clauses)
    elapsed = f"({uptime} - clock.at)"
    led = f"max(-{PACE} * {elapsed}, min({PACE} * {elapsed}, clock.drift))"
    return f"coalesce((SELECT clock.epoch + {elapsed} + {led} FROM clock WHERE clock.boot = {boot}), {wall})"


class SharedClock:
    """Tells the time by the row in the database."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._boot = machine.boot
        self.moment: ColumnElement[float] = _Moment(
            bindparam(None, callable_=machine.uptime, type_=_Moment.type),
            literal(self._boot, clock.c.boot.type),
            bindparam(None, callable_=machine.wall, type_=_Moment.type),
        )
        """Now, in SQL: whenever a statement with it is executed.

        The wall clock's time where the clock was never set on this machine.
        """

    def is_off(self, connection: Connection) -> bool:
        """Whether `set` would change anything; only to read is possible while others write."""
        wall, now = self._machine.wall(), self._now(connection)
        return now is None or abs(wall - now) > NEAR

    def set(self, connection: Connection) -> None:
        """Set the clock, or lead it to the wall clock; to be called once when a process starts."""
        uptime, wall, now = self._machine.uptime(), self._machine.wall(), self._now(connection)
        if now is None or abs(wall - now) > FAR:
            connection.execute(delete(clock))
            connection.execute(insert(clock).values(boot=self._boot, at=uptime, epoch=wall, drift=0.0))
        elif abs(wall - now) > NEAR:
            connection.execute(update(clock).values(at=uptime, epoch=now, drift=wall - now))

    def _now(self, connection: Connection) -> float | None:
        """What the row says; None where there is none of this start of the machine."""
        row = connection.execute(select(clock)).one_or_none()
        # Without a name for the machine's start, nobody knows whether the row is of this one.
        if row is None or not self._boot or row.boot != self._boot:
            return None
        return _told(row, self._machine.uptime())


def _told(row: Row[tuple[str, float, float, float]], uptime: float) -> float:
    elapsed = uptime - row.at
    return float(row.epoch + elapsed + max(-PACE * elapsed, min(PACE * elapsed, row.drift)))
