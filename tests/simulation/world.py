"""A world: processes of the bot on one database, ChartMogul, Slack and people, and all dice from one seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.app import Application
from bot.cards.following import LOOK_AGAIN
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from tests.simulation.askers import Askers
from tests.simulation.changes import Changes
from tests.simulation.chartmogul import Account
from tests.simulation.chartmogul_line import ChartMogulLine
from tests.simulation.checkers import checkers
from tests.simulation.crowd import Crowd
from tests.simulation.database import Watchers, WorldDatabase
from tests.simulation.end import End
from tests.simulation.events import Broke, Event, Probed
from tests.simulation.fate import Fate
from tests.simulation.faults import Faults
from tests.simulation.hands import Hands
from tests.simulation.mondays import NINE, Mondays
from tests.simulation.mornings import SPREAD, Morning, backlog, mornings
from tests.simulation.notes import Notes
from tests.simulation.options import Kind, Options
from tests.simulation.outbox import Outbox, content_of_request
from tests.simulation.people import Colleague, colleagues
from tests.simulation.processes import PACE, Process
from tests.simulation.residents import Residents
from tests.simulation.scheduler import Owner
from tests.simulation.slack import Slack
from tests.simulation.slack_line import SlackLine

SAFETY_MOST = 300.0
"""Seconds in which people begin with their forms, among faults."""

LIVENESS_MOST = 1800.0
"""Seconds in which a healthy world comes to rest."""

PATIENCE = 300.0
"""Seconds after which somebody who has to look in ChartMogul has done so, if they can."""

SLICE = 10.0
"""Seconds from one look at whether it has come to rest to the next."""


@dataclass(frozen=True)
class Violation:
    """Something that must not be."""

    checker: str
    what: str
    at: float

    def __str__(self) -> str:
        return f"{self.at:8.2f}  {self.checker}: {self.what}"


@dataclass(frozen=True)
class Mistake:
    """Something to be wrong with the bot, so that the checkers have something to find.

    Args:
        pace: how long it waits.
        application: changes a process that has been built.
        database: SQL that changes what the database does.
    """

    pace: Pace = PACE
    application: Callable[[Application], None] = lambda application: None
    database: str = ""


NONE = Mistake()


class Actor(Protocol):
    """Who does something in a world."""

    idle: bool
    """Whether that is all."""

    def work(self) -> None:
        """Do it."""


class World:
    """One run."""

    def __init__(self, options: Options, database: WorldDatabase, mistake: Mistake = NONE) -> None:
        self.options = options
        self.database = database
        self.faults = Faults(options, lambda kind: self.trace("fault", str(kind)))
        self._fate = Fate(options, self.faults, self.trace)
        self.scheduler = self._fate.scheduler
        self.outbox = Outbox(self.scheduler, self.hear, self.trace)
        self.changes = Changes(self.scheduler, self.hear, self.trace)
        self.notes = Notes(self.scheduler, self.trace)
        self.account = Account(
            lambda: self.scheduler.now, list_lag=options.list_lag, clock_ahead=options.clock_ahead
        )
        self.slack = Slack(lambda: self.scheduler.now, closed=options.closed)
        self.to_chartmogul = ChartMogulLine(self, self.account)
        self.to_slack = SlackLine(self, self.slack).send
        self.checkers = checkers(options.slots)
        self.violations: list[Violation] = []
        self.lines: list[tuple[float, str, str]] = []
        """The trace: when, who, what."""
        self.processes = [Process(f"bot{number}", self) for number in range(1, options.processes + 1)]
        self._mistake = mistake
        self._people = Owner()
        self._colleagues: list[Colleague] = colleagues(self)
        self._crowd = Crowd(self)
        self._hands = Hands(self)
        self._residents, self._mondays = Residents(self), Mondays(self)
        self._actors: Sequence[Actor] = (
            *self._colleagues,
            self._crowd,
            self._hands,
            self._residents,
            Askers(self),
            self._mondays,
        )
        self._mornings: list[Morning] = []
        self._healthy_since = 0.0

    @property
    def pace(self) -> Pace:
        """How long the bot waits."""
        return self._mistake.pace

    def mutate(self, application: Application) -> None:
        """Put the mistake into it, if there is to be one."""
        self._mistake.application(application)

    def run(self) -> list[Violation]:
        """All of it: with faults, then without, then the verdict."""
        before = random.getstate()
        random.seed(f"{self.options.seed}/{self.options.salt}/bot")
        try:
            watchers = Watchers(self.outbox, self.changes, self.notes)
            self.database.enter(self._fate, watchers, slots=self.options.slots, sql=self._mistake.database)
            self._mornings = mornings(self)
            backlog(self)
            self._mondays.begin()
            self._safety()
            self._liveness()
            self._judge()
        finally:
            for owner in (*self.processes, self._people):
                owner.end()
            self.database.leave()
            random.setstate(before)
        return self.violations

    def hear(self, event: Event) -> None:
        """Tell the checkers."""
        for checker in self.checkers:
            for what in checker.hear(event, self.scheduler.now):
                self._violated(checker, what)

    def broke(self, what: str) -> None:
        """The bot has met a mistake of its own."""
        self.hear(Broke(what))

    def trace(self, who: str, what: str) -> None:
        """Write it down."""
        self.lines.append((self.scheduler.now, who, what))

    def in_hand(self) -> str:
        """What the strand works on: a delivery, a change or a note; empty where it works on none."""
        change, note = self.changes.in_hand(), self.notes.in_hand()
        return f"change {change}" if change else f"note {note}" if note else self.outbox.in_hand()

    def is_late(self) -> bool:
        """Whether the strand has lost it without standing still, and should not act any more."""
        return self.outbox.is_late() or self.changes.is_late() or self.notes.is_late()

    def is_excused(self) -> bool:
        """Whether the strand stood still since it noted something, and cannot know what became of it."""
        return self.outbox.is_excused() or self.changes.is_excused() or self.notes.is_excused()

    def is_missing(self, delivery: str) -> bool:
        """Whether ChartMogul has fewer tasks of this delivery's content than were asked for."""
        content = content_of_request(self.outbox.requests()[delivery])
        return sum(task.content == content for task in self.account.tasks) < self.outbox.wanted()[content]

    def _safety(self) -> None:
        for process in self.processes:
            process.start()
        self.scheduler.start(self._operate, self._people, "operator")
        for actor in self._actors:
            self.scheduler.start(actor.work, self._people, "person")
        for person in self._colleagues:
            self.scheduler.start(person.read, self._people, "person")
        self._until(self._all_have_done, SAFETY_MOST)
        if self.faults.any:
            self.scheduler.run(self.scheduler.now + self.options.aftermath)

    def _liveness(self) -> None:
        self.trace("world", "is healthy from now on")
        self.faults.over = True
        if self.faults.any:
            self._healthy_since = self.scheduler.now
        for process in self.processes:
            if not process.alive:
                process.start()
        self._until(self._is_at_rest, LIVENESS_MOST)
        self.scheduler.start(self._probe, self._people, "person")
        self._until(self._is_at_rest, LIVENESS_MOST)
        if self._mornings or self.options.digests:
            last = NINE if self.options.digests else 60.0 * SPREAD
            self.scheduler.run(max(self.scheduler.now, last) + self.pace.lease + 4 * self.pace.look)
            self._until(self._is_at_rest, LIVENESS_MOST)
        if self.options.hands or (self.options.digests and Kind.LIST_ODD in self.options.faults):
            self.scheduler.run(self.scheduler.now + self._followed())
            self._until(self._is_at_rest, LIVENESS_MOST)
        if self.options.homes:
            self.scheduler.run(self.scheduler.now + self.options.list_lag)
            self.scheduler.start(self._residents.look_again, self._people, "person")
            self._until(self._is_at_rest, LIVENESS_MOST)

    def _followed(self) -> float:
        """Seconds in which what was changed by hand is read, even if somebody has just begun to read."""
        return 2 * (self.pace.follow + LOOK_AGAIN) + self.options.list_lag + SLICE

    def _judge(self) -> None:
        end = End(
            options=self.options,
            outbox=self.outbox,
            forms=[form for person in self._colleagues for form in person.forms],
            changes=self.changes,
            task_forms=self._crowd.forms,
            now=self.scheduler.now,
            lives=self.account.lives,
            messages=self.slack.messages,
            cards=self.database.cards(),
            homes=self.slack.homes,
            looked_again=self._residents.looked_again,
            boards=self.database.boards(),
            response_urls=self.slack.response_urls,
            digests=self.database.digests(),
            in_messages=self.database.in_messages(),
            touched=self._hands.touched,
            mornings=self._mornings,
            still_on=self.database.with_reminders(),
            notes=self.to_chartmogul.notebook.notes,
            wanted_notes=self.notes.rows,
            healthy_since=self._healthy_since,
        )
        for checker in self.checkers:
            for what in checker.end(end):
                self._violated(checker, what)

    def _operate(self) -> None:
        """Take care of those that people cannot decide, having got a message without its buttons."""
        outbox, since = Deliveries(self.database), dict[str, float]()
        while True:
            self.scheduler.pause(60.0)
            now = self.scheduler.now
            since = {delivery: since.get(delivery, now) for delivery in self.outbox.in_state("unsure")}
            for delivery, at in since.items():
                if self.faults.over and now - at > PATIENCE:
                    self.trace("operator", f"retries {delivery[:6]}")
                    outbox.retry(delivery)

    def _probe(self) -> None:
        process = self.options.dice("probe").choice(self.processes)
        self.hear(Probed(self._colleagues[0].probe(process)))

    def _until(self, done: Callable[[], bool], most: float) -> None:
        end = self.scheduler.now + most
        while True:
            self.scheduler.run(self.scheduler.now + SLICE)
            if done() or self.scheduler.now >= end:
                return

    def _all_have_done(self) -> bool:
        return all(actor.idle for actor in self._actors)

    def _is_at_rest(self) -> bool:
        moving = all(process.frozen_until < self.scheduler.now for process in self.processes)
        if not moving or not self._all_have_done():
            return False
        is_open = self.outbox.in_state("waiting", "unsure") or self.changes.in_state("waiting", "refused")
        behind = any(card.is_behind for card in self.database.cards())
        is_kept = not self.database.has_notes_due()
        return is_kept and not (is_open or behind or any(board.is_behind for board in self.database.boards()))

    def _violated(self, checker: object, what: str) -> None:
        self.violations.append(Violation(type(checker).__name__, what, self.scheduler.now))
        self.trace("VIOLATED", f"{type(checker).__name__}: {what}")
