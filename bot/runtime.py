"""The machine's time and threads, for all that waits or runs side by side on the way of a request or task.

`bot.app.build` hands one `Runtime` to whoever reads a clock, pauses, waits for somebody else or starts a
thread. The real one is nothing but the standard library; the simulation in `tests/simulation` has another,
in which an hour passes at once and every turn of every thread is drawn from a seed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any


class Runtime:
    """What `time` and `threading` offer. A lock that is never held while somebody waits needs no seam."""

    def monotonic(self) -> float:
        """Seconds that only go forward, from any beginning."""
        return time.monotonic()

    def now(self) -> datetime:
        """The wall clock's time, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Pause this thread."""
        time.sleep(seconds)

    def event(self) -> threading.Event:
        """Something that threads wait for."""
        return threading.Event()

    def condition(self) -> threading.Condition:
        """Something that changes while threads wait for it."""
        return threading.Condition()

    def semaphore(self, value: int) -> threading.Semaphore:
        """So many places, which threads wait for."""
        return threading.Semaphore(value)

    def future(self) -> Future[Any]:
        """A result to come."""
        return Future()

    def pool(self, workers: int, name: str) -> Executor:
        """So many threads; what is submitted beyond that waits for one."""
        return _Pool(workers, thread_name_prefix=name)

    def start(self, work: Callable[[], None], name: str) -> None:
        """Run this in a thread of its own, which does not keep the process from ending."""
        threading.Thread(target=copy_context().run, args=(work,), name=name, daemon=True).start()


class _Pool(ThreadPoolExecutor):
    """Threads that do what they are given in the context of who gives it to them; see `bot.reference`."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(copy_context().run, fn, *args, **kwargs)


class MovedClock(Runtime):
    """This machine's, but for its wall clock: a file says at any time by how many seconds that is ahead.

    So that one sees in the demo, at any hour, what comes in the morning.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        try:
            ahead = float(self._file.read_text())
        except (OSError, ValueError):
            ahead = 0.0
        return super().now() + timedelta(seconds=ahead)


REAL = Runtime()
"""This machine's."""


def all_at_once(*calls: Callable[[], None]) -> None:
    """Call them side by side, and return after the last; an error of one of them is raised then."""
    with ThreadPoolExecutor(len(calls)) as pool:
        for called in [pool.submit(call) for call in calls]:
            called.result()
