"""Rows of all kinds on a database whose clock the test moves, and the night in which the old ones go."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, func, select, update

from bot.changes.change import Change, ChangeRow, Fields, Kind, Outcome
from bot.changes.change import State as ChangeState
from bot.changes.changes import Changes
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.outbox.pace import Pace
from bot.request import Announce, Keep, Letter, Request, Scope
from bot.retention.ages import DAY, Ages
from bot.retention.nights import Nights
from bot.retention.sweep import Sweeping
from bot.runtime import Runtime
from bot.slack.conversation import Origin
from bot.slack.person import Person
from bot.store.schema import cards
from bot.task import NewTask
from bot.tasks.known_task import KnownTask, asked_for
from bot.tasks.places import CardPlaces
from bot.tasks.tasks import Tasks
from tests.store.clock import StoppedClock

BEN = "ben@ourcompany.test"
URL = "https://hooks.slack.test/secret"


class Restless(Runtime):
    """Nobody else waits for their turn."""

    def sleep(self, seconds: float) -> None:
        """Not at all."""


def a_request(asked_by: str = "UANNA", assignee: str = "UBEN", email: str = "ben@ourcompany.test") -> Request:
    """What somebody asked for."""
    return Request(
        task=NewTask(
            customer_uuid="cus_00000000-0000-4000-8000-000000000000",
            task_details="Send the confidential quote",
            assignee=email,
            due_date=date(2030, 1, 1),
        ),
        customer_name="Acme",
        assignee=assignee,
        asked_by=asked_by,
        origin=Origin(channel_id="C1", message_ts="1.0", response_url=URL),
        announce=Announce.CHANNEL,
        keep=Keep(scope=Scope.TEXT, draft="", author_email="anna@ourcompany.test"),
    )


def person(user: str, email: str, name: str = "") -> Person:
    """What Slack says of somebody."""
    return Person(id=user, name=name, real_name=name, email=email, tz="Europe/Berlin", team_id="T1")


class Office:
    """The database, and what is done with it."""

    def __init__(self, clock: StoppedClock) -> None:
        self.clock = clock
        self.deliveries, self.tasks, self.places = Deliveries(clock), Tasks(clock), CardPlaces(clock)
        self.changes = Changes(clock, self.tasks)

    def deliver(
        self, name: str, request: Request | Letter | None = None, *, note: str | None = None, **ended: Any
    ) -> Delivery:
        """A delivery that has come so far; done, unless said otherwise."""
        asked = request or a_request()
        if isinstance(asked, Letter):
            self.deliveries.add_letter(name, asked.model_dump_json())
        else:
            source = asked.origin.source
            self.deliveries.add(name, asked.model_dump_json(), form_seconds=0.0, note=note, source=source)
        delivery = self.deliveries.claim(lease=30.0)
        assert delivery is not None
        assert delivery.id == name
        posted = {"post": Post.CREATED, "notice": Notice.POSTED, "state": State.DONE, "reason": "Because"}
        return self.deliveries.release(delivery, **{**posted, **ended})

    def know(self, uuid: str, **more: Any) -> KnownTask:
        """A task that was asked for here, with its card in a channel."""
        task = replace(asked_for(a_request(), uuid, seen_at=self.clock.seconds), **more)
        with self.clock.writing() as connection:
            self.tasks.put(connection, task)
            self.places.put(connection, "C1", f"{uuid}.1", uuid, shown=1)
        return task

    def complete(self, uuid: str, *, is_drawn: bool = True) -> None:
        """It was deleted in ChartMogul a moment ago, which its card says."""
        with self.clock.writing() as connection:
            self.tasks.gone(connection, uuid)
            if is_drawn:
                connection.execute(update(cards).where(cards.c.task_uuid == uuid).values(shown=99))

    def change(self, key: str, task_uuid: str = "tsk_1", *, ends: bool = True) -> ChangeRow:
        """Something that somebody changed of a task."""
        change = Change(
            kind=Kind.EDIT,
            task_uuid=task_uuid,
            by="UANNA",
            at=datetime.now(UTC),
            wanted=Fields(details="Send the confidential offer", assignee="ben@ourcompany.test"),
            assignee_user="UBEN",
            response_url=URL,
        )
        row = self.changes.add(key, change)
        if ends:
            with self.clock.writing() as connection:
                outcome = Outcome(is_done=False, reason="Because")
                self.changes.end(connection, row, ChangeState.ENDED, outcome, settles_at=0.0)
        return row

    def days_pass(self, days: float) -> None:
        """So long, and a night at its end."""
        self.clock.seconds += days * DAY
        self.night()

    def night(self) -> dict[str, int]:
        """Forget what is old."""
        sweeping = Sweeping(self.clock, Restless(), lambda: True)
        nights = Nights(self.clock, Ages(), Pace(), Restless())
        return {sweep.name: sweeping.run(sweep) for sweep in nights.sweeps()}

    def count(self, table: Table) -> int:
        """How many rows there are."""
        with self.clock.reading() as connection:
            return connection.scalar(select(func.count()).select_from(table)) or 0

    def holds(self, *tables: Table) -> str:
        """All that stands in these, as text."""
        with self.clock.reading() as connection:
            return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(select(table)))
