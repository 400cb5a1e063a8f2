"""How soon an App Home shows the truth: `uv run python -m tests.benchmarks.home --help`.

From the event to the view that is published with all that ChartMogul has, which answers at once. Everything
runs on this machine: the bot, its SQLite database and both stand-ins.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.operate import logs
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.scenarios.home.at_home import AS_OF, AtHome
from tests.scenarios.running import API_KEY, declared_slack, eventually, peopled


def measure(tasks: int, times: int) -> tuple[list[float], list[float]]:
    """Seconds until something, and until the truth is shown, each time that it is opened."""
    shown, true = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        declared_slack() as slack,
        ChartMogulStandIn(API_KEY) as chartmogul,
        peopled(slack, chartmogul, f"sqlite:///{Path(folder) / 'bot.db'}") as world,
    ):
        anna = AtHome(world, world.anna)
        for number in range(tasks):
            anna.add_task(f"Task {number}", number % 30)
        for turn in range(tasks, tasks + times):
            begun, is_shown, is_true = time.monotonic(), _published(slack), _shows(anna, turn)
            anna.opens()
            eventually(is_shown)
            shown.append(time.monotonic() - begun)
            eventually(is_true)
            true.append(time.monotonic() - begun)
            anna.add_task(f"Task {turn}")
    return shown, true


def _published(slack: SlackStandIn) -> Callable[[], bool]:
    """Whether an App Home has been published by then that is not yet now."""
    before = len(slack.calls("views.publish"))
    return lambda: len(slack.calls("views.publish")) > before


def _shows(anna: AtHome, tasks: int) -> Callable[[], bool]:
    """Whether all tasks are counted, as of when they were read."""
    return lambda: bool(AS_OF.search(anna.text)) and f"*My tasks* ({tasks})" in anna.text


def main(
    tasks: Annotated[int, typer.Option(help="How many are open.")] = 200,
    times: Annotated[int, typer.Option(help="How often the App Home is opened.")] = 20,
) -> None:
    """Open somebody's App Home some times, each time with a task more."""
    logs.configure("ERROR")
    shown, true = measure(tasks, times)
    for what, seconds in (("something is shown", shown), ("the truth is shown", true)):
        longest, usual = max(seconds), statistics.median(seconds)
        print(f"{what}: first {seconds[0]:.3f} s, median {usual:.3f} s, longest {longest:.3f} s")


if __name__ == "__main__":
    typer.run(main)
