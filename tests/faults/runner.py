"""Runs: people at work while everything around the bots fails, then peace, then the verdict."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.databases import Opened, Store
from tests.faults.faults import ChartMogulFault, Saboteur, SlackFault
from tests.faults.plan import (
    CutConnections,
    Event,
    Kill,
    Lock,
    LostSocket,
    Outage,
    Plan,
    RestartDatabase,
    Setting,
    Size,
    plan,
)
from tests.faults.town import Town, town
from tests.faults.verdict import Verdict, judge, judge_decided

PRESSING = 25.0
"""Seconds after which nobody begins another form."""

USUAL = Size()
ALONE = Setting()

DRAINING = 60.0
"""Seconds in which the outbox must come to rest once everything works again."""


@dataclass
class Outcome:
    """One run."""

    plan: Plan
    verdict: Verdict
    faults: Counter[str]
    kills: int
    problems: list[str] = field(default_factory=list)
    """What the bots did and Slack would not have taken."""
    logs: Path | None = None

    @property
    def failed(self) -> bool:
        """Whether anything happened that must not."""
        return bool(self.verdict.wrong or self.problems)


def runs(seeds: range, opened: Opened, *, setting: Setting = ALONE, size: Size = USUAL) -> Iterator[Outcome]:
    """The runs of these seeds, each as it ends."""
    for seed in seeds:
        folder = Path(tempfile.mkdtemp(prefix=f"cm-task-faults-{seed}-"))
        store = opened(folder)
        try:
            with town(store.url, folder, setting) as place:
                outcome = _run(plan(seed, setting, size), place, store)
        finally:
            store.drop()
        outcome.logs = folder
        yield outcome


def _run(planned: Plan, place: Town, store: Store) -> Outcome:
    place.open_house()
    place.chartmogul.list_lag = planned.list_lag
    place.chartmogul.clock_ahead = planned.clock_ahead
    saboteur = Saboteur(place.slack, place.chartmogul)
    people = place.colleagues(planned.people, planned.seed)
    until = time.monotonic() + PRESSING
    with ThreadPoolExecutor(len(people) + 1) as pool:
        working = [pool.submit(person.work, planned.forms, until) for person in people]
        trouble = pool.submit(_trouble, planned, place, store, saboteur)
        for one in (*working, trouble):
            one.result()
    faults = saboteur.stop()
    _come_to_rest(place)
    forms = [form for person in people for form in person.forms]
    verdict = judge(forms, place.rows(), place.tasks(), place.messages())
    decided = place.have_people_look()
    _come_to_rest(place)
    judge_decided(verdict, forms, decided, place.rows(), place.tasks())
    kills = sum(isinstance(event, Kill) for _, event in planned.events)
    return Outcome(planned, verdict, faults, kills, _problems(place))


def _trouble(planned: Plan, place: Town, store: Store, saboteur: Saboteur) -> None:
    """Let happen what is planned, when it is planned."""
    begun = time.monotonic()
    with ThreadPoolExecutor() as pool:
        happening = []
        for after, event in planned.events:
            time.sleep(max(0.0, begun + after - time.monotonic()))
            if isinstance(event, SlackFault | ChartMogulFault):
                saboteur.let(event)
            else:
                happening.append(pool.submit(_happen, event, place, store))
        for one in happening:
            one.result()


def _happen(event: Event, place: Town, store: Store) -> None:
    match event:
        case Kill(bot):
            place.bots[bot].restart()
        case Lock(seconds):
            store.lock(seconds)
        case CutConnections():
            store.cut()
        case RestartDatabase():
            store.restart()
        case Outage(seconds):
            place.chartmogul.down()
            time.sleep(seconds)
            place.chartmogul.up()
        case LostSocket(how):
            if how == "refresh_requested":
                place.slack.socket_mode.disconnect(how)
            else:
                place.slack.socket_mode.fail(how)


def _come_to_rest(place: Town) -> None:
    """Wait until nothing is left to do; what is not done by then counts as unfinished."""
    for bot in place.bots:
        bot.wait_until_ready()
    deadline = time.monotonic() + DRAINING
    while time.monotonic() < deadline and any(row.state == "waiting" for row in place.rows()):
        time.sleep(0.2)


def _problems(place: Town) -> list[str]:
    """Lateness and 5xx are what kills, cuts and locks do; the rest would be the bot's own mistakes."""
    return [
        problem
        for problem in place.slack.problems
        if not problem.startswith(("late: ", "Socket Mode: acknowledged too late"))
        and "was answered with HTTP" not in problem
    ]
