"""Rows that are worked on by whoever holds their lease, and may be put off."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, or_, update

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


def taking(table: Table, due: Select[Any], now: ColumnElement[float], **values: Any) -> Any:
    """A statement that takes the first row that is due and nobody holds, for `lease` seconds, and returns it.

    Its parameters are `lease` and `longest`: see `has_come`.

    Args:
        table: with the columns of `bot.store.schema.claimed`.
        due: the rows that have something to be done, by the table's primary key, the first one first.
        values: what else is noted of the row.
    """
    first = (
        due.where(has_come(now, table.c.next_try_at, table.c.lease_until))
        .limit(1)
        .with_for_update(skip_locked=True, of=table)
        # PostgreSQL runs a plain subquery as often as it likes, and would lock another row each time.
        .cte()
    )
    return (
        update(table)
        .where(*(table.c[column.name] == first.c[column.name] for column in table.primary_key))
        .values(lease_until=now + bindparam("lease"), token=table.c.token + 1, **values)
        .returning(table)
    )


@lru_cache
def advancing(table: Table, now: ColumnElement[float], names: tuple[str, ...]) -> Any:
    """A statement that makes these changes to a row while its token is the one that is `held`.

    It leases the row anew and returns it. Its parameters are those of `advanced`. Built once for each
    database, which has one `now` for good: building it takes longer than running it.

    Args:
        table: with the columns of `bot.store.schema.claimed`.
        names: of what changes; `next_try_in` sets `next_try_at`, by seconds from now.
    """
    given: dict[str, ColumnElement[Any]] = {name: bindparam(f"to_{name}") for name in names}
    values = {
        **{name: value for name, value in given.items() if not name.endswith("_in")},
        **{f"{name[:-3]}_at": now + value for name, value in given.items() if name.endswith("_in")},
    }
    return (
        update(table)
        .where(table.c.id == bindparam("row"), table.c.token == bindparam("held"))
        .values(updated_at=now, lease_until=now + bindparam("lease"), **values)
        .returning(table)
    )


def advanced(row: str, held: int, lease: float, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of `advancing`."""
    values = {f"to_{name}": value for name, value in changes.items()}
    return {"row": row, "held": held, "lease": lease, **values}
