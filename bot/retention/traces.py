"""Where one person is in the database, table by table, and what becomes of that when they are forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Table,
    and_,
    case,
    delete,
    exists,
    not_,
    or_,
    select,
    update,
)

from bot.changes.change import State as ChangeState
from bot.outbox.delivery import FORGOTTEN, Post, State
from bot.outbox.delivery_rows import TAKEN_BACK
from bot.outbox.wanted_note import NoteState
from bot.request import Letter, read_asked
from bot.retention.ended_requests import BLANK, EMPTIED, NEWEST, NOTE_WAITS
from bot.retention.ended_tasks import delete_boards, delete_tasks
from bot.retention.sweep import End, deleting
from bot.retention.who import Who
from bot.store.schema import (
    aliases,
    board_tasks,
    boards,
    cards,
    changes,
    deliveries,
    digests,
    drafts,
    known_emails,
    links,
    notes,
    people,
    preferences,
    tasks,
    uses,
)

Looks = Callable[[Row[Any]], bool]

IS_LETTER = deliveries.c.request.startswith('{"kind":"letter"')
"""It is a message, and not a request."""

_IS_OVER = or_(tasks.c.completed_at > 0.0, tasks.c.is_gone)


@dataclass(frozen=True)
class Trace:
    """Some rows of one table."""

    what: str
    """What becomes of them, in a word or two for the operator."""
    table: Table
    rows: ColumnElement[bool]
    end: End
    texts: tuple[Column[str], ...] = ()
    """Columns that `is_it` looks at."""
    is_it: Looks = lambda row: True
    """Whether a row is one of them; SQL cannot tell."""


def traces(who: Who) -> Iterator[Trace]:
    """All of them, in the order in which they go."""
    yield from _of_requests(who)
    yield from _of_tasks(who)
    yield from _of_boards(who)
    for table, column in ((aliases, aliases.c.person), (preferences, preferences.c.person)):
        yield Trace("deleted", table, column.in_(who.ids), deleting(table))
    yield Trace("deleted", uses, uses.c.person.in_(who.ids), deleting(uses))
    yield Trace("kept without their name", links, links.c.set_by.in_(who.ids), _without(links.c.set_by))
    yield Trace("switched off", digests, digests.c.set_by.in_(who.ids), deleting(digests))
    yield Trace("deleted", known_emails, known_emails.c.email.in_(who.emails), deleting(known_emails))
    is_theirs = or_(people.c.id.in_(who.ids), people.c.email_key.in_(who.emails))
    yield Trace("deleted", people, is_theirs, deleting(people))


def _of_requests(who: Who) -> Iterator[Trace]:
    named = and_(deliveries.c.request != FORGOTTEN, who.in_column(deliveries.c.request))
    # Whoever has a message in hand loses it; what is to be created is not to be lost.
    may_end = and_(named, or_(deliveries.c.state != State.WAITING, IS_LETTER))
    theirs = "emptied: what they asked for, and messages to them"
    yield Trace(
        theirs, deliveries, may_end, _end_theirs, (deliveries.c.request,), lambda row: is_own(row, who)
    )
    ended = and_(named, deliveries.c.state.in_([State.DONE, State.FAILED]), not_(NOTE_WAITS))
    of_others = "emptied: what others asked for or were told, with their name in it"
    yield Trace(
        of_others,
        deliveries,
        ended,
        _empty,
        (deliveries.c.request,),
        lambda row: who.is_in(row.request) and not is_own(row, who),
    )
    note = and_(
        not_(exists().where(notes.c.draft == drafts.c.id, notes.c.state == NoteState.WAITING)),
        or_(drafts.c.person.in_(who.ids), who.in_column(drafts.c.words)),
    )
    yield Trace("deleted", drafts, note, deleting(drafts), *_naming(who, drafts.c.person, drafts.c.words))
    texts = (changes.c.key, changes.c.what, changes.c.outcome)
    changed = and_(changes.c.state == ChangeState.ENDED, or_(*map(who.in_column, texts)))
    is_it = _naming(who, *texts)
    yield Trace("deleted", changes, and_(changed, changes.c.id < NEWEST), deleting(changes), *is_it)
    yield Trace("emptied", changes, and_(changed, changes.c.id == NEWEST), _update(changes, BLANK), *is_it)


def _of_tasks(who: Who) -> Iterator[Trace]:
    has = or_(tasks.c.assignee_user.in_(who.ids), tasks.c.assignee_key.in_(who.emails))
    goes = or_(has, and_(tasks.c.asked_by.in_(who.ids), _IS_OVER))
    yield Trace(
        "deleted, with their cards' places",
        tasks,
        goes,
        lambda connection, these: _unlisted(connection, delete_tasks(connection, these)),
    )
    for column in (tasks.c.asked_by, tasks.c.completed_by, tasks.c.gone_by):
        more = {"message_url": ""} if column is tasks.c.asked_by else {}
        stays = and_(column.in_(who.ids), not_(goes))
        yield Trace("kept without their name", tasks, stays, _without(column, **more))
    of_one_that_goes = exists().where(tasks.c.uuid == cards.c.task_uuid, goes)
    intro = and_(who.in_column(cards.c.intro), not_(of_one_that_goes))
    yield Trace(
        "kept without their name", cards, intro, _without(cards.c.intro), *_naming(who, cards.c.intro)
    )


def _of_boards(who: Who) -> Iterator[Trace]:
    named = or_(boards.c.person.in_(who.ids), who.in_column(boards.c.what))
    is_it = _naming(who, boards.c.person, boards.c.what)
    yield Trace("deleted: their App Home, and lists with their name", boards, named, delete_boards, *is_it)


def is_own(row: Row[Any], who: Who) -> bool:
    """Whether they asked for a delivery, or it is a message to them that does not matter without them."""
    asked = read_asked(row.request)
    if isinstance(asked, Letter):
        return asked.to in who.ids and not asked.channel
    return asked.asked_by in who.ids


def _naming(who: Who, *texts: Column[str]) -> tuple[tuple[Column[str], ...], Looks]:
    return texts, lambda row: any(who.is_in(row._mapping[column.name]) for column in texts)


def _end_theirs(connection: Connection, these: ColumnElement[bool]) -> int:
    """End also what nobody was told of: there is nobody to be told."""
    stand = select(deliveries.c.channel, deliveries.c.ts).where(these, deliveries.c.channel.startswith("D"))
    for channel, ts in connection.execute(stand).all():
        connection.execute(delete(cards).where(cards.c.channel == channel, cards.c.ts == ts))
    state = case((deliveries.c.post == Post.REFUSED, State.FAILED), else_=State.DONE)
    nowhere = {"source": "", "channel": "", "ts": ""}
    return _emptied(connection, these, {**EMPTIED, **nowhere, **TAKEN_BACK, "state": state})


def _empty(connection: Connection, these: ColumnElement[bool]) -> int:
    return _emptied(connection, these, EMPTIED)


def _emptied(connection: Connection, these: ColumnElement[bool], values: dict[str, Any]) -> int:
    ended = connection.scalars(
        update(deliveries).where(these).values(values).returning(deliveries.c.id)
    ).all()
    connection.execute(update(notes).where(notes.c.id.in_(ended)).values(reason=""))
    # One of a task of which nobody is sure would wait for words that are gone.
    waits = and_(notes.c.id.in_(ended), notes.c.state == NoteState.WAITING)
    connection.execute(update(notes).where(waits).values(state=NoteState.FAILED, token=notes.c.token + 1))
    return len(ended)


def _unlisted(connection: Connection, count: int) -> int:
    """Take out of all boards what is not known any more."""
    is_known = exists().where(tasks.c.uuid == board_tasks.c.task_uuid)
    connection.execute(delete(board_tasks).where(not_(is_known)))
    return count


def _without(column: Column[str], **more: str) -> End:
    return _update(column.table, {column.name: "", **more})


def _update(table: Any, values: dict[str, Any]) -> End:
    return lambda connection, these: connection.execute(update(table).where(these).values(values)).rowcount
