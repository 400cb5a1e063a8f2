"""What a row of the outbox holds at each turn, and which rows those are.

The statements that every step of every delivery executes are built once for each database (which has one
`now` for good): building one takes longer than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, not_, select

from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.store.claims import advanced, taking
from bot.store.schema import deliveries

REFUSED = deliveries.c.post == Post.REFUSED
"""ChartMogul said no: there is no task."""

SET_ASIDE = (deliveries.c.post == Post.UNSURE) & (deliveries.c.state != State.DONE)
"""The person is to look in ChartMogul, and has not decided yet."""

UNTOLD = (deliveries.c.state == State.UNTOLD) & not_(REFUSED)
"""One that was refused starts over instead: nothing of it took effect."""

TAKEN_BACK = {"token": deliveries.c.token + 1}
"""Takes a row from the worker that has it in hand: what is changed here is not what it read."""

COLUMNS = [column for column in deliveries.c if column.name not in {"lease_until", "source"}]
"""What a `Delivery` is made of."""

Statement = Any

BY_ID: Statement = select(*COLUMNS).where(deliveries.c.id == bindparam("delivery"))
"""The row of this `delivery`."""

OF_TASK: Statement = select(*COLUMNS).where(deliveries.c.task_uuid == bindparam("task"))
"""The row that made this `task`, by its uuid."""

FROM_SOURCE: Statement = (
    select(*COLUMNS)
    .where(deliveries.c.source == bindparam("source"), not_(REFUSED))
    .order_by(deliveries.c.created_at.desc(), deliveries.c.id)
    .limit(50)
)
"""The rows of what was made from this `source`."""


def adding(insert: Any, now: ColumnElement[float]) -> Statement:
    """Stores a new row, or has one start over that was refused; returns it. See `Deliveries.add`.

    Its parameters: `delivery`, `asked`, `form_seconds`, `of_source`, `story`.
    """
    new = {
        **fresh(now),
        "request": bindparam("asked"),
        "form_until": now + bindparam("form_seconds"),
        "reference": bindparam("story"),
    }
    first = {"id": bindparam("delivery"), "source": bindparam("of_source"), "created_at": now}
    return (
        insert.values(**first, token=0, channel="", ts="", **new)
        .on_conflict_do_update(index_elements=["id"], set_={**new, **TAKEN_BACK}, where=REFUSED)
        .returning(*COLUMNS)
    )


@lru_cache
def claiming(now: ColumnElement[float]) -> Statement:
    """Takes the row that has been due the longest, for `lease` seconds; see `Deliveries.claim`.

    One that is put off for more than `longest` seconds is due, too.
    """
    due = select(deliveries.c.id).where(deliveries.c.state == State.WAITING)
    return taking(deliveries, due.order_by(deliveries.c.next_try_at), now, updated_at=now)


def changed(delivery: Delivery, lease: float, changes: dict[str, Any]) -> dict[str, Any]:
    """The parameters of `advancing`."""
    values = {
        name: " ".join(sorted(value)) if isinstance(value, frozenset) else value
        for name, value in changes.items()
    }
    return advanced(delivery.id, delivery.token, lease, values)


def fresh(now: ColumnElement[float]) -> dict[str, Any]:
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
        "problem": "",
        "uncertain": "",
        "telling_at": 0.0,
        "updated_at": now,
    }


def told_anew(now: ColumnElement[float]) -> dict[str, Any]:
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


def looked(now: ColumnElement[float]) -> dict[str, Any]:
    """A row whose task is to be looked for and, as a person has not found it either, sent."""
    first = deliveries.c.sent_at
    return {**fresh(now), "sent_at": first, "post": Post.SENT, "looked": True, **TAKEN_BACK}


def as_delivery(row: Row[Any]) -> Delivery:
    """The row, read."""
    values = {name: row._mapping[name] for name in Delivery.__dataclass_fields__}
    return Delivery(
        **{
            **values,
            "state": State(values["state"]),
            "post": Post(values["post"]),
            "notice": Notice(values["notice"]),
            "uncertain": frozenset(values["uncertain"].split()),
        }
    )
