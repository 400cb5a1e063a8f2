"""The outbox: one row for each task that somebody asked for, until it is in ChartMogul and announced.

A row is worked on by whoever holds its lease. Every claim raises the row's fencing token, and every change
names the token, so that a worker that lost its lease (a long pause, say) can no longer write. Whatever else
ends or restarts a row raises the token too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.exc import IntegrityError

from bot.outbox.delivery import FORGOTTEN, Delivery, Notice, Post, State, TaskTaken
from bot.outbox.delivery_rows import (
    BY_ID,
    COLUMNS,
    FROM_SOURCE,
    OF_TASK,
    REFUSED,
    SET_ASIDE,
    TAKEN_BACK,
    UNTOLD,
    Statement,
    adding,
    as_delivery,
    changed,
    claiming,
    fresh,
    looked,
    told_anew,
)
from bot.outbox.wanted_note import want_note
from bot.reference import own_reference
from bot.store.claims import LeaseLost, advancing
from bot.store.database import Database
from bot.store.schema import deliveries

LONGEST = 300.0
"""Seconds that no row is put off or leased for longer than, unless somebody says otherwise."""


class Deliveries:
    """The outbox in the database. Every method is one short transaction.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = adding(database.insert(deliveries), database.moment())

    def add(
        self,
        delivery_id: str,
        request: str,
        *,
        form_seconds: float,
        note: str | None = None,
        source: str = "",
    ) -> Delivery:
        """Store a request, or join the one that is already there under this id.

        One that was refused starts over: nothing of it took effect.

        Args:
            delivery_id: the same for the same form with the same content.
            request: what is to be done, as JSON.
            form_seconds: how long the form stays open to show a refusal.
            note: of the note that is wanted beside it, as `want_note` takes it.
            source: the message that it was made from, as `Origin.source` has it.
        """
        with self._database.writing(urgent=True) as connection:
            stored = connection.execute(
                self._adding,
                {
                    "delivery": delivery_id,
                    "asked": request,
                    "form_seconds": form_seconds,
                    "of_source": source,
                    "story": own_reference(),
                },
            ).one_or_none()
            if stored:
                want_note(self._database, connection, delivery_id, note)
            return as_delivery(stored or connection.execute(BY_ID, {"delivery": delivery_id}).one())

    def add_letter(self, delivery_id: str, letter: str) -> None:
        """Store a message to be posted once, or leave the one that is there under this id as it is.

        Args:
            delivery_id: the same for the same occasion.
            letter: the message, as JSON.
        """
        with self._database.writing() as connection:
            self.put_letter(connection, delivery_id, letter)

    def put_letter(self, connection: Connection, delivery_id: str, letter: str) -> None:
        """`add_letter`, in a transaction at hand."""
        now, reference = self._database.moment(), own_reference()
        new = {**fresh(now), "post": Post.CREATED, "request": letter, "form_until": 0.0}
        connection.execute(
            self._database.insert(deliveries)
            .values(id=delivery_id, token=0, channel="", ts="", reference=reference, created_at=now, **new)
            .on_conflict_do_nothing()
        )

    def get(self, delivery_id: str) -> Delivery | None:
        """The row, if there is one."""
        return next(iter(self._found(BY_ID, delivery=delivery_id)), None)

    def of_task(self, task_uuid: str) -> Delivery | None:
        """The row that this task was made by, if there is one."""
        return next(iter(self._found(OF_TASK, task=task_uuid)), None)

    def made_from(self, source: str) -> list[Delivery]:
        """The rows of tasks from this message, the latest first, but for those that were refused."""
        return self._found(FROM_SOURCE, source=source)

    def claim(self, *, lease: float, longest: float = LONGEST) -> Delivery | None:
        """Take the row that has been due the longest, for `lease` seconds; None if nothing is due.

        Args:
            longest: seconds that no row is put off or leased for longer than. One that seems to be was
                written before the clock was put back, and is due.
        """
        with self._database.writing(durable=False) as connection:
            row = connection.execute(
                claiming(self._database.moment()), {"lease": lease, "longest": longest}
            ).one_or_none()
        return as_delivery(row) if row else None

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        """Record a step and renew the lease. Changes ending in `_in` are seconds from now.

        Raises:
            LeaseLost: the row belongs to another worker by now.
            TaskTaken: `task_uuid` already belongs to another delivery.
        """
        # Given back, nothing follows that the row must know of: lost in a power cut, it is done once more.
        try:
            with self._database.writing(durable=lease > 0.0) as connection:
                row = connection.execute(
                    advancing(deliveries, self._database.moment(), tuple(changes)),
                    changed(delivery, lease, changes),
                ).one_or_none()
        except IntegrityError as error:
            raise TaskTaken(changes.get("task_uuid")) from error
        if row is None:
            raise LeaseLost(delivery.id)
        return as_delivery(row)

    def release(self, delivery: Delivery, **changes: Any) -> Delivery:
        """Record a step and give the row back."""
        return self.advance(delivery, lease=0.0, **changes)

    def refusal_shown(self, delivery_id: str) -> Delivery:
        """The form has shown the refusal: nothing is left to do."""
        changes = {"state": State.FAILED, "notice": Notice.POSTED, **TAKEN_BACK}
        return self._mark(delivery_id, REFUSED, changes)

    def send_again(self, delivery_id: str) -> bool:
        """The person has looked, and the task is not there: look once more, then send it.

        Returns whether the delivery was waiting for that; the second of two clicks comes too late.
        """
        with self._database.writing() as connection:
            decided = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, SET_ASIDE)
                .values(**looked(self._database.moment()))
            )
            return bool(decided.rowcount)

    def is_there(self, delivery_id: str) -> bool:
        """The person has looked, and the task is there: nothing is left to do. Returns as `send_again`."""
        with self._database.writing() as connection:
            now = self._database.moment()
            ended = {"state": State.DONE, "notice": Notice.POSTED, "updated_at": now, **TAKEN_BACK}
            decided = connection.execute(
                update(deliveries).where(deliveries.c.id == delivery_id, SET_ASIDE).values(**ended)
            )
            return bool(decided.rowcount)

    def in_question(self, *, but: str) -> list[str]:
        """The requests of other deliveries of which it is not known whether their tasks are there.

        The latest thousand.
        """
        with self._database.reading() as connection:
            rows = connection.execute(
                select(deliveries.c.request)
                .where(
                    deliveries.c.state.in_([State.WAITING, State.UNSURE, State.UNTOLD]),
                    deliveries.c.post.in_([Post.SENT, Post.UNSURE]),
                    deliveries.c.id != but,
                )
                .order_by(deliveries.c.created_at.desc())
                .limit(1000)
            ).all()
        return [str(row[0]) for row in rows]

    def _mark(self, delivery_id: str, condition: ColumnElement[bool], changes: dict[str, Any]) -> Delivery:
        with self._database.writing(urgent=True) as connection:
            now = self._database.moment()
            marked = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, condition)
                .values(updated_at=now, **changes)
                .returning(*COLUMNS)
            ).one_or_none()
            return as_delivery(marked or connection.execute(BY_ID, {"delivery": delivery_id}).one())

    def retry(self, delivery_id: str) -> bool:
        """Try again now: one that is under way goes on, a refused one starts over. Whether there was one.

        One that was set aside is looked for once more, and sent. Of one whose person could not be told,
        telling begins anew.
        """
        with self._database.writing() as connection:
            now = self._database.moment()
            unfinished = update(deliveries).where(
                deliveries.c.id == delivery_id,
                deliveries.c.state != State.DONE,
                deliveries.c.request != FORGOTTEN,
            )
            for change in (
                unfinished.where(UNTOLD).values(**told_anew(now), **TAKEN_BACK),
                unfinished.where(SET_ASIDE).values(**looked(now)),
                unfinished.where(REFUSED).values(**fresh(now), form_until=0.0, **TAKEN_BACK),
                unfinished.values(attempts=0, next_try_at=now, updated_at=now),
            ):
                if connection.execute(change.returning(deliveries.c.id)).one_or_none():
                    return True
        return False

    def listed(self, states: Iterable[State], *, limit: int) -> list[Delivery]:
        """The latest rows in these states, newest first."""
        latest = select(*COLUMNS).order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
        return self._found(latest.where(deliveries.c.state.in_(list(states))))

    def matching(self, prefix: str) -> list[Delivery]:
        """The rows whose id begins with this, at most two: enough to tell none, one and several apart."""
        return self._found(
            select(*COLUMNS).where(deliveries.c.id.startswith(prefix, autoescape=True)).limit(2)
        )

    def _found(self, statement: Statement, **values: str) -> list[Delivery]:
        with self._database.reading() as connection:
            return [as_delivery(row) for row in connection.execute(statement, values).all()]

    def counts(self) -> dict[State, int]:
        """How many rows there are in each state."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
            ).all()
        return {**dict.fromkeys(State, 0), **{State(state): int(count) for state, count in rows}}

    def oldest(self) -> dict[State, float]:
        """How many seconds ago the oldest was asked for that is in such a state; not of those that ended."""
        open_states = [State.WAITING, State.UNSURE, State.UNTOLD]
        with self._database.reading() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(deliveries.c.state, func.min(deliveries.c.created_at))
                .where(deliveries.c.state.in_(open_states))
                .group_by(deliveries.c.state)
            ).all()
        none = dict.fromkeys(open_states, 0.0)
        return {**none, **{State(state): max(0.0, now - asked_at) for state, asked_at in rows}}

    def claimed_tasks(self, task_uuids: Iterable[str]) -> set[str]:
        """Which of these ChartMogul tasks a delivery has already accounted for."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(deliveries.c.task_uuid).where(deliveries.c.task_uuid.in_(list(task_uuids)))
            ).all()
        return {str(row[0]) for row in rows}

    def now(self) -> float:
        """The database's clock, epoch seconds."""
        return self._database.clock()
