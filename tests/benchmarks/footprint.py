"""How soon a started bot acknowledges its first command, and what memory it takes, beside bare Bolt."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.acknowledgements import prepare
from tests.benchmarks.load import acknowledged
from tests.benchmarks.processes import BARE, OURS, Served, instant, served, wait_until_it_listens
from tests.benchmarks.row import Row, at_most, milliseconds, ratio

FORMS = 20


@dataclass(frozen=True)
class _Footprint:
    first: float
    """Seconds from the start to the first acknowledgement."""
    processor: float
    """Seconds of the processor until then."""
    resident: float
    """MB after 20 forms."""


def rows(quick: bool) -> Iterator[Row]:
    """The cold start by the clock and by the processor, and the memory."""
    with tempfile.TemporaryDirectory() as folder, instant() as answers:
        url = f"sqlite:///{Path(folder) / 'bot.db'}"
        prepare(url, 1000)
        pairs = 3 if quick else 9
        # The first of each writes what Python compiles, and reads from a cold disk.
        _measured(BARE, answers, url), _measured(OURS, answers, url)
        theirs, ours = zip(
            *((_measured(BARE, answers, url), _measured(OURS, answers, url)) for _ in range(pairs)),
            strict=True,
        )
    yield Row(
        what="start to the first acknowledgement, with a migrated database",
        against=f"a bare Bolt app: {milliseconds(statistics.median(each.first for each in theirs))}",
        ours=milliseconds(statistics.median(each.first for each in ours)),
        came_out=ratio([each.first for each in ours], [each.first for each in theirs]),
        goal=at_most(2.5),
    )
    yield Row(
        what="processor's time until then",
        against=f"a bare Bolt app: {milliseconds(statistics.median(each.processor for each in theirs))}",
        ours=milliseconds(statistics.median(each.processor for each in ours)),
        came_out=ratio([each.processor for each in ours], [each.processor for each in theirs]),
    )
    yield Row(
        what=f"resident memory after {FORMS} forms",
        against=f"a bare Bolt app: {statistics.median(each.resident for each in theirs):.0f} MB",
        ours=f"{statistics.median(each.resident for each in ours):.0f} MB",
        came_out=ratio([each.resident for each in ours], [each.resident for each in theirs]),
        goal=at_most(2),
    )


def _measured(module: list[str], answers: int, url: str) -> _Footprint:
    with served(module, answers=answers, database_url=url) as process:
        wait_until_it_listens(process)
        acknowledged(process.port, at_once=1, each=1)
        first = time.perf_counter() - process.started
        processor = _processor(process)
        acknowledged(process.port, at_once=1, each=FORMS - 1)
        return _Footprint(first, processor, _resident(process))


def _processor(process: Served) -> float:
    """Seconds that it has computed, and that the system has for it."""
    stat = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: Served) -> float:
    """MB of memory that it has in use, of its libraries too."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
