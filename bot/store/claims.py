"""Rows that are worked on by whoever holds their lease, and may be put off."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, or_

from bot.store.database import OVERLAP


class LeaseLost(Exception):
    """Another worker has taken the row over: stop, and leave it to them."""


def has_come(now: ColumnElement[float], *moments: ColumnElement[float]) -> ColumnElement[bool]:
    """Whether a row is put off by none of these moments, in a statement with a parameter `longest`.

    One that lies further ahead than so many seconds was written before the clock was put back, and counts as
    come.
    """
    end = now + bindparam("longest") + OVERLAP
    return and_(*(or_(at <= now, at > end) for at in moments))
