"""What a row of the outbox holds at each turn, and which rows those are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, not_, select

from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.store.schema import deliveries

REFUSED = deliveries.c.post == Post.REFUSED
"""ChartMogul said no: there is no task."""

SET_ASIDE = (deliveries.c.post == Post.UNSURE) & (deliveries.c.state != State.DONE)
"""The person is to look in ChartMogul, and has not decided yet."""

UNTOLD = (deliveries.c.state == State.UNTOLD) & not_(REFUSED)
"""One that was refused starts over instead: nothing of it took effect."""

TAKEN_BACK = {"token": deliveries.c.token + 1}
"""Takes a row from the worker that has it in hand: what is changed here is not what it read."""

COLUMNS = [column for column in deliveries.c if column.name not in {"lease_until"}]
"""What a `Delivery` is made of."""


def by_id(delivery_id: str) -> Any:
    """The statement that reads one row."""
    return select(*COLUMNS).where(deliveries.c.id == delivery_id)


def changed(changes: dict[str, Any], now: ColumnElement[float]) -> dict[str, Any]:
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
        "reference": "",
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
