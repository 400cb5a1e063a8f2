"""What becomes of a place that Slack does not take."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from threading import Event

import pytest

from bot.outbox.pace import Pace
from bot.redrawing import TRIES, WORKERS, Redrawing
from bot.runtime import REAL
from bot.slack.errors import (
    SlackBusy,
    SlackError,
    SlackLockedOut,
    SlackMalformed,
    SlackNotReached,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
)

PACE = Pace(poll=0.01, longest_wait=1.0, message_settles=50.0)


@dataclass(frozen=True)
class Sign:
    """A place."""

    name: str = "sign"
    attempts: int = 0
    limited_by: str = "signs"


@dataclass
class Signs:
    """A surface of so many places, of which Slack says `answer`."""

    places: deque[Sign]
    answer: SlackError | None = None
    drawn: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    put_off_by: dict[str, float] = field(default_factory=dict)
    is_done: Event = field(default_factory=Event)

    def claim(self) -> Sign | None:
        if self.places:
            return self.places.popleft()
        return None

    def label(self, place: Sign) -> str:
        return place.name

    def limit(self, place: Sign) -> str:
        return place.limited_by

    def draw(self, place: Sign) -> None:
        self.drawn.append(place.name)
        if self.answer and place.limited_by == "signs":
            raise self.answer
        self._over()

    def leave(self, place: Sign, code: str) -> None:
        self.left.append(place.name)
        self._over()

    def put_off(self, place: Sign, seconds: float) -> None:
        self.put_off_by[place.name] = seconds
        self._over()

    def _over(self) -> None:
        if not self.places:
            self.is_done.set()


def worked_off(signs: Signs) -> Signs:
    """All of them, once."""
    redrawing = Redrawing("sign", signs, PACE, REAL)
    redrawing.start()
    assert signs.is_done.wait(30)
    redrawing.stop()
    return signs


@pytest.mark.parametrize("answer", [SlackRefused("is_archived"), SlackMalformed("invalid_blocks")], ids=str)
def test_what_slack_refuses_is_left(answer: SlackError) -> None:
    signs = worked_off(Signs(deque([Sign()]), answer))

    assert (signs.left, signs.put_off_by) == (["sign"], {})


@pytest.mark.parametrize(
    ("answer", "least", "most"),
    [
        (SlackNotReached("not_reached"), 0.0, 1.0),
        (SlackLockedOut("invalid_auth"), 0.0, 1.0),
        (SlackUnknown("new_word"), 0.0, 1.0),
        (SlackBusy("ratelimited", 40.0), 40.0, 40.0),
        (SlackBusy("ratelimited", 1e9), PACE.longest, PACE.longest),
        (SlackUncertain("dropped"), PACE.message_settles, PACE.message_settles),
    ],
    ids=str,
)
def test_what_may_pass_is_put_off(answer: SlackError, least: float, most: float) -> None:
    signs = worked_off(Signs(deque([Sign(attempts=TRIES - 1)]), answer))

    assert signs.left == []
    assert least <= signs.put_off_by["sign"] <= most


def test_a_word_that_nobody_knows_is_heard_for_so_long() -> None:
    assert worked_off(Signs(deque([Sign(attempts=TRIES)]), SlackUnknown("new_word"))).left == ["sign"]


def test_where_one_is_too_much_the_others_are_not_tried() -> None:
    many = [Sign(f"sign {number}") for number in range(40)]
    elsewhere = Sign("elsewhere", limited_by="another")

    signs = worked_off(Signs(deque([*many, elsewhere]), SlackBusy("ratelimited", 60.0)))

    assert len([name for name in signs.drawn if name != "elsewhere"]) <= WORKERS
    assert "elsewhere" in signs.drawn
    assert len(signs.put_off_by) == 40
    assert all(50.0 <= seconds <= PACE.longest for seconds in signs.put_off_by.values())


def test_a_mistake_with_one_does_not_end_the_others() -> None:
    class Mistaken(Signs):
        def draw(self, place: Sign) -> None:
            if place.name == "first":
                raise ZeroDivisionError
            super().draw(place)

    assert worked_off(Mistaken(deque([Sign("first"), Sign("second")]))).drawn == ["second"]
