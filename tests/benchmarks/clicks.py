"""How soon clicks are answered while ChartMogul is slow: `uv run python -m tests.benchmarks.clicks --help`.

The whole bot runs between the stand-ins in this process, at production's pace. Several people at once click
on cards that nobody has clicked on yet: each click's answer is timed from Slack's request to the bot's.
"""

from __future__ import annotations

import math
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, cycle
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.chartmogul.task import Task
from bot.operate import logs
from bot.outbox.pace import Pace
from bot.sandbox.chartmogul import ChartMogulStandIn
from tests.scenarios.cards.on_card import OnCard
from tests.scenarios.running import API_KEY, World, declared_slack, eventually, peopled

WAYS = (
    ("complete_task", None),
    ("task_menu", "snooze_tomorrow"),
    ("task_menu", "take"),
    ("edit_task", None),
    ("task_menu", "snooze_date"),
)


def cards(world: World, count: int) -> list[OnCard]:
    """So many tasks of Anna's, each on a card that the bot knows."""
    live = world.application.rooms.live
    added = [
        world.chartmogul.add_task(
            world.acme["uuid"], f"Call {number}", assignee="anna@ourcompany.test", due_date="2037-03-03"
        )
        for number in range(count)
    ]
    live.tasks.learn(map(Task.model_validate, added), as_of=live.tasks.now())
    stands = []
    for task in added:
        uuid = task["task_uuid"]
        ts = world.slack.post(world.channel, world.slack.bot_user_id, "Task")
        live.places.add(world.channel, ts, uuid, shown=0)
        stands.append(OnCard(world, world.channel, ts, uuid))
    eventually(lambda: all(card.message.blocks for card in stands), seconds=120)
    return stands


def main(
    clicks: Annotated[int, typer.Option(help="How many clicks.")] = 500,
    at_once: Annotated[int, typer.Option(help="How many people click at once.")] = 4,
    seconds: Annotated[float, typer.Option(help="How long each of ChartMogul's answers takes.")] = 5.0,
) -> None:
    """Click, and print how long the answers took."""
    logs.configure("ERROR")
    with (
        tempfile.TemporaryDirectory() as folder,
        declared_slack() as slack,
        ChartMogulStandIn(API_KEY) as chartmogul,
    ):
        url = f"sqlite:///{Path(folder) / 'clicks.sqlite3'}"
        with peopled(slack, chartmogul, url, Pace()) as world:
            stands = cards(world, clicks)
            # The first click of each person asks Slack who they are.
            for who in (world.anna, world.ben):
                stands[0].click(who, "edit_task")
            chartmogul.fault("*", "*", kind="delay", seconds=seconds, times=None)
            taken: dict[str, list[float]] = defaultdict(list)

            def click(numbered: tuple[OnCard, tuple[str, str | None], str]) -> None:
                card, (action_id, value), who = numbered
                person = slack.person(who)
                delivery = person.click(card.channel, card.ts, action_id, value)
                assert delivery.status == 200, delivery
                taken[value or action_id].append(delivery.seconds)

            with ThreadPoolExecutor(at_once) as pool:
                list(pool.map(click, zip(stands, cycle(WAYS), cycle((world.anna, world.ben)), strict=False)))
            chartmogul.clear_faults()
        Console().print(_table(taken, seconds))


def _table(taken: dict[str, list[float]], seconds: float) -> Table:
    table = Table("clicked", "clicks", "p50 ms", "p99 ms", "most ms", title=f"ChartMogul takes {seconds:g} s")
    everything = list(chain.from_iterable(taken.values()))
    for way, times in {**taken, "all": everything}.items():
        numbers = [f"{_at(times, share) * 1000:.0f}" for share in (0.5, 0.99, 1.0)]
        table.add_row(way, str(len(times)), *numbers)
    return table


def _at(seconds: list[float], share: float) -> float:
    return sorted(seconds)[max(0, math.ceil(share * len(seconds)) - 1)]


if __name__ == "__main__":
    typer.run(main)
