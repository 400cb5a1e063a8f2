"""Forgets one person: what is stored of them goes, and stays away until they use the bot again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, func, not_, or_, select

from bot.changes.change import State as ChangeState
from bot.outbox.delivery import FORGOTTEN, Post, State
from bot.outbox.wanted_note import NoteState
from bot.retention.sweep import BATCH, READ, Key, comes_after, is_one_of
from bot.retention.traces import IS_LETTER, Trace, is_own, traces
from bot.retention.who import Who
from bot.store.database import Database
from bot.store.schema import changes, contacts, customers, deliveries, notes
from bot.workspace.people import People


@dataclass(frozen=True)
class Found:
    """Rows of one table, and what becomes of them."""

    table: str
    rows: int
    what: str


@dataclass(frozen=True)
class Remains:
    """What stays, for it is not the bot's, or somebody else's."""

    owned: int
    """Customers whose owner they are in ChartMogul."""
    contacts: int
    """ChartMogul's contacts with their e-mail."""
    of_others: int
    """Requests of others, with their name, of which nobody is sure or was told."""


class Forgetting:
    """Does it.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method. What went by then is
            gone, and to begin again is to go on.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, who: Who) -> list[str]:
        """What is on its way and names them, by its id: it would be lost, or come back."""
        found = [f"delivery {key[0][:8]}" for key in self._keys(_waiting_deliveries(who))]
        found += [f"the note beside delivery {key[0][:8]}" for key in self._keys(_waiting_notes(who))]
        return found + [f"change {key[0]}" for key in self._keys(_waiting_changes(who))]

    def in_doubt(self, who: Who) -> list[str]:
        """Their requests of which nobody can say whether ChartMogul has the task; they end with the rest."""
        return [str(key[0]) for key in self._keys(_in_doubt(who))]

    def preview(self, who: Who) -> list[Found]:
        """What would go."""
        return _summed(Found(trace.table.name, len(self._keys(trace)), trace.what) for trace in traces(who))

    def forget(self, who: Who) -> list[Found]:
        """Have it go, and say what it was."""
        # First of all: what others do meanwhile brings nothing back.
        for user in who.ids:
            People(self._database).forget(user)
        return _summed(Found(trace.table.name, self._end(trace), trace.what) for trace in traces(who))

    def remains(self, who: Who) -> Remains:
        """What stays."""
        of_others = and_(
            deliveries.c.request != FORGOTTEN,
            deliveries.c.state.in_([State.UNSURE, State.UNTOLD]),
            who.in_column(deliveries.c.request),
        )
        left = Trace(
            "",
            deliveries,
            of_others,
            _nothing,
            (deliveries.c.request,),
            lambda row: who.is_in(row.request) and not is_own(row, who),
        )
        with self._database.reading() as connection:
            owned = connection.scalar(
                select(func.count()).where(func.lower(customers.c.owner).in_(who.emails))
            )
            shared = connection.scalar(select(func.count()).where(contacts.c.email.in_(who.emails)))
        return Remains(owned or 0, shared or 0, len(self._keys(left)))

    def _end(self, trace: Trace) -> int:
        keys, ended = self._keys(trace), 0
        for start in range(0, len(keys), BATCH):
            these = is_one_of(list(trace.table.primary_key), keys[start : start + BATCH])
            with self._database.writing() as connection:
                ended += trace.end(connection, and_(these, trace.rows))
        return ended

    def _keys(self, trace: Trace) -> list[Key]:
        primary = list(trace.table.primary_key)
        wanted = select(*dict.fromkeys([*primary, *trace.texts])).where(trace.rows).order_by(*primary)
        found: list[Key] = []
        after: Key | None = None
        while True:
            page = wanted if after is None else wanted.where(comes_after(primary, after))
            with self._database.reading() as connection:
                rows = connection.execute(page.limit(READ)).all()
            found += [tuple(row[: len(primary)]) for row in rows if trace.is_it(row)]
            if len(rows) < READ:
                return found
            after = tuple(rows[-1][: len(primary)])


def _waiting_deliveries(who: Who) -> Trace:
    rows = and_(deliveries.c.state == State.WAITING, not_(IS_LETTER), who.in_column(deliveries.c.request))
    return Trace("", deliveries, rows, _nothing, (deliveries.c.request,), lambda row: who.is_in(row.request))


def _waiting_notes(who: Who) -> Trace:
    is_there = or_(
        deliveries.c.post == Post.CREATED,
        and_(deliveries.c.post == Post.UNSURE, deliveries.c.state == State.DONE),
    )
    waits = select(notes.c.id).where(notes.c.state == NoteState.WAITING)
    rows = and_(is_there, deliveries.c.id.in_(waits), who.in_column(deliveries.c.request))
    return Trace("", deliveries, rows, _nothing, (deliveries.c.request,), lambda row: who.is_in(row.request))


def _waiting_changes(who: Who) -> Trace:
    rows = and_(changes.c.state != ChangeState.ENDED, who.in_column(changes.c.what))
    return Trace("", changes, rows, _nothing, (changes.c.what,), lambda row: who.is_in(row.what))


def _in_doubt(who: Who) -> Trace:
    rows = and_(deliveries.c.state == State.UNSURE, not_(IS_LETTER), who.in_column(deliveries.c.request))
    return Trace("", deliveries, rows, _nothing, (deliveries.c.request,), lambda row: is_own(row, who))


def _nothing(*_: object) -> int:
    return 0


def _summed(found: Iterator[Found]) -> list[Found]:
    rows: dict[tuple[str, str], int] = {}
    for one in found:
        rows[one.table, one.what] = rows.get((one.table, one.what), 0) + one.rows
    return [Found(table, count, what) for (table, what), count in rows.items() if count]
