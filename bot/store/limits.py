"""ChartMogul's limits, kept by all instances together: 40 requests a second and 20 at once.

https://dev.chartmogul.com/docs/rate-limits

There are 40 slots. A request holds one from before it is sent until a second after its answer: whenever it
reached ChartMogul in between, no second sees more than 40, however long each was under way. At most 20 are
in flight. A slot whose holder died becomes free by itself.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import Row, bindparam, select, update

from bot.chartmogul.errors import Busy
from bot.chartmogul.throttle import Priority
from bot.runtime import REAL, Runtime
from bot.store.database import Database, DatabaseUnavailable
from bot.store.schema import request_queue, request_slots

log = structlog.get_logger(__name__)

IN_FLIGHT = 20
"""Most requests at once."""

SYNC_SHARE = 0.5
"""The part of both limits that paging through all customers may take while anybody else asks as well."""

LEFT_FREE = 2
"""Slots that it leaves free while nobody does: whoever comes has one at once, and half of all soon after."""

COOLING = 1.05
"""Seconds for which a request counts after its answer: ChartMogul's second, and its clock's error."""

HELD_AT_MOST = 60.0
"""Seconds after which a request is taken for dead. The client gives up long before."""

PATIENCE: Mapping[Priority, float] = {Priority.TASK: 5.0, Priority.LOOKUP: 1.0, Priority.SYNC: 30.0}
"""Seconds that a request waits for a slot."""

_WAITING = 0.5
_LOOK_AGAIN = 0.05

# Built once: every request executes them, and building one takes longer than running it.
_QUEUE = select(request_queue).order_by(request_queue.c.priority).with_for_update()
_HELD = update(request_slots).where(
    request_slots.c.number == bindparam("slot"), request_slots.c.token == bindparam("held")
)


@dataclass(frozen=True)
class _Slot:
    number: int
    token: int


class DatabaseThrottle:
    """Lets requests to ChartMogul pass, whichever instance they come from: see `bot.chartmogul.throttle`.

    Tasks go before look-ups, and both before the sync, which takes at most half of each limit where others
    ask as well. A request that finds a free slot costs two short transactions.

    Args:
        patience: seconds that each kind of request waits for a slot.
        runtime: tells the time, and waits.
    """

    def __init__(
        self,
        database: Database,
        *,
        patience: Mapping[Priority, float] = PATIENCE,
        runtime: Runtime = REAL,
    ) -> None:
        self._runtime = runtime
        self._database = database
        self._patience = patience
        self._queue = _Queue(runtime)
        now = database.moment()
        self._slots = select(request_slots, now.label("now")).order_by(request_slots.c.number)
        self._releasing = _HELD.values(in_flight_until=now, free_at=now + COOLING)

    def __call__(self, priority: Priority, /) -> AbstractContextManager[None]:
        """A slot for one request, from entering to leaving.

        Raises:
            Busy: on entering, when no slot came free in time, or the database that counts them is away.
        """
        return self._slot(priority)

    @contextmanager
    def _slot(self, priority: Priority) -> Iterator[None]:
        slot = self._wait_for_slot(priority)
        try:
            yield
        finally:
            self._release(slot)

    def _wait_for_slot(self, priority: Priority) -> _Slot:
        deadline = self._runtime.monotonic() + self._patience[priority]
        with self._queue.place(priority) as place:
            while place.wait_to_be_first(deadline):
                try:
                    found = self._take(priority)
                except DatabaseUnavailable:
                    raise Busy() from None
                if isinstance(found, _Slot):
                    return found
                if self._runtime.monotonic() >= deadline:
                    break
                place.wait(min(found, deadline - self._runtime.monotonic()))
        raise Busy()

    def _take(self, priority: Priority) -> _Slot | float:
        """A slot, or in how many seconds it is worth looking again."""
        urgent = priority is not Priority.SYNC
        with self._database.writing(durable=False, urgent=urgent) as connection:
            queue = connection.execute(_QUEUE).all()
            slots = connection.execute(self._slots).all()
            now = slots[0].now
            free = _free_slot(priority, slots, queue, now)
            if isinstance(free, float):
                if queue[priority].waiting_until < now + _WAITING / 2:
                    connection.execute(
                        update(request_queue)
                        .where(request_queue.c.priority == priority)
                        .values(waiting_until=now + _WAITING)
                    )
                return free
            taken = {
                "priority": priority,
                "token": free.token + 1,
                "in_flight_until": now + HELD_AT_MOST,
                "free_at": now + HELD_AT_MOST + COOLING,
            }
            connection.execute(_HELD, {"slot": free.number, "held": free.token, **taken})
            return _Slot(free.number, free.token + 1)

    def _release(self, slot: _Slot) -> None:
        try:
            # As long as this takes, others have a request less.
            with self._database.writing(durable=False, urgent=True) as connection:
                connection.execute(self._releasing, {"slot": slot.number, "held": slot.token})
        except DatabaseUnavailable:
            log.warning("limits.slot_not_given_back", seconds=HELD_AT_MOST)
        self._queue.wake()


def _free_slot(
    priority: Priority, slots: Sequence[Row[Any]], queue: Sequence[Row[Any]], now: float
) -> Row[Any] | float:
    """A slot that this request may take, or in how many seconds it is worth looking again."""
    if any(now < row.waiting_until <= now + _WAITING for row in queue if row.priority < priority):
        return _LOOK_AGAIN
    # A time further ahead than any that is ever set was written before the clock was put back.
    counted = [slot for slot in slots if now < slot.free_at <= now + HELD_AT_MOST + COOLING]
    taken = [slot for slot in counted if slot.in_flight_until > now]
    if priority is Priority.SYNC:
        own = [slot for slot in counted if slot.priority == priority]
        own_taken = [slot for slot in taken if slot.priority == priority]
        is_alone = len(own) == len(counted)
        if len(own) >= (len(slots) - LEFT_FREE if is_alone else len(slots) * SYNC_SHARE):
            return _first_free(own, now)
        if len(own_taken) >= IN_FLIGHT * SYNC_SHARE:
            return _LOOK_AGAIN
    if len(taken) >= IN_FLIGHT:
        return _LOOK_AGAIN
    if len(counted) == len(slots):
        return _first_free(counted, now)
    return next(slot for slot in slots if slot not in counted)


def _first_free(slots: Sequence[Row[Any]], now: float) -> float:
    soonest: float = min(slot.free_at for slot in slots) - now
    return min(max(soonest, 0.001), _LOOK_AGAIN)


class _Queue:
    """The requests of this process that wait. Only the first one asks the database, to ask it little."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._changed = runtime.condition()
        self._waiting: list[tuple[int, int]] = []
        self._order = itertools.count()

    @contextmanager
    def place(self, priority: Priority) -> Iterator[_Place]:
        own = (int(priority), next(self._order))
        with self._changed:
            heapq.heappush(self._waiting, own)
        try:
            yield _Place(self, own)
        finally:
            with self._changed:
                self._waiting.remove(own)
                heapq.heapify(self._waiting)
                self._changed.notify_all()

    def wake(self) -> None:
        """A slot of this process came free."""
        with self._changed:
            self._changed.notify_all()

    def wait_to_be_first(self, own: tuple[int, int], deadline: float) -> bool:
        with self._changed:
            return self._changed.wait_for(
                lambda: self._waiting[0] == own, timeout=max(0.0, deadline - self._runtime.monotonic())
            )

    def wait(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait(seconds)


@dataclass(frozen=True)
class _Place:
    queue: _Queue
    own: tuple[int, int]

    def wait_to_be_first(self, deadline: float) -> bool:
        """Whether this request is the first of its process in time."""
        return self.queue.wait_to_be_first(self.own, deadline)

    def wait(self, seconds: float) -> None:
        """Until a slot of this process comes free, at most so long."""
        self.queue.wait(seconds)
