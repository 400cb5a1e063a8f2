"""ChartMogul's limits, shared by all instances."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chartmogul import Busy, Priority
from bot.store.database import Database
from bot.store.limits import COOLING, DatabaseThrottle
from tests.store.clock import StoppedClock

AT_ONCE = dict.fromkeys(Priority, 0.0)
PATIENTLY = dict.fromkeys(Priority, 30.0)


@pytest.fixture
def throttle(clock: StoppedClock) -> DatabaseThrottle:
    return DatabaseThrottle(clock, patience=AT_ONCE)


def pass_through(slots: AbstractContextManager[None]) -> None:
    with slots:
        pass


def passed(throttle: DatabaseThrottle, priority: Priority, tries: int) -> int:
    """How many of so many requests, one after the other, find a slot."""
    return sum(entered(throttle, priority) for _ in range(tries))


def entered(throttle: DatabaseThrottle, priority: Priority) -> bool:
    try:
        pass_through(throttle(priority))
    except Busy:
        return False
    return True


def held(stack: ExitStack, throttle: DatabaseThrottle, priority: Priority, tries: int) -> int:
    """How many of so many requests at once find a slot; they keep it until the stack closes."""
    for number in range(tries):
        try:
            stack.enter_context(throttle(priority))
        except Busy:
            return number
    return tries


def test_forty_requests_a_second(clock: StoppedClock, throttle: DatabaseThrottle) -> None:
    assert passed(throttle, Priority.TASK, 50) == 40
    clock.seconds += 1.0
    assert passed(throttle, Priority.TASK, 1) == 0
    clock.seconds += COOLING - 1.0
    assert passed(throttle, Priority.TASK, 50) == 40


def test_twenty_requests_at_once(throttle: DatabaseThrottle) -> None:
    with ExitStack() as stack:
        assert held(stack, throttle, Priority.TASK, 30) == 20
    assert passed(throttle, Priority.TASK, 1) == 1


def test_a_request_counts_until_a_second_after_its_answer(
    clock: StoppedClock, throttle: DatabaseThrottle
) -> None:
    with ExitStack() as stack:
        assert held(stack, throttle, Priority.TASK, 20) == 20
        clock.seconds += 30
    assert passed(throttle, Priority.TASK, 50) == 20


def test_slots_of_a_dead_process_come_free(clock: StoppedClock, throttle: DatabaseThrottle) -> None:
    with ExitStack() as stack:
        assert held(stack, throttle, Priority.TASK, 20) == 20
        clock.seconds += 59
        assert passed(throttle, Priority.TASK, 1) == 0
        clock.seconds += 3
        assert passed(throttle, Priority.TASK, 50) == 40
        clock.seconds += 10
        # Given back late: somebody else may have the slots by now.
        assert held(stack, throttle, Priority.TASK, 20) == 20
    assert passed(throttle, Priority.TASK, 1) == 1


def test_two_instances_count_together(clock: StoppedClock, database_url: str) -> None:
    other = StoppedClock.open(database_url)
    here, there = DatabaseThrottle(clock, patience=AT_ONCE), DatabaseThrottle(other, patience=AT_ONCE)
    with ExitStack() as stack:
        assert held(stack, here, Priority.TASK, 12) == 12
        assert held(stack, there, Priority.TASK, 12) == 8
    assert passed(there, Priority.TASK, 50) == 20
    other.close()


def test_the_sync_takes_half_and_leaves_half(throttle: DatabaseThrottle) -> None:
    with ExitStack() as stack:
        assert held(stack, throttle, Priority.SYNC, 20) == 10
        assert held(stack, throttle, Priority.LOOKUP, 10) == 10
    assert passed(throttle, Priority.SYNC, 50) == 10
    assert passed(throttle, Priority.TASK, 50) == 10


def test_the_sync_takes_nearly_all_while_nobody_else_asks(
    clock: StoppedClock, throttle: DatabaseThrottle
) -> None:
    assert passed(throttle, Priority.SYNC, 50) == 38
    assert passed(throttle, Priority.LOOKUP, 50) == 2
    assert passed(throttle, Priority.TASK, 1) == 0
    clock.seconds += COOLING
    assert passed(throttle, Priority.LOOKUP, 1) == 1
    assert passed(throttle, Priority.SYNC, 50) == 20
    assert passed(throttle, Priority.TASK, 50) == 19


@pytest.mark.parametrize("lower", [Priority.LOOKUP, Priority.SYNC])
def test_others_stand_back_while_a_task_waits(
    clock: StoppedClock, throttle: DatabaseThrottle, lower: Priority
) -> None:
    with ExitStack() as stack:
        assert held(stack, throttle, Priority.TASK, 21) == 20
    assert passed(throttle, lower, 1) == 0
    assert passed(throttle, Priority.TASK, 1) == 1
    clock.seconds += 1
    assert passed(throttle, lower, 1) == 1


def test_a_clock_put_back_blocks_nothing(clock: StoppedClock, throttle: DatabaseThrottle) -> None:
    assert passed(throttle, Priority.TASK, 41) == 40
    clock.seconds -= 3600
    assert passed(throttle, Priority.TASK, 1) == 1


steps = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.sampled_from([0.0, 0.01, 0.3, 0.9, 1.0, 2.0])),
        st.tuples(st.just("send"), st.integers(1, 25)),
        st.tuples(st.just("answer"), st.integers(1, 25)),
    ),
    max_size=30,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(steps=steps)
def test_no_second_sees_more_than_forty_whenever_requests_arrive(
    clock: StoppedClock, steps: list[tuple[str, float]]
) -> None:
    clock.seconds += 3600
    throttle = DatabaseThrottle(clock, patience=AT_ONCE)
    sent: list[float] = []
    answered: list[tuple[float, float]] = []
    under_way: list[tuple[float, ExitStack]] = []
    for what, amount in steps:
        if what == "wait":
            clock.seconds += amount
        elif what == "send":
            for _ in range(int(amount)):
                stack = ExitStack()
                if held(stack, throttle, Priority.TASK, 1):
                    under_way.append((clock.seconds, stack))
                    sent.append(clock.seconds)
        else:
            for start, stack in under_way[: int(amount)]:
                stack.close()
                answered.append((start, clock.seconds))
            del under_way[: int(amount)]
        assert len(under_way) <= 20
    for start, stack in under_way:
        stack.close()
        answered.append((start, clock.seconds))
    # A request arrives anywhere between being sent and answered: count all that may fall into one second.
    for moment in sent:
        assert sum(start <= moment + 1 and end >= moment + 1 for start, end in answered) <= 40
        assert sum(moment <= start <= moment + 1 for start, _ in answered) <= 40
        assert sum(moment <= end <= moment + 1 for _, end in answered) <= 40


def test_many_threads_of_two_instances_all_come_through(database: Database, database_url: str) -> None:
    other = Database.open(database_url)
    throttles = [DatabaseThrottle(each, patience=PATIENTLY) for each in (database, other)]
    counting = threading.Lock()
    now_in, most_in = 0, 0

    def request(number: int) -> None:
        nonlocal now_in, most_in
        with throttles[number % 2](Priority(number % 3)):
            with counting:
                now_in += 1
                most_in = max(most_in, now_in)
            threading.Event().wait(0.02)
            with counting:
                now_in -= 1

    with ThreadPoolExecutor(60) as pool:
        assert len(list(pool.map(request, range(90)))) == 90
    assert 0 < most_in <= 20
    other.close()


def test_a_database_that_is_away_means_busy(tmp_path: object) -> None:
    away = DatabaseThrottle(Database.open(f"sqlite:///{tmp_path}/no such directory/x.sqlite3"))
    with pytest.raises(Busy):
        pass_through(away(Priority.TASK))
