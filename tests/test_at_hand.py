"""What is kept in the process for a moment."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.at_hand import AtHand
from tests.still_clock import StillClock


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


def test_a_fact_is_at_hand_for_a_moment(clock: StillClock) -> None:
    facts: AtHand[str, list[int]] = AtHand(clock, seconds=30)
    facts.keep("a", [])

    clock.seconds = 30
    assert facts.get("a") == []
    clock.seconds = 31
    assert facts.get("a") is None
    assert facts.get("b") is None


def test_a_newer_fact_takes_its_place(clock: StillClock) -> None:
    facts: AtHand[str, int] = AtHand(clock, seconds=30)
    facts.keep("a", 1)
    clock.seconds = 20
    facts.keep("a", 2)
    clock.seconds = 45

    assert facts.get("a") == 2


def test_the_oldest_go_where_there_are_too_many(clock: StillClock) -> None:
    facts: AtHand[int, str] = AtHand(clock, most=2)
    facts.keep(1, "one")
    facts.keep(2, "two")
    facts.keep(1, "one again")
    facts.keep(3, "three")

    assert [facts.get(number) for number in (1, 2, 3)] == ["one again", None, "three"]


def test_what_is_not_at_hand_is_read_and_at_hand_from_then_on(clock: StillClock) -> None:
    facts: AtHand[str, int] = AtHand(clock)
    facts.keep("a", 1)
    asked: list[list[str]] = []

    def read(keys: Sequence[str]) -> dict[str, int]:
        asked.append(list(keys))
        return {key: 2 for key in keys if key != "unknown"}

    for _ in range(2):
        assert facts.get_or_read(["a", "b", "unknown"], read) == {"a": 1, "b": 2}
    assert facts.get_or_read(["a", "b"], read, fits=lambda number: number > 1) == {"a": 2, "b": 2}
    assert asked == [["b", "unknown"], ["unknown"], ["a"]]


def test_what_was_read_before_it_was_forgotten_is_not_kept(clock: StillClock) -> None:
    facts: AtHand[str, str] = AtHand(clock)

    def read(keys: Sequence[str]) -> dict[str, str]:
        facts.forget("a")
        return {"a": "old"}

    assert facts.get_or_read(["a"], read) == {"a": "old"}
    assert facts.get("a") is None

    facts.get_or_read(["a"], lambda keys: {"a": "new"})
    assert facts.get("a") == "new"
