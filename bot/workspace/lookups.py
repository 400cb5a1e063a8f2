"""Questions that somebody waits for, asked side by side: within their time, and nobody at another's cost."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Any, TypeVar

import structlog

from bot.runtime import REAL, Runtime
from bot.slack.errors import SlackError, SlackLater, SlackLockedOut, SlackRefused

PAUSE = 0.1
"""Seconds until a question that failed is asked again, where there is time for it."""

WORKING = 64
"""Most pieces of other work at once: as many as there are requests at work over Socket Mode."""

log = structlog.get_logger(__name__)

Fact = TypeVar("Fact")


class Lane(Enum):
    """A number of threads of its own, so that less urgent questions never keep more urgent ones waiting."""

    SUBMITTED = 16
    """For a form that was submitted."""
    OPENING = 24
    """For what a form cannot open well without: who asks, and where."""
    BESIDE = 12
    """For what it can do without: the people mentioned, and the members of a channel."""
    TASKS = 8
    """For a customer's open tasks, which ChartMogul is asked for."""


class NotInTime(SlackError):
    """It took longer than somebody waits."""

    def __init__(self) -> None:
        super().__init__("not_in_time")


class Lookups:
    """Asks each thing once, however many wait for it, and nothing that nobody waits for any more."""

    def __init__(self, runtime: Runtime = REAL) -> None:
        self._runtime = runtime
        self._turn = threading.Lock()
        self._asked: dict[Hashable, _Asked] = {}
        self._lanes = {lane: _FairLane(lane, runtime) for lane in Lane}
        self._working = runtime.pool(WORKING, "in-time")
        self._keeping = runtime.pool(2, "keeping")

    def ask(
        self,
        key: Hashable,
        question: Callable[[float], Fact],
        *,
        until: float,
        lane: Lane = Lane.OPENING,
        owner: Hashable = None,
        keep: Callable[[Fact], object] = lambda fact: None,
    ) -> Future[Fact]:
        """The answer to come, or a `SlackError` for why there is none.

        Args:
            key: questions with the same key are one question.
            question: asks, given the seconds that it may take. A passing trouble is asked again in time.
            until: by `Runtime.monotonic`, when nobody waits any more.
            owner: for whom; in a lane, owners take turns.
            keep: remembers the answer, while nobody waits. It must not raise.
        """
        with self._turn:
            asked = self._asked.get(key)
            if asked is None:
                asked = self._asked[key] = _Asked(question, keep, self._runtime.future())
            asked.until = max(asked.until, until)
            if not asked.future.done() and lane not in asked.lanes:
                asked.lanes.add(lane)
                # Whichever thread takes it, and for whom: it belongs to the story of the first who asked.
                self._lanes[lane].add(owner, partial(copy_context().run, self._run, key, asked))
        return asked.future

    def answered(self, fact: Fact) -> Future[Fact]:
        """The answer to a question that need not be asked."""
        answer: Future[Fact] = self._runtime.future()
        answer.set_result(fact)
        return answer

    def aside(self, work: Callable[[], object]) -> None:
        """Have this done while nobody waits. It must not raise."""
        # Stopped meanwhile, there is nobody left to do it for.
        with suppress(RuntimeError):
            self._keeping.submit(work)

    def run(self, work: Callable[[], Fact], *, seconds: float) -> Fact:
        """The result of any other work that must not keep somebody waiting for longer.

        Raises:
            NotInTime: it is not done by then. It goes on.
            Exception: whatever the work raises in time.
        """
        running = self._working.submit(work)
        try:
            return running.result(seconds)
        except TimeoutError:
            if running.done():
                raise
            running.add_done_callback(_noted)
            raise NotInTime from None

    def stop(self) -> None:
        """Keep no more answers, once those are kept that are in hand. Whoever still asks is answered."""
        self._keeping.shutdown(cancel_futures=True)

    def _run(self, key: Hashable, asked: _Asked) -> None:
        with self._turn:
            if asked.begun:
                return
            asked.begun = True
            if asked.until <= self._runtime.monotonic():
                self._asked.pop(key, None)
                asked.future.set_exception(NotInTime())
                return
        try:
            fact = self._persistently(asked.question, asked.until)
        except BaseException as error:
            self._forget(key)
            asked.future.set_exception(error)
            return
        # Until it is kept, who asks again is given this answer.
        asked.future.set_result(fact)
        try:
            self._keeping.submit(self._keep, key, asked, fact)
        except RuntimeError:
            # Stopped meanwhile: there is nobody left to remember it for.
            self._forget(key)

    def _persistently(self, question: Callable[[float], Fact], until: float) -> Fact:
        """The answer; a passing trouble is asked about again while somebody waits."""
        while True:
            try:
                return question(max(0.1, until - self._runtime.monotonic()))
            except (SlackRefused, SlackLockedOut):
                raise
            except SlackError as error:
                pause = max(PAUSE, error.retry_after if isinstance(error, SlackLater) else 0.0)
                if self._runtime.monotonic() + pause >= until:
                    raise
                self._runtime.sleep(pause)

    def _keep(self, key: Hashable, asked: _Asked, fact: Any) -> None:
        try:
            asked.keep(fact)
        finally:
            self._forget(key)

    def _forget(self, key: Hashable) -> None:
        with self._turn:
            self._asked.pop(key, None)


@dataclass
class _Asked:
    """One question, from the first who asks until its answer is kept."""

    question: Callable[[float], Any]
    keep: Callable[[Any], object]
    future: Future[Any]
    lanes: set[Lane] = field(default_factory=set)
    until: float = 0.0
    begun: bool = False


class _FairLane:
    """Threads that take one question of each owner in turn."""

    def __init__(self, lane: Lane, runtime: Runtime) -> None:
        self._pool = runtime.pool(lane.value, f"lookup-{lane.name.lower()}")
        self._turn = threading.Lock()
        self._waiting: OrderedDict[Hashable, deque[Callable[[], None]]] = OrderedDict()

    def add(self, owner: Hashable, job: Callable[[], None]) -> None:
        with self._turn:
            self._waiting.setdefault(owner, deque()).append(job)
        self._pool.submit(self._next)

    def _next(self) -> None:
        with self._turn:
            owner, jobs = next(iter(self._waiting.items()))
            job = jobs.popleft()
            if jobs:
                self._waiting.move_to_end(owner)
            else:
                del self._waiting[owner]
        job()


def _noted(late: Future[Any]) -> None:
    """Nobody waits for the result any more, so an error is only for the log."""
    if error := late.exception():
        log.warning("lookups.failed_late", error=type(error).__name__)
