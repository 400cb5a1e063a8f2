"""Threads that say when they are through with something, so that a test need not ask all the time."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from bot.runtime import Runtime


class Watched(Runtime):
    """The machine's, with pools whose work is heard of: `moved` is set whenever one is through with a job."""

    def __init__(self) -> None:
        self.moved = threading.Event()

    def pool(self, workers: int, name: str) -> Executor:
        return _WatchedPool(self.moved, workers, thread_name_prefix=name)


class _WatchedPool(ThreadPoolExecutor):
    def __init__(self, moved: threading.Event, workers: int, *, thread_name_prefix: str) -> None:
        super().__init__(workers, thread_name_prefix)
        self._moved = moved

    def submit(self, *work: Any, **more: Any) -> Future[Any]:
        future = super().submit(*work, **more)
        future.add_done_callback(lambda _: self._moved.set())
        return future
