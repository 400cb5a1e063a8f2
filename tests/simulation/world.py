"""A world: processes of the bot on one database, ChartMogul, Slack and people, and all dice from one seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from bot.app import Application
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from bot.request import Request
from bot.store.database import DatabaseUnavailable
from tests.simulation.chartmogul import Account
from tests.simulation.chartmogul_line import ChartMogulLine
from tests.simulation.checkers import End, checkers, request_content
from tests.simulation.database import WorldDatabase
from tests.simulation.events import Broke, Changed, Event, Probed, Row, Stored
from tests.simulation.faults import Faults
from tests.simulation.options import FREEZE_MOST, Kind, Options
from tests.simulation.people import Colleague, Form, colleagues
from tests.simulation.processes import PACE, Process
from tests.simulation.scheduler import Owner, Scheduler, Strand
from tests.simulation.slack import Slack
from tests.simulation.slack_line import SlackLine
from tests.simulation.virtual import EPOCH

SAFETY_MOST = 300.0
"""Seconds of faults at most."""

LIVENESS_MOST = 1800.0
"""Seconds in which a healthy world comes to rest."""

PATIENCE = 300.0
"""Seconds after which somebody who has to look in ChartMogul has done so, if they can."""

RESTED = 200.0
"""Seconds after which a process that stood still may do so again: twice in a row is once for too long."""

SLICE = 10.0
"""Seconds from one look at whether it has to the next."""


@dataclass(frozen=True)
class Violation:
    """Something that must not be."""

    checker: str
    what: str
    at: float

    def __str__(self) -> str:
        return f"{self.at:8.2f}  {self.checker}: {self.what}"


@dataclass
class Hold:
    """A delivery in a strand's hands, since its last note."""

    delivery: str
    token: int
    lease_until: float
    noted_at: float


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


class World:
    """One run."""

    def __init__(self, options: Options, database: WorldDatabase, mistake: Mistake = NONE) -> None:
        self.options = options
        self.database = database
        self.scheduler = Scheduler(options.dice("turns"), before=self._fate)
        self.faults = Faults(options, lambda kind: self.trace("fault", str(kind)))
        self.account = Account(self.uptime, list_lag=options.list_lag, clock_ahead=options.clock_ahead)
        self.slack = Slack(self.uptime, closed=options.closed)
        self.to_chartmogul = ChartMogulLine(self, self.account)
        self.to_slack = SlackLine(self, self.slack).send
        self.violations: list[Violation] = []
        self.lines: list[tuple[float, str, str]] = []
        self._mistake = mistake
        self._dice = options.dice("fate")
        self.checkers = checkers(options.slots)
        self._rows: dict[str, Row] = {}
        self._holds: WeakKeyDictionary[Strand, Hold] = WeakKeyDictionary()
        self.processes = [Process(f"bot{number}", self) for number in range(1, options.processes + 1)]
        self._people = Owner()
        self._colleagues: list[Colleague] = colleagues(self)

    @property
    def pace(self) -> Pace:
        return self._mistake.pace

    def mutate(self, application: Application) -> None:
        self._mistake.application(application)

    def run(self) -> list[Violation]:
        """All of it: with faults, then without, then the verdict."""
        before = random.getstate()
        random.seed(f"{self.options.seed}/{self.options.salt}/bot")
        try:
            self.database.enter(self, slots=self.options.slots, sql=self._mistake.database)
            self._safety()
            self._liveness()
            self._judge()
        finally:
            for owner in (*self.processes, self._people):
                owner.end()
            self.database.leave()
            random.setstate(before)
        return self.violations

    def _safety(self) -> None:
        for process in self.processes:
            process.start()
        self.scheduler.start(self._operate, self._people, "operator")
        for person in self._colleagues:
            self.scheduler.start(person.work, self._people, "person")
            self.scheduler.start(person.read, self._people, "person")
        self._until(lambda: all(person.idle for person in self._colleagues), SAFETY_MOST)
        if self.faults.any:
            self.scheduler.run(self.scheduler.now + self.options.aftermath)

    def _operate(self) -> None:
        """Take care of those that people cannot decide, having got a message without its buttons."""
        outbox, since = Deliveries(self.database), dict[str, float]()
        while True:
            self.scheduler.pause(60.0)
            unsure = [row.id for row in self._rows.values() if row.state == "unsure"]
            since = {delivery: since.get(delivery, self.scheduler.now) for delivery in unsure}
            if self.faults.over:
                for delivery, at in since.items():
                    if self.scheduler.now - at > PATIENCE:
                        self.trace("operator", f"retries {delivery[:6]}")
                        outbox.retry(delivery)

    def _liveness(self) -> None:
        self.trace("world", "is healthy from now on")
        self.faults.over = True
        for process in self.processes:
            if not process.alive:
                process.start()
        self._until(self._at_rest, LIVENESS_MOST)
        self.scheduler.start(self._probe, self._people, "person")
        self._until(self._at_rest, LIVENESS_MOST)

    def _probe(self) -> None:
        self.hear(Probed(self._colleagues[0].probe(self._dice.choice(self.processes))))

    def _until(self, done: Callable[[], bool], most: float) -> None:
        end = self.scheduler.now + most
        while True:
            self.scheduler.run(self.scheduler.now + SLICE)
            if done() or self.scheduler.now >= end:
                return

    def _at_rest(self) -> bool:
        idle = all(person.idle for person in self._colleagues)
        idle = idle and all(process.frozen_until < self.scheduler.now for process in self.processes)
        return idle and not any(row.state in {"waiting", "unsure"} for row in self._rows.values())

    def _judge(self) -> None:
        requests = {row.id: Request.model_validate_json(row.request) for row in self._rows.values()}
        end = End(list(self._rows.values()), self._forms(), requests)
        for checker in self.checkers:
            for what in checker.end(end):
                self._violated(checker, what)

    def _forms(self) -> list[Form]:
        return [form for person in self._colleagues for form in person.forms]

    def hear(self, event: Event) -> None:
        """Tell the checkers."""
        for checker in self.checkers:
            for what in checker.hear(event, self.scheduler.now):
                self._violated(checker, what)

    def _violated(self, checker: object, what: str) -> None:
        self.violations.append(Violation(type(checker).__name__, what, self.scheduler.now))
        self.trace("VIOLATED", f"{type(checker).__name__}: {what}")

    def broke(self, what: str) -> None:
        """The bot has met a mistake of its own."""
        self.hear(Broke(what))

    def trace(self, who: str, what: str) -> None:
        """Write it down."""
        self.lines.append((self.scheduler.now, who, what))

    def is_missing(self, delivery: str) -> bool:
        """Whether ChartMogul has fewer tasks of this delivery's content than were asked for."""
        wanted = [
            content
            for row in self._rows.values()
            if row.post != "refused"
            for content in [request_content(Request.model_validate_json(row.request))]
        ]
        own = request_content(Request.model_validate_json(self._rows[delivery].request))
        return sum(task.content == own for task in self.account.tasks) < wanted.count(own)

    # What the database and the services ask of their world.

    def uptime(self) -> float:
        return self.scheduler.now

    def before_reading(self) -> None:
        self.scheduler.pause(self._dice.uniform(0.0, 0.002))

    def before_writing(self, wait: float) -> None:
        process = self.scheduler.strand.owner
        rested = isinstance(process, Process) and self.scheduler.now > process.frozen_until + RESTED
        if isinstance(process, Process) and rested and self._struck(Kind.FREEZE):
            process.freeze(self._dice.uniform(35.0, FREEZE_MOST))
            self.trace(process.name, "stands still")
        locked = self.faults.strikes(Kind.LOCK)
        self.scheduler.pause(self._dice.uniform(0.0, wait) if locked else self._dice.uniform(0.0, 0.005))
        if locked and self._dice.random() < 0.5:
            raise DatabaseUnavailable("the database is busy: other work keeps it locked")

    def after_writing(self) -> None:
        self.scheduler.pause(self._dice.uniform(0.0, 0.005))

    def stored(self, row: Row) -> None:
        self._rows[row.id] = row
        self.trace(self.scheduler.strand.owner.name, f"stores {row.id[:6]}")
        self.hear(Stored(row))

    def changed(self, before: Row, after: Row) -> None:
        strand, now = self.scheduler.strand, EPOCH + self.scheduler.now
        self._rows[after.id] = after
        if after.lease_until != before.lease_until and after.token == before.token:
            self._holds[strand] = Hold(after.id, after.token, after.lease_until, self.scheduler.now)
        self.trace(strand.owner.name, f"notes {after.id[:6]}: {_shown(before, after)}")
        self.hear(Changed(before, after, strand, now))

    def overdue(self) -> str:
        hold, stood_still = self._hold()
        return hold.delivery if hold and not stood_still and self._is_over(hold) else ""

    def delivery_in_hand(self) -> tuple[str, bool]:
        hold, stood_still = self._hold()
        return (hold.delivery, stood_still and self._is_over(hold)) if hold else ("", False)

    def _hold(self) -> tuple[Hold | None, bool]:
        strand = self.scheduler.strand
        hold, owner = self._holds.get(strand), strand.owner
        stood_still = isinstance(owner, Process) and hold is not None and owner.disturbed_at >= hold.noted_at
        return hold, stood_still

    def _is_over(self, hold: Hold) -> bool:
        """Whether the lease has run out, or somebody else has claimed the delivery since."""
        is_taken = self._rows[hold.delivery].token > hold.token
        return is_taken or hold.lease_until < EPOCH + self.scheduler.now

    def _fate(self, strand: Strand) -> None:
        process = strand.owner
        if isinstance(process, Process) and self._struck(Kind.DEATH):
            self.trace(process.name, "dies")
            process.die()
            self.scheduler.after(self._dice.uniform(0.5, 20.0), lambda: self._start(process))

    def _start(self, process: Process) -> None:
        if not process.alive:
            self.trace(process.name, "starts again")
            process.start()

    def _struck(self, kind: Kind) -> bool:
        return self.faults.strikes(kind) is not None


def _shown(before: Row, after: Row) -> str:
    parts = [
        f"{name} {getattr(before, name)} → {getattr(after, name)}"
        for name in ("token", "state", "post", "notice", "task_uuid")
        if getattr(before, name) != getattr(after, name)
    ]
    return ", ".join(parts) or "lease"
