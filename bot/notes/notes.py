"""The notes that are wanted: one row for each, worked on by whoever holds its lease.

A row is due only once its task is in ChartMogul: because ChartMogul said so, or a person.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, delete, func, or_, select

from bot.notes.note import Lack, WantedNote
from bot.outbox.delivery import Post, State
from bot.outbox.wanted_note import NoteState
from bot.request import Request
from bot.store.claims import LeaseLost, advanced, advancing, taking
from bot.store.database import Database
from bot.store.schema import deliveries, drafts, notes

_IS_THERE = or_(
    deliveries.c.post == Post.CREATED,
    and_(deliveries.c.post == Post.UNSURE, deliveries.c.state == State.DONE),
)
"""The task is in ChartMogul."""


class Notes:
    """The notes in the database. Every method is one short transaction.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, *, lease: float, longest: float) -> WantedNote | None:
        """Take the row that has been due the longest, for `lease` seconds; None if nothing is due.

        Args:
            longest: seconds that no row is put off or leased for longer than; see `Deliveries.claim`.
        """
        with self._database.writing(durable=False) as connection:
            row = connection.execute(
                _claiming(self._database.moment()), {"lease": lease, "longest": longest}
            ).one_or_none()
            if row is None:
                return None
            beside = select(deliveries.c.request, deliveries.c.reference).where(deliveries.c.id == row.id)
            asked, reference = connection.execute(beside).one()
            return _wanted(row, Request.model_validate_json(asked), reference)

    def advance(self, note: WantedNote, *, lease: float, **changes: Any) -> WantedNote:
        """Record a step and renew the lease. Changes ending in `_in` are seconds from now.

        Raises:
            LeaseLost: the row belongs to another worker by now.
        """
        with self._database.writing() as connection:
            row = connection.execute(
                advancing(notes, self._database.moment(), tuple(changes)),
                advanced(note.id, note.token, lease, changes),
            ).one_or_none()
            if row is None:
                raise LeaseLost(note.id)
            if row.state != NoteState.WAITING:
                connection.execute(delete(drafts).where(drafts.c.id == row.draft))
        return _wanted(row, note.request, note.reference)

    def counts(self) -> dict[NoteState, int]:
        """How many rows there are in each state; of those that wait, only whose task was not refused."""
        refused = and_(notes.c.state == NoteState.WAITING, deliveries.c.post == Post.REFUSED)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(notes.c.state, func.sum(case((refused, 0), else_=1)))
                .join_from(notes, deliveries, deliveries.c.id == notes.c.id)
                .group_by(notes.c.state)
            ).all()
        return {**dict.fromkeys(NoteState, 0), **{NoteState(state): int(count) for state, count in rows}}

    def now(self) -> float:
        """The database's clock, epoch seconds."""
        return self._database.clock()


@lru_cache
def _claiming(now: ColumnElement[float]) -> Any:
    due = (
        select(notes.c.id)
        .join_from(notes, deliveries, deliveries.c.id == notes.c.id)
        .where(notes.c.state == NoteState.WAITING, _IS_THERE)
        .order_by(notes.c.next_try_at)
    )
    begun = case((notes.c.begun_at == 0.0, now), else_=notes.c.begun_at)
    return taking(notes, due, now, begun_at=begun, updated_at=now)


def _wanted(row: Row[Any], request: Request, reference: str) -> WantedNote:
    return WantedNote(
        id=row.id,
        request=request,
        state=NoteState(row.state),
        attempts=row.attempts,
        begun_at=row.begun_at,
        sent_at=row.sent_at,
        settles_at=row.settles_at,
        sendings=row.sendings,
        unclear=row.unclear,
        lack=Lack(row.lack),
        token=row.token,
        created_at=row.created_at,
        reference=reference,
    )
