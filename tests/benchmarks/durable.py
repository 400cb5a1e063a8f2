"""Forms that are submitted faster than ChartMogul takes tasks: how many it gets, and how soon people hear.

ChartMogul takes 40 requests a second (https://dev.chartmogul.com/docs/rate-limits). Everybody submits the
next form as soon as the last one is answered.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.acknowledgements import prepare
from tests.benchmarks.load import submitted
from tests.benchmarks.processes import OURS, instant, served, wait_until_it_listens
from tests.benchmarks.row import Row, at_least, at_most, milliseconds, percentile

SUBMITTERS = 24
LIMIT = 40
"""Requests a second that ChartMogul takes."""

RATE = at_least(0.93)
LATEST = at_most(0.3)


def rows(quick: bool) -> Iterator[Row]:
    """The rate, and the time until people hear."""
    each = 8 if quick else 40
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        url = f"sqlite:///{Path(folder) / 'bot.db'}"
        customer = prepare(url, 1000)
        answers = stack.enter_context(instant())
        ours = stack.enter_context(served(OURS, answers=answers, database_url=url))
        wait_until_it_listens(ours)
        # Slack says who everybody is, and all of the second's requests are used up.
        submitted(ours.port, at_once=SUBMITTERS, each=4, customer=customer)
        before, begun = _wait_until_all_are_tasks(answers, 4 * SUBMITTERS), time.perf_counter()
        taken = submitted(ours.port, at_once=SUBMITTERS, each=each, customer=customer)
        made = _wait_until_all_are_tasks(answers, before + SUBMITTERS * each) - before
        rate = made / (time.perf_counter() - begun)
    yield Row(
        what=f"tasks a second, {SUBMITTERS} submitters",
        against=f"ChartMogul's limit: {LIMIT}",
        ours=f"{rate:.3g}",
        came_out=rate / LIMIT,
        goal=RATE,
    )
    yield Row(
        what=f"a form's answer, {SUBMITTERS} submitters, p99",
        against="",
        ours=f"p50 {milliseconds(percentile(taken, 50))}",
        came_out=percentile(taken, 99),
        goal=LATEST,
        unit="s",
    )


def _wait_until_all_are_tasks(answers: int, number: int) -> int:
    """How many there are, once there are so many."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", answers, timeout=5)
        connection.request("GET", "/created")
        created = int(json.loads(connection.getresponse().read())["created"])
        connection.close()
        if created >= number:
            return created
        time.sleep(0.02)
    raise TimeoutError(f"{number} tasks were asked for")
