"""The outbox: one row for each task that somebody asked for, until it is in ChartMogul and announced.

A row is worked on by whoever holds its lease. Every claim raises the row's fencing token, and every change
names the token, so that a worker that lost its lease (a long pause, say) can no longer write. Whatever else
ends or restarts a row raises the token too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, func, not_, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.store.database import Database
from bot.store.schema import deliveries

LONGEST = 300.0
"""Seconds that no row is put off or leased for longer than, unless somebody says otherwise."""


class Post(StrEnum):
    """How far the task has come in ChartMogul."""

    NEW = "new"
    SENT = "sent"
    """A request was or is about to be made, and its outcome is not known."""
    CREATED = "created"
    REFUSED = "refused"
    UNSURE = "unsure"
    """Nobody can say whether the task is there: nothing more is sent until a person has looked."""


class Notice(StrEnum):
    """How far telling the person has come: the card, or the message that the task was refused."""

    NEW = "new"
    SENT = "sent"
    """A message was or is about to be posted, and its outcome is not known."""
    POSTED = "posted"


class State(StrEnum):
    """Whether anything is left to do."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"
    """The person was asked to look in ChartMogul, and has not said yet what is there."""
    UNTOLD = "untold"
    """For more than a day no place in Slack took the message: it is for an operator to retry."""


@dataclass(frozen=True)
class Delivery:
    """One row of the outbox. Times are epoch seconds by the database's clock."""

    id: str
    request: str
    state: State
    post: Post
    notice: Notice
    route: int
    attempts: int
    next_try_at: float
    form_until: float
    settles_at: float
    sent_at: float
    """When the task was first sent."""
    sendings: int
    """How often it was sent without a yes or no."""
    unclear: int
    """How often of these not even an error came back."""
    looked: bool
    """Whether a person has looked in ChartMogul, and says that the task is not there."""
    token: int
    task_uuid: str | None
    reason: str
    """Why ChartMogul did not take the task yet, or refused it, in words for the person."""
    field: str
    """The form's field at fault, where ChartMogul named one."""
    reference: str
    problem: str
    """Why the places did not take the message, in turn: Slack's words."""
    uncertain: frozenset[str]
    """The places where the message may stand, though it is not known to."""
    telling_at: float
    """When telling the person began; 0 before."""
    channel: str
    ts: str
    created_at: float
    updated_at: float


class LeaseLost(Exception):
    """Another worker has taken the row over: stop, and leave it to them."""


class TaskTaken(Exception):
    """Another delivery has already accounted for this ChartMogul task."""


class Deliveries:
    """The outbox in the database. Every method is one short transaction.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, delivery_id: str, request: str, *, form_seconds: float) -> Delivery:
        """Store a request, or join the one that is already there under this id.

        One that was refused starts over: nothing of it took effect.

        Args:
            delivery_id: the same for the same form with the same content.
            request: what is to be done, as JSON.
            form_seconds: how long the form stays open to show a refusal.
        """
        with self._database.writing() as connection:
            now = self._database.moment()
            fresh = {**_fresh(now), "request": request, "form_until": now + form_seconds}
            stored = connection.execute(
                self._database.insert(deliveries)
                .values(id=delivery_id, token=0, channel="", ts="", created_at=now, **fresh)
                .on_conflict_do_update(index_elements=["id"], set_={**fresh, **_TAKEN_BACK}, where=_REFUSED)
                .returning(*_COLUMNS)
            ).one_or_none()
            return _delivery(stored or connection.execute(_by_id(delivery_id)).one())

    def get(self, delivery_id: str) -> Delivery | None:
        """The row, if there is one."""
        with self._database.reading() as connection:
            row = connection.execute(_by_id(delivery_id)).one_or_none()
        return _delivery(row) if row else None

    def claim(self, *, lease: float, longest: float = LONGEST) -> Delivery | None:
        """Take the row that has been due the longest, for `lease` seconds; None if nothing is due.

        Args:
            longest: seconds that no row is put off or leased for longer than. One that seems to be was
                written before the clock was put back, and is due.
        """
        with self._database.writing(durable=False) as connection:
            now = self._database.moment()
            due = (
                select(deliveries.c.id)
                .where(
                    deliveries.c.state == State.WAITING,
                    or_(deliveries.c.next_try_at <= now, deliveries.c.next_try_at > now + longest),
                    or_(deliveries.c.lease_until <= now, deliveries.c.lease_until > now + longest),
                )
                .order_by(deliveries.c.next_try_at)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            row = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == due.scalar_subquery())
                .values(lease_until=now + lease, token=deliveries.c.token + 1, updated_at=now)
                .returning(*_COLUMNS)
            ).one_or_none()
        return _delivery(row) if row else None

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        """Record a step and renew the lease. Changes ending in `_in` are seconds from now.

        Raises:
            LeaseLost: the row belongs to another worker by now.
            TaskTaken: `task_uuid` already belongs to another delivery.
        """
        try:
            with self._database.writing() as connection:
                now = self._database.moment()
                row = connection.execute(
                    update(deliveries)
                    .where(deliveries.c.id == delivery.id, deliveries.c.token == delivery.token)
                    .values(updated_at=now, lease_until=now + lease, **_at(changes, now))
                    .returning(*_COLUMNS)
                ).one_or_none()
        except IntegrityError as error:
            raise TaskTaken(changes.get("task_uuid")) from error
        if row is None:
            raise LeaseLost(delivery.id)
        return _delivery(row)

    def release(self, delivery: Delivery, **changes: Any) -> Delivery:
        """Record a step and give the row back."""
        return self.advance(delivery, lease=0.0, **changes)

    def leave_form(self, delivery_id: str) -> Delivery:
        """The form has closed without an outcome: a refusal from now on is told by a message.

        Returns the row as it is: where it was refused in the same moment, the form can still show that.
        """
        return self._mark(delivery_id, not_(_REFUSED), {"form_until": 0.0})

    def refusal_shown(self, delivery_id: str) -> Delivery:
        """The form has shown the refusal: nothing is left to do."""
        changes = {"state": State.FAILED, "notice": Notice.POSTED, **_TAKEN_BACK}
        return self._mark(delivery_id, _REFUSED, changes)

    def send_again(self, delivery_id: str) -> bool:
        """The person has looked, and the task is not there: look once more, then send it.

        Returns whether the delivery was waiting for that; the second of two clicks comes too late.
        """
        with self._database.writing() as connection:
            changed = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, _SET_ASIDE)
                .values(**_looked(self._database.moment()))
            )
            return bool(changed.rowcount)

    def is_there(self, delivery_id: str) -> bool:
        """The person has looked, and the task is there: nothing is left to do. Returns as `send_again`."""
        with self._database.writing() as connection:
            now = self._database.moment()
            ended = {"state": State.DONE, "notice": Notice.POSTED, "updated_at": now, **_TAKEN_BACK}
            changed = connection.execute(
                update(deliveries).where(deliveries.c.id == delivery_id, _SET_ASIDE).values(**ended)
            )
            return bool(changed.rowcount)

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
        with self._database.writing() as connection:
            now = self._database.moment()
            marked = connection.execute(
                update(deliveries)
                .where(deliveries.c.id == delivery_id, condition)
                .values(updated_at=now, **changes)
                .returning(*_COLUMNS)
            ).one_or_none()
            return _delivery(marked or connection.execute(_by_id(delivery_id)).one())

    def retry(self, delivery_id: str) -> bool:
        """Try again now: one that is under way goes on, a refused one starts over. Whether there was one.

        One that was set aside is looked for once more, and sent. Of one whose person could not be told,
        telling begins anew.
        """
        with self._database.writing() as connection:
            now = self._database.moment()
            unfinished = update(deliveries).where(
                deliveries.c.id == delivery_id, deliveries.c.state != State.DONE
            )
            for change in (
                unfinished.where(_UNTOLD).values(**_told_anew(now), **_TAKEN_BACK),
                unfinished.where(_SET_ASIDE).values(**_looked(now)),
                unfinished.where(_REFUSED).values(**_fresh(now), form_until=0.0, **_TAKEN_BACK),
                unfinished.values(attempts=0, next_try_at=now, updated_at=now),
            ):
                if connection.execute(change.returning(deliveries.c.id)).one_or_none():
                    return True
        return False

    def listed(self, states: Iterable[State], *, limit: int) -> list[Delivery]:
        """The latest rows in these states, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(*_COLUMNS)
                .where(deliveries.c.state.in_(list(states)))
                .order_by(deliveries.c.created_at.desc(), deliveries.c.id)
                .limit(limit)
            ).all()
        return [_delivery(row) for row in rows]

    def matching(self, prefix: str) -> list[Delivery]:
        """The rows whose id begins with this, at most two: enough to tell none, one and several apart."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(*_COLUMNS).where(deliveries.c.id.startswith(prefix, autoescape=True)).limit(2)
            ).all()
        return [_delivery(row) for row in rows]

    def counts(self) -> dict[State, int]:
        """How many rows there are in each state."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
            ).all()
        return {**dict.fromkeys(State, 0), **{State(state): int(count) for state, count in rows}}

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


_REFUSED = deliveries.c.post == Post.REFUSED

_SET_ASIDE = (deliveries.c.post == Post.UNSURE) & (deliveries.c.state != State.DONE)

_UNTOLD = (deliveries.c.state == State.UNTOLD) & not_(_REFUSED)
"""One that was refused starts over instead: nothing of it took effect."""

_TAKEN_BACK = {"token": deliveries.c.token + 1}
"""Takes a row from the worker that has it in hand: what is changed here is not what it read."""

_COLUMNS = [column for column in deliveries.c if column.name not in {"lease_until"}]


def _by_id(delivery_id: str) -> Any:
    return select(*_COLUMNS).where(deliveries.c.id == delivery_id)


def _at(changes: dict[str, Any], now: ColumnElement[float]) -> dict[str, Any]:
    return {
        f"{name.removesuffix('_in')}_at" if name.endswith("_in") else name: (
            now + value
            if name.endswith("_in")
            else " ".join(sorted(value))
            if isinstance(value, frozenset)
            else value
        )
        for name, value in changes.items()
    }


def _fresh(now: ColumnElement[float]) -> dict[str, Any]:
    """A row of which nothing has been done yet."""
    return {
        "state": State.WAITING,
        "post": Post.NEW,
        "notice": Notice.NEW,
        "route": 0,
        "attempts": 0,
        "next_try_at": now,
        "settles_at": 0.0,
        "sent_at": 0.0,
        "sendings": 0,
        "unclear": 0,
        "looked": False,
        "lease_until": 0.0,
        "reason": "",
        "field": "",
        "reference": "",
        "problem": "",
        "uncertain": "",
        "telling_at": 0.0,
        "updated_at": now,
    }


def _told_anew(now: ColumnElement[float]) -> dict[str, Any]:
    """A row whose person is to be told from the start. Where the message may stand already is kept."""
    return {
        "state": State.WAITING,
        "notice": Notice.NEW,
        "route": 0,
        "attempts": 0,
        "next_try_at": now,
        "lease_until": 0.0,
        "telling_at": now,
        "updated_at": now,
    }


def _looked(now: ColumnElement[float]) -> dict[str, Any]:
    """A row whose task is to be looked for and, as a person has not found it either, sent."""
    # Telling the person has taken the time of sending.
    first = deliveries.c.created_at
    return {**_fresh(now), "sent_at": first, "post": Post.SENT, "looked": True, **_TAKEN_BACK}


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(row._mapping)
    return Delivery(
        **{
            **values,
            "state": State(values["state"]),
            "post": Post(values["post"]),
            "notice": Notice(values["notice"]),
            "uncertain": frozenset(values["uncertain"].split()),
        }
    )
