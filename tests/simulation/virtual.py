"""What `bot.runtime` offers, on strands and virtual time instead of threads and clocks."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Any

from bot.runtime import Runtime
from tests.simulation.scheduler import Owner, Scheduler, Turn

EPOCH = 1_900_054_300.0
"""When a world begins, epoch seconds: Monday, 2030-03-18, 8:51:40 in London, and soon noon in Moscow."""


class VirtualEvent(threading.Event):
    """An event that strands wait for."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._is_set = False
        self._waiting: list[Turn] = []

    def is_set(self) -> bool:
        return self._is_set

    def set(self) -> None:
        self._is_set = True
        waiting, self._waiting = self._waiting, []
        for turn in waiting:
            self._scheduler.wake(turn)

    def clear(self) -> None:
        self._is_set = False

    def wait(self, timeout: float | None = None) -> bool:
        if not self._is_set:
            turn = Turn(self._scheduler.strand)
            self._waiting.append(turn)
            self._scheduler.wait(turn, timeout)
        return self._is_set


class VirtualCondition(threading.Condition):
    """A condition. Its lock is none: a strand is alone until it waits."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._turns: list[Turn] = []

    def __enter__(self) -> bool:
        return True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing was held."""

    def wait(self, timeout: float | None = None) -> bool:
        turn = Turn(self._scheduler.strand)
        self._turns.append(turn)
        return self._scheduler.wait(turn, timeout)

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        until = None if timeout is None else self._scheduler.now + timeout
        while not (result := predicate()):
            left = None if until is None else until - self._scheduler.now
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result

    def notify_all(self) -> None:
        turns, self._turns = self._turns, []
        for turn in turns:
            self._scheduler.wake(turn)


class VirtualSemaphore(threading.Semaphore):
    """So many places."""

    def __init__(self, scheduler: Scheduler, value: int) -> None:
        self._free = value
        self._changed = VirtualCondition(scheduler)

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        if not self._changed.wait_for(lambda: self._free > 0, timeout if blocking else 0.0):
            return False
        self._free -= 1
        return True

    def release(self, n: int = 1) -> None:
        self._free += n
        self._changed.notify_all()


class VirtualFuture(Future[Any]):
    """A result that strands wait for."""

    def __init__(self, scheduler: Scheduler) -> None:
        super().__init__()
        self._news = VirtualEvent(scheduler)
        self.add_done_callback(lambda _: self._news.set())

    def result(self, timeout: float | None = None) -> Any:
        self._wait(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        self._wait(timeout)
        return super().exception(0)

    def _wait(self, timeout: float | None) -> None:
        if not self.done() and timeout != 0:
            self._news.wait(timeout)


class VirtualPool(Executor):
    """So many strands at once, a new one for each job; what is submitted beyond that waits."""

    def __init__(self, scheduler: Scheduler, owner: Owner, workers: int, name: str) -> None:
        self._scheduler = scheduler
        self._owner = owner
        self._free = workers
        self._name = name
        self._jobs: deque[Callable[[], None]] = deque()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = VirtualFuture(self._scheduler)

        def job() -> None:
            try:
                result = fn(*args, **kwargs)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self._jobs.append(job)
        self._start()
        return future

    def _start(self) -> None:
        if self._free and self._jobs:
            self._free -= 1
            self._scheduler.start(partial(self._work, self._jobs.popleft()), self._owner, self._name)

    def _work(self, job: Callable[[], None]) -> None:
        job()
        self._free += 1
        self._start()


class VirtualRuntime(Runtime):
    """The time and the threads of one process."""

    def __init__(self, scheduler: Scheduler, owner: Owner) -> None:
        self._scheduler = scheduler
        self._owner = owner

    def monotonic(self) -> float:
        return self._scheduler.now

    def now(self) -> datetime:
        return datetime.fromtimestamp(EPOCH + self._scheduler.now, UTC)

    def sleep(self, seconds: float) -> None:
        self._scheduler.pause(seconds)

    def event(self) -> threading.Event:
        return VirtualEvent(self._scheduler)

    def condition(self) -> threading.Condition:
        return VirtualCondition(self._scheduler)

    def semaphore(self, value: int) -> threading.Semaphore:
        return VirtualSemaphore(self._scheduler, value)

    def future(self) -> Future[Any]:
        return VirtualFuture(self._scheduler)

    def pool(self, workers: int, name: str) -> Executor:
        return VirtualPool(self._scheduler, self._owner, workers, name)

    def start(self, work: Callable[[], None], name: str) -> None:
        self._scheduler.start(work, self._owner, name)
