"""Mistakes that the bot could have, each a small part in the place of the right one; all must be found.

A part of a built application is replaced by giving it another class: the bot itself has no hooks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.app import Application
from bot.chartmogul import ChartMogulError
from bot.outbox.courier import Courier
from bot.outbox.deliveries import LONGEST, Deliveries
from bot.outbox.delivery import Delivery, Notice, Post
from bot.outbox.pace import Pace
from bot.request import Request
from bot.store.schema import deliveries
from bot.workspace.lookups import Fact, Lookups
from tests.simulation.board_mutants import BOARD_MISTAKES
from tests.simulation.morning_mutants import MORNING_MISTAKES
from tests.simulation.night_mutants import NIGHT_MISTAKES
from tests.simulation.note_mutants import NOTE_MISTAKES
from tests.simulation.options import Kind, Options, drawn
from tests.simulation.processes import PACE
from tests.simulation.task_mutants import BUSY, TASK_MISTAKES, unsettled
from tests.simulation.world import Mistake


@dataclass(frozen=True)
class Mutant:
    """A mistake, and how soon somebody notices."""

    mistake: Mistake
    trips: str
    """The checker that finds it."""
    within: int
    """Seeds in which it does, from the first."""
    where: Mapping[str, Any] = field(default_factory=dict)
    """What is not as the seed draws it, so that the mistake comes into play sooner."""

    def options(self, seed: int) -> Options:
        """The world of this seed in which to look for it."""
        return replace(drawn(seed), **self.where)


class Unfenced(Deliveries):
    """Whoever writes, writes: the token is looked up, not known."""

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        now = self.get(delivery.id) or delivery
        return super().advance(replace(delivery, token=now.token), lease=lease, **changes)


class UnawareOfOthers(Deliveries):
    """Any task in the list may be the one."""

    def claimed_tasks(self, task_uuids: Any) -> set[str]:
        return set()


class WithoutRenewal(Deliveries):
    """A note of what was done does not renew the lease."""

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        return super().advance(delivery, lease=0.0, **changes)


class BlindPost(Deliveries):
    """That a request was sent is not noted, and so it is sent again."""

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        if changes.get("post") is Post.SENT:
            changes["post"] = Post.NEW
        return super().advance(delivery, lease=lease, **changes)


class BlindCard(Deliveries):
    """The same of the message."""

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        if changes.get("notice") is Notice.SENT:
            changes["notice"] = Notice.NEW
        return super().advance(delivery, lease=lease, **changes)


class ToldBeforehand(Deliveries):
    """That a message stands is noted before it is posted."""

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        if changes.get("notice") is Notice.SENT:
            changes["notice"] = Notice.POSTED
        return super().advance(delivery, lease=lease, **changes)


class WornTokens(Deliveries):
    """Each claim gets the token of the one before."""

    def claim(self, *, lease: float, longest: float = LONGEST) -> Delivery | None:
        claimed = super().claim(lease=lease, longest=longest)
        if claimed is None:
            return None
        worn = claimed.token - 1
        with self._database.writing() as connection:
            connection.execute(deliveries.update().where(deliveries.c.id == claimed.id).values(token=worn))
        return replace(claimed, token=worn)


class Breaking(Deliveries):
    """A mistake in the code."""

    def get(self, delivery_id: str) -> Delivery | None:
        raise TypeError("nobody has thought of that")


class Unnudged(Courier):
    """The dispatcher is not told of what was submitted."""

    def submit(self, request: Request, view_id: str) -> Delivery:
        seconds = self._pace.form + 1.0
        return self._deliveries.add(
            request.delivery_id(view_id), request.model_dump_json(), form_seconds=seconds
        )


class Patient(Lookups):
    """Waits for as long as it takes, whoever waits for the answer."""

    def run(self, work: Callable[[], Fact], *, seconds: float) -> Fact:
        return super().run(work, seconds=60.0)


class Pushy(Pace):
    """Does not listen to how long ChartMogul wants to be left alone."""

    def after(self, error: ChartMogulError, attempts: int) -> float:
        return min(1.0, self.wait(attempts))


def _delivers(kind: type[Deliveries]) -> Mistake:
    def put(application: Application) -> None:
        application.rooms.deliveries.__class__ = kind

    return Mistake(application=put)


def _unnudged(application: Application) -> None:
    application.rooms.courier.__class__ = Unnudged


def _patient(application: Application) -> None:
    application.rooms.lookups.__class__ = Patient


UNCOUNTED = """
    CREATE TRIGGER uncounted BEFORE UPDATE ON request_slots
    BEGIN SELECT RAISE(IGNORE); END;
"""
"""Slots for requests are given out and never noted."""

CROWDED = {
    "people": 3,
    "forms": 2,
    "wishes": 1,
    "clicks": 0,
    "homes": 0,
    "lists": 0,
    "faults": {Kind.DROPPED: 0.7},
}
"""Many ask for the same, and do not know whether they have it."""

FROZEN = {
    "processes": 2,
    "people": 3,
    "forms": 2,
    "clicks": 0,
    "hands": 0,
    "homes": 0,
    "reminders": 0,
    "faults": {Kind.FREEZE: 0.03},
}
"""Processes stand still for longer than their leases last, and little else happens."""

A_FEW = {**BUSY, "clicks": 6, "faults": {Kind.SLACK_TIMED_OUT: 0.3}}
"""People click now and then, so that nothing comes after what changes a card late."""

MISTAKES = {**TASK_MISTAKES, **MORNING_MISTAKES, **BOARD_MISTAKES, **NOTE_MISTAKES, **NIGHT_MISTAKES}

MUTANTS = {
    "no settling": Mutant(
        Mistake(pace=replace(PACE, settles=0.0, timed_out_settles=0.0)), trips="OneTask", within=40
    ),
    "no fencing token": Mutant(_delivers(Unfenced), trips="UnderLease", within=200, where=FROZEN),
    "no claimed-task check": Mutant(
        _delivers(UnawareOfOthers), trips="ComesToRest", within=40, where=CROWDED
    ),
    "no lease renewal": Mutant(_delivers(WithoutRenewal), trips="UnderLease", within=10),
    "blind post": Mutant(_delivers(BlindPost), trips="OneTask", within=20),
    "blind card": Mutant(_delivers(BlindCard), trips="OneCard", within=20),
    "told beforehand": Mutant(_delivers(ToldBeforehand), trips="NobodyUntold", within=20),
    "worn tokens": Mutant(_delivers(WornTokens), trips="TokensRise", within=5),
    "lost nudge": Mutant(Mistake(application=_unnudged), trips="ComesToRest", within=5),
    "late acknowledgement": Mutant(
        Mistake(pace=replace(PACE, form=6.0), application=_patient), trips="InTime", within=10
    ),
    "uncounted requests": Mutant(Mistake(database=UNCOUNTED), trips="WithinLimits", within=100),
    "no patience with a busy ChartMogul": Mutant(
        Mistake(pace=Pushy(poll=PACE.poll)), trips="WithinLimits", within=20
    ),
    "a mistake in the code": Mutant(_delivers(Breaking), trips="NothingBreaks", within=10),
    "cards that do not settle": Mutant(
        # As often as in production: else nobody looks in the seconds in which something is on its way.
        Mistake(pace=replace(PACE, poll=1.0), application=unsettled),
        trips="CardsTellTheTruth",
        within=40,
        where=A_FEW,
    ),
    **{
        name: Mutant(Mistake(application=put), trips=trips, within=within, where=where)
        for name, (put, trips, within, where) in MISTAKES.items()
    },
}
