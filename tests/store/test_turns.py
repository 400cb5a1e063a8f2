"""Whose turn it is to write, where one may at a time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import pytest

from bot.store.turns import AHEAD, Turns
from tests.scenarios.running import eventually

LONG = 30.0


@dataclass
class Line:
    """Some who wait for their turn, which somebody else has."""

    now: float = 1000.0
    turns: Turns = field(init=False)
    came: list[str] = field(default_factory=list)
    """Whose turn came, in order."""

    def __post_init__(self) -> None:
        self.turns = Turns(lambda: self.now)

    def join(self, pool: ThreadPoolExecutor, name: str, *, urgent: bool) -> None:
        """Somebody comes, and waits."""
        before = self.turns.waiting
        pool.submit(self._take, name, urgent)
        eventually(lambda: self.turns.waiting == before + 1)

    def _take(self, name: str, urgent: bool) -> None:
        assert self.turns.acquire(urgent=urgent, timeout=LONG)
        self.came.append(name)
        self.turns.release()


@contextmanager
def held(turns: Turns) -> Iterator[None]:
    """Somebody has their turn."""
    assert turns.acquire(urgent=False, timeout=0.0)
    yield
    turns.release()


@pytest.mark.parametrize(
    ("who", "order"),
    [
        (["a", "b", "c"], "abc"),
        (["A", "B", "C"], "ABC"),
        (["a", "b", "A", "c", "B"], "ABabc"),
        (["A", "a", "B", "b"], "ABab"),
    ],
)
def test_the_urgent_go_first_and_otherwise_who_came_first(who: Sequence[str], order: str) -> None:
    line = Line()
    with ThreadPoolExecutor(len(who)) as pool, held(line.turns):
        for name in who:
            line.join(pool, name, urgent=name.isupper())

    assert "".join(line.came) == order


def test_who_has_waited_for_long_goes_before_the_urgent_that_come_then() -> None:
    line = Line()
    with ThreadPoolExecutor(4) as pool, held(line.turns):
        line.join(pool, "early", urgent=False)
        line.now += AHEAD / 2
        line.join(pool, "late", urgent=False)
        line.join(pool, "URGENT", urgent=True)
        line.now += AHEAD
        line.join(pool, "TOO LATE", urgent=True)

    assert line.came == ["URGENT", "early", "late", "TOO LATE"]


def test_only_one_has_a_turn() -> None:
    turns, inside = Turns(), threading.Lock()

    def work(number: int) -> bool:
        for _ in range(50):
            assert turns.acquire(urgent=number % 2 == 0, timeout=LONG)
            was_alone = inside.acquire(blocking=False)
            inside.release()
            turns.release()
            if not was_alone:
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


@pytest.mark.parametrize("timeout", [0.0, 0.01])
def test_whoever_gives_up_leaves_the_line(timeout: float) -> None:
    turns = Turns()
    with held(turns):
        assert not turns.acquire(urgent=True, timeout=timeout)
        assert turns.waiting == 0

    assert turns.acquire(urgent=False, timeout=0.0)


def test_a_turn_that_comes_as_somebody_gives_up_is_not_lost() -> None:
    turns = Turns()

    def work(number: int) -> None:
        for _ in range(200):
            if turns.acquire(urgent=number % 2 == 0, timeout=0.0001):
                turns.release()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))

    assert turns.waiting == 0
    assert turns.acquire(urgent=False, timeout=0.0)


class Stopped(Exception):
    """A signal has broken off what this thread did."""


def stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


def test_a_signal_breaks_off_the_waiting_and_leaves_the_line() -> None:
    turns, before = Turns(), signal.signal(signal.SIGUSR2, stop)
    this = threading.get_ident()

    def interrupt() -> None:
        eventually(lambda: turns.waiting == 1)
        signal.pthread_kill(this, signal.SIGUSR2)

    try:
        with held(turns), ThreadPoolExecutor(1) as pool:
            pool.submit(interrupt)
            with pytest.raises(Stopped):
                turns.acquire(urgent=True, timeout=LONG)
    finally:
        signal.signal(signal.SIGUSR2, before)

    assert turns.waiting == 0
    assert turns.acquire(urgent=False, timeout=0.0)
