"""Strands and virtual time do what threads and clocks do, and end where they stand."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bot.runtime import REAL, Runtime
from tests.simulation.scheduler import Died, Owner, Scheduler
from tests.simulation.virtual import VirtualRuntime

Run = Callable[[Callable[[Runtime], None]], None]


def _on_strands(work: Callable[[Runtime], None]) -> None:
    scheduler, owner = Scheduler(random.Random(1)), Owner()
    done: list[bool] = []

    def strand() -> None:
        work(VirtualRuntime(scheduler, owner))
        done.append(True)

    scheduler.start(strand, owner, "test")
    scheduler.run(3600.0)
    assert done


@pytest.fixture(params=["threads", "strands"])
def run(request: pytest.FixtureRequest) -> Run:
    """Runs something with the one runtime and the other."""
    return _on_strands if request.param == "strands" else lambda work: work(REAL)


def test_an_event_is_waited_for_or_not_in_time(run: Run) -> None:
    def work(runtime: Runtime) -> None:
        event = runtime.event()
        assert not event.wait(0.01)
        runtime.start(event.set, "setting")
        assert event.wait(10)
        event.clear()
        assert not event.is_set()

    run(work)


def test_a_pool_has_so_many_workers_and_its_results_are_waited_for(run: Run) -> None:
    def work(runtime: Runtime) -> None:
        pool, go_on = runtime.pool(1, "one"), runtime.event()
        first, second = pool.submit(go_on.wait), pool.submit(lambda: 7)
        with pytest.raises(TimeoutError):
            second.result(0.01)
        go_on.set()
        assert second.result(10) == 7
        assert first.result(10) is True
        assert isinstance(pool.submit(lambda: 1 // 0).exception(10), ZeroDivisionError)
        pool.shutdown()

    run(work)


def test_a_semaphore_has_so_many_places(run: Run) -> None:
    def work(runtime: Runtime) -> None:
        places = runtime.semaphore(1)
        assert places.acquire()
        assert not places.acquire(timeout=0.01)
        runtime.start(places.release, "releasing")
        assert places.acquire(timeout=10)

    run(work)


def test_a_condition_is_waited_for_or_not_in_time(run: Run) -> None:
    def work(runtime: Runtime) -> None:
        condition, news = runtime.condition(), list[int]()

        def tell() -> None:
            with condition:
                news.append(1)
                condition.notify_all()

        with condition:
            assert not condition.wait_for(lambda: news, timeout=0.01)
            runtime.start(tell, "telling")
            assert condition.wait_for(lambda: news, timeout=10)

    run(work)


def test_a_future_of_ones_own(run: Run) -> None:
    def work(runtime: Runtime) -> None:
        future, before = runtime.future(), runtime.monotonic()
        runtime.start(lambda: future.set_result(1), "answering")
        assert future.exception(10) is None
        runtime.sleep(0.01)
        assert runtime.monotonic() - before >= 0.01

    run(work)


def test_an_owner_ends_its_strands_where_they_stand() -> None:
    scheduler, owner, log = Scheduler(random.Random(1)), Owner(), list[str]()

    def work() -> None:
        try:
            scheduler.pause(10.0)
            log.append("went on")
        finally:
            # What a process would do on its way out has no effect on the world: it cannot even wait.
            with pytest.raises(Died):
                scheduler.pause(0.0)
            log.append("ended")

    scheduler.start(work, owner, "test")
    scheduler.after(5.0, owner.end)
    scheduler.run(60.0)
    assert log == ["ended"]


def test_what_stands_still_goes_on_later() -> None:
    scheduler, owner, log = Scheduler(random.Random(1)), Owner(), list[float]()

    def work() -> None:
        scheduler.pause(10.0)
        log.append(scheduler.now)

    scheduler.start(work, owner, "test")
    scheduler.run(5.0)
    owner.frozen_until = 50.0
    scheduler.run(60.0)
    assert log == [50.0]
