"""How many tasks a second the client of ChartMogul's API creates, beside the official SDK in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import chartmogul  # type: ignore[import-untyped]

from bot.chartmogul import ChartMogul
from bot.task import NewTask
from tests.benchmarks.processes import instant
from tests.benchmarks.row import Row, at_least, milliseconds, ratio

KEY = "benchmark-key"
TASK = {
    "customer_uuid": "cus_00000000-0000-4000-8000-000000000000",
    "task_details": "Call Anna about the renewal",
    "assignee": "anna@example.com",
    "due_date": "2030-01-02",
}


@dataclass(frozen=True)
class Taken:
    """Seconds for each task."""

    seconds: float
    cpu: float
    """Of this process alone: what answers is another one."""


def rows(quick: bool) -> Iterator[Row]:
    """With one thread, and with as many as a busy bot has."""
    with instant() as port:
        url = f"http://127.0.0.1:{port}/v1"
        client = ChartMogul(KEY, base_url=url)
        new = NewTask.model_validate(TASK)
        config = chartmogul.Config(KEY, request_timeout=10)
        config.uri = url

        def theirs() -> None:
            chartmogul.Task.create(config, data=dict(TASK)).get()

        for threads, goal in ((1, 2.5), (16, 2.0)):
            with ThreadPoolExecutor(threads) as pool:
                pairs = [
                    (
                        taken(pool, lambda: client.create_task(new), 200 if quick else 1600),
                        taken(pool, theirs, 200 if quick else 1600),
                    )
                    for _ in range(4 if quick else 10)
                ][1:]
            yield _row(threads, goal, [mine for mine, _ in pairs], [other for _, other in pairs])
        client.close()


def taken(pool: ThreadPoolExecutor, create: Callable[[], object], tasks: int) -> Taken:
    """Create so many tasks, by all threads of the pool."""
    started, used = time.perf_counter(), time.process_time()
    for done in [pool.submit(create) for _ in range(tasks)]:
        done.result()
    return Taken((time.perf_counter() - started) / tasks, (time.process_time() - used) / tasks)


def _row(threads: int, goal: float, mine: list[Taken], theirs: list[Taken]) -> Row:
    return Row(
        what=f"tasks a second by the API client, {threads} thread{'s' if threads > 1 else ''}",
        against=f"the official SDK: {_said(theirs)}",
        ours=_said(mine),
        came_out=ratio([each.seconds for each in theirs], [each.seconds for each in mine]),
        goal=at_least(goal),
    )


def _said(taken: list[Taken]) -> str:
    best = min(taken, key=lambda each: each.seconds)
    return f"{1 / best.seconds:,.0f}/s at best, CPU {milliseconds(best.cpu)} each"
