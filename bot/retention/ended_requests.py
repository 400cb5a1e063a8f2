"""Deliveries, notes and changes that have ended: first they lose what people wrote, then they go."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from bot.changes.change import State as ChangeState
from bot.outbox.delivery import FORGOTTEN, Post, State
from bot.outbox.wanted_note import NoteState
from bot.retention.ages import Ages
from bot.retention.sweep import Sweep, deleting
from bot.store.database import Database
from bot.store.schema import changes, deliveries, notes, tasks

_ENDED = deliveries.c.state.concat("").in_([State.DONE, State.FAILED])
"""Nearly all rows are: put like this, SQLite does not look for them by their states, and sort a million."""

NOTE_WAITS = exists().where(
    notes.c.id == deliveries.c.id, notes.c.state == NoteState.WAITING, deliveries.c.post != Post.REFUSED
)
"""It is composed of what the delivery holds."""

_TASK_IS_OPEN = exists().where(
    tasks.c.uuid == deliveries.c.task_uuid, tasks.c.completed_at == 0.0, tasks.c.is_gone.is_(False)
)
"""As long as it is, it stays accounted for: a request for the same would take it for its own."""

EMPTIED = {"request": FORGOTTEN, "reason": ""}
"""A delivery without what people wrote. What stays is how a form is known that was seen, and a task."""

NOTHING = '{"kind":"complete","task_uuid":"","by":"","at":"1970-01-01T00:00:00Z"}'
"""What nobody has asked for, as a change."""

BLANK = {
    "key": literal("forgotten-") + cast(changes.c.id, Text),
    "task_uuid": "",
    "what": NOTHING,
    "outcome": "{}",
}
"""The newest change without what people wrote. It stays, for SQLite gives a number that is free anew, and
messages that were sent once are known by it."""

NEWEST = select(func.max(changes.c.id)).scalar_subquery()


def sweeps(database: Database, ages: Ages) -> Iterator[Sweep]:
    """All that is to be done, in this order."""
    now = database.moment()
    by_age = (deliveries.c.created_at, deliveries.c.id)
    yield Sweep(
        "deliveries_emptied",
        deliveries,
        and_(_ended_before(now - ages.words), deliveries.c.request != FORGOTTEN, ~NOTE_WAITS),
        _empty,
        by_age,
    )
    yield Sweep(
        "deliveries",
        deliveries,
        and_(_ended_before(now - ages.requests), ~NOTE_WAITS, ~_TASK_IS_OPEN),
        _delete,
        by_age,
    )
    yield Sweep(
        "notes_emptied",
        notes,
        and_(notes.c.state != NoteState.WAITING, notes.c.updated_at < now - ages.words, notes.c.reason != ""),
        lambda connection, these: connection.execute(update(notes).where(these).values(reason="")).rowcount,
    )
    of_nothing = ~exists().where(deliveries.c.id == notes.c.id)
    yield Sweep("notes", notes, and_(notes.c.created_at < now - ages.words, of_nothing), deleting(notes))
    yield Sweep("changes", changes, and_(_is_over(now, ages), changes.c.id < NEWEST), deleting(changes))
    yield Sweep(
        "changes_emptied",
        changes,
        and_(_is_over(now, ages), changes.c.id == NEWEST, changes.c.what != NOTHING),
        _blank,
    )


def _ended_before(moment: ColumnElement[float]) -> ColumnElement[bool]:
    # The first column is indexed, and no row ends before it begins.
    return and_(deliveries.c.created_at < moment, deliveries.c.updated_at < moment, _ENDED)


def _is_over(now: ColumnElement[float], ages: Ages) -> ColumnElement[bool]:
    """Whether nothing asks for a change any more; the next one of its task is kept back while it may."""
    return and_(
        changes.c.state == ChangeState.ENDED,
        changes.c.updated_at < now - ages.words,
        or_(changes.c.settles_at < now - ages.words, changes.c.settles_at == 0.0),
    )


def _empty(connection: Connection, these: ColumnElement[bool]) -> int:
    return connection.execute(update(deliveries).where(these).values(EMPTIED)).rowcount


def _delete(connection: Connection, these: ColumnElement[bool]) -> int:
    gone = connection.scalars(delete(deliveries).where(these).returning(deliveries.c.id)).all()
    connection.execute(delete(notes).where(notes.c.id.in_(gone)))
    return len(gone)


def _blank(connection: Connection, these: ColumnElement[bool]) -> int:
    return connection.execute(update(changes).where(these).values(BLANK)).rowcount
