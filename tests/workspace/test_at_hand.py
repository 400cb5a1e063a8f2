"""What is kept in the process for a moment."""

from __future__ import annotations

import pytest

from bot.runtime import Runtime
from bot.workspace.at_hand import AtHand


class Clock(Runtime):
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_fact_is_at_hand_for_a_moment(clock: Clock) -> None:
    facts: AtHand[str, list[int]] = AtHand(clock, seconds=30)
    facts.keep("a", [])

    clock.seconds = 30
    assert facts.get("a") == []
    clock.seconds = 31
    assert facts.get("a") is None
    assert facts.get("b") is None


def test_a_newer_fact_takes_its_place(clock: Clock) -> None:
    facts: AtHand[str, int] = AtHand(clock, seconds=30)
    facts.keep("a", 1)
    clock.seconds = 20
    facts.keep("a", 2)
    clock.seconds = 45

    assert facts.get("a") == 2


def test_the_oldest_go_where_there_are_too_many(clock: Clock) -> None:
    facts: AtHand[int, str] = AtHand(clock, most=2)
    facts.keep(1, "one")
    facts.keep(2, "two")
    facts.keep(1, "one again")
    facts.keep(3, "three")

    assert [facts.get(number) for number in (1, 2, 3)] == ["one again", None, "three"]
