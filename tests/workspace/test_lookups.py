"""Questions side by side: each once, in turn, in time."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from typing import Any

import pytest

from bot.slack.errors import SlackBusy, SlackError, SlackRefused, SlackUncertain
from bot.workspace.lookups import Lane, Lookups, NotInTime
from tests.scenarios.running import eventually


def soon(seconds: float = 10.0) -> float:
    """A moment by which the answer is wanted."""
    return time.monotonic() + seconds


@pytest.fixture
def lookups() -> Lookups:
    return Lookups()


def filled(lookups: Lookups, lane: Lane, *, owner: str = "crowd") -> threading.Event:
    """A lane whose threads are all busy until the event is set."""
    let_go = threading.Event()
    busy = threading.Barrier(lane.value + 1)

    def hold(left: float) -> None:
        busy.wait(10)
        let_go.wait(10)

    for number in range(lane.value):
        lookups.ask(("hold", lane, number), hold, until=soon(), lane=lane, owner=owner)
    busy.wait(10)
    return let_go


def test_one_question_is_asked_once_however_many_wait(lookups: Lookups) -> None:
    asked: list[float] = []
    go_on = threading.Event()

    def question(left: float) -> str:
        asked.append(left)
        go_on.wait(10)
        return "answer"

    answers = [lookups.ask("key", question, until=soon()) for _ in range(5)]
    go_on.set()

    assert [answer.result(10) for answer in answers] == ["answer"] * 5
    assert len(asked) == 1


def test_until_an_answer_is_kept_it_is_given_again(lookups: Lookups) -> None:
    kept = threading.Event()
    first = lookups.ask("key", lambda left: 1, until=soon(), keep=lambda fact: kept.wait(10))
    assert first.result(10) == 1

    assert lookups.ask("key", lambda left: 2, until=soon()).result(10) == 1
    kept.set()


def test_a_stop_waits_until_an_answer_is_kept(lookups: Lookups) -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def keep(fact: int) -> None:
        begun.set()
        go_on.wait(10)
        done.append("kept")

    def stop() -> None:
        lookups.stop()
        done.append("stopped")

    lookups.ask("key", lambda left: 1, until=soon(), keep=keep)
    assert begun.wait(10)
    stopping = threading.Thread(target=stop)
    stopping.start()
    go_on.set()
    stopping.join(10)

    assert done == ["kept", "stopped"]


def test_an_answer_that_comes_after_the_stop_is_given_and_not_kept(lookups: Lookups) -> None:
    go_on = threading.Event()
    kept: list[int] = []

    def question(left: float) -> int:
        go_on.wait(10)
        return 1

    answer = lookups.ask("key", question, until=soon(), keep=kept.append)
    lookups.stop()
    go_on.set()

    assert answer.result(10) == 1
    eventually(lambda: lookups.ask("key", lambda left: 2, until=soon(), keep=kept.append).result(10) == 2)
    assert kept == []


def test_what_nobody_waits_for_any_more_is_not_asked(lookups: Lookups) -> None:
    let_go = filled(lookups, Lane.BESIDE)
    asked: list[str] = []

    def question(left: float) -> None:
        asked.append("late")

    late = lookups.ask("late", question, until=time.monotonic(), lane=Lane.BESIDE)
    let_go.set()

    with pytest.raises(NotInTime):
        late.result(10)
    assert asked == []


def test_a_full_lane_keeps_no_other_waiting(lookups: Lookups) -> None:
    let_go = filled(lookups, Lane.BESIDE)

    assert lookups.ask("needed", lambda left: "here", until=soon(), lane=Lane.OPENING).result(10) == "here"
    assert lookups.ask("sent", lambda left: "here", until=soon(), lane=Lane.SUBMITTED).result(10) == "here"
    let_go.set()


def test_a_question_that_becomes_urgent_does_not_wait_behind_others(lookups: Lookups) -> None:
    let_go = filled(lookups, Lane.BESIDE)
    wished = lookups.ask("anna", lambda left: "Anna", until=soon(), lane=Lane.BESIDE)

    needed = lookups.ask("anna", lambda left: "Anna", until=soon(), lane=Lane.SUBMITTED)

    assert needed.result(10) == "Anna"
    assert wished.result(10) == "Anna"
    let_go.set()


def test_owners_take_turns(lookups: Lookups) -> None:
    let_go = filled(lookups, Lane.BESIDE)
    turn = threading.Lock()
    order: list[str] = []

    def asked_by(owner: str) -> Any:
        def question(left: float) -> None:
            with turn:
                order.append(owner)

        return question

    waiting: list[Future[Any]] = [
        lookups.ask(("many", n), asked_by("many"), until=soon(), lane=Lane.BESIDE, owner="many")
        for n in range(200)
    ]
    one = lookups.ask("one", asked_by("one"), until=soon(), lane=Lane.BESIDE, owner="one")
    let_go.set()
    one.result(10)
    for answer in waiting:
        answer.result(10)

    assert order.index("one") <= 2 * Lane.BESIDE.value


@pytest.mark.parametrize(
    "trouble", [SlackUncertain("http_500", answered=True), SlackBusy("ratelimited", 0.1)], ids=["500", "429"]
)
def test_a_passing_trouble_is_asked_about_again_in_time(lookups: Lookups, trouble: SlackError) -> None:
    troubles = iter([trouble, trouble])

    def question(left: float) -> str:
        for again in troubles:
            raise again
        return "here"

    assert lookups.ask("key", question, until=soon()).result(10) == "here"


@pytest.mark.parametrize(
    "trouble", [SlackRefused("channel_not_found"), SlackBusy("ratelimited", 60.0)], ids=["no", "too long"]
)
def test_a_no_or_a_wait_beyond_the_time_is_told_at_once(lookups: Lookups, trouble: SlackError) -> None:
    asked: list[float] = []

    def question(left: float) -> str:
        asked.append(left)
        raise trouble

    with pytest.raises(type(trouble)):
        lookups.ask("key", question, until=soon()).result(10)
    assert len(asked) == 1


def test_other_work_is_left_to_itself_when_it_takes_too_long(lookups: Lookups) -> None:
    go_on, done = threading.Event(), threading.Event()

    def work() -> None:
        go_on.wait(10)
        done.set()

    with pytest.raises(NotInTime):
        lookups.run(work, seconds=0.05)
    go_on.set()

    assert done.wait(10)
    with pytest.raises(ZeroDivisionError):
        lookups.run(lambda: 1 / 0, seconds=10)
