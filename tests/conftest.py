"""What all tests share, and how they are shared out among worker processes."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

if sys.dont_write_bytecode:
    # As many containers have it, to keep folders clean. Without bytecode each worker, and each process that a
    # test starts, would compile a thousand modules anew: five seconds every time.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

# Of the million objects that are imported and collected first, hardly one is garbage.
gc.set_threshold(200_000, 50, 100)

# How long an example takes says something of the machine, and nothing of what is tested.
settings.register_profile("whatever the machine", deadline=None)
settings.load_profile("whatever the machine")

pytest_plugins = ["tests.databases"]

COMPUTING = {"resolve", "socket_mode", "views"}
"""Folders of tests that wait for nothing: one process is through with them before several have started."""

TOGETHER = {"browser"}
"""Folders whose tests share what is slow to start."""

MOST = 8
"""Processes, however large the machine is."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """How many processes to run tests in; 0 for this one.

    Two for each processor: most tests wait for half of their time, for processes, servers and databases. With
    more of them the bot has too little of the machine for what a form may ask before it opens, which is real
    time. All of them share one PostgreSQL.
    """
    if all(path.suffix == ".py" or path.name in COMPUTING for path in _named(config)):
        return 0
    return min(MOST, 2 * (os.cpu_count() or 1))


def pytest_collection(session: pytest.Session) -> None:
    """Import the tests in another order in each worker: most of what it comes to, others have compiled.

    One after the other, as they are collected, all workers would compile the same modules at the same moment.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    paths = sorted(path for named in _named(session.config) for path in named.rglob("test_*.py"))
    first = len(paths) * number // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for path in [*paths[first:], *paths[:first]]:
        # A module that cannot be imported is told of when it is collected.
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(session.config.rootpath).with_suffix("").parts))


def _named(config: pytest.Config) -> list[Path]:
    """The files and folders that are to be run."""
    return [config.rootpath / argument.partition("::")[0] for argument in config.args]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, in as many workers as there are: nobody waits for it at the end.

    Each worker begins with as many of these tests as the next, in their order.
    """
    first: dict[str, int] = {}
    for number, item in enumerate(items):
        first.setdefault(_unit(item), number)
    items.sort(key=lambda item: first[_unit(item)])
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    longest = sorted((item for item in items if item.get_closest_marker("long")), key=_by_seconds)
    others = deque(item for item in items if not item.get_closest_marker("long"))
    ordered: list[pytest.Item] = []
    for worker in range(workers):
        ordered += longest[worker::workers]
        while others and len(ordered) < (worker + 1) * len(items) // workers:
            ordered.append(others.popleft())
    items[:] = [*ordered, *others]


def _by_seconds(item: pytest.Item) -> tuple[int, str]:
    """What takes longest first. All workers agree."""
    long = item.get_closest_marker("long")
    return (-long.args[0] if long else 0), item.nodeid


def _unit(item: pytest.Item) -> str:
    """What it stands together with."""
    folder = item.path.parent.name
    return folder if folder in TOGETHER else item.nodeid


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how to have the same order again: pytest-randomly itself is quiet about it with `-q`."""
    seed = config.getoption("randomly_seed", None)
    terminalreporter.write_line(f"in the order of --randomly-seed={seed}" if seed else "in order")


def pytest_collection_finish() -> None:
    """Leave out of every later search for garbage what stays until the end: a million objects by now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """No test hears less of the logs for what the one before has set, or loses what its module has."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)
