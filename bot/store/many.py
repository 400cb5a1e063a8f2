"""Hundreds of new rows at once, by the way that costs each database the least.

PostgreSQL takes them as an array for each column, in one statement. SQLite takes row after row into one
statement, which its driver repeats; SQLAlchemy would look at each value of each row on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import pysqlite

_SQLITE = pysqlite.dialect()

_Write = Callable[[Any], Any] | None


def add_missing(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    """Store the rows that are not there yet, as their keys tell.

    Args:
        columns: what the rows hold, in that order.
    """
    if not rows:
        return
    values = dict(zip(columns, zip(*rows, strict=True), strict=True))
    if connection.dialect.name == "postgresql":
        arrays = {name: list(each) for name, each in values.items()}
        connection.execute(_by_column(table, columns), arrays)
    else:
        statement, written = _by_row(table, columns)
        each = (map(write, values[name]) if write else values[name] for name, write in written)
        connection.exec_driver_sql(statement, list(zip(*each, strict=True)))


@lru_cache
def _by_column(table: Table, columns: tuple[str, ...]) -> Any:
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a bot on SQLite never loads it

    arrays = (func.unnest(bindparam(name, type_=ARRAY(table.c[name].type))) for name in columns)
    return postgresql.insert(table).from_select(list(columns), select(*arrays)).on_conflict_do_nothing()


@lru_cache
def _by_row(table: Table, columns: tuple[str, ...]) -> tuple[str, list[tuple[str, _Write]]]:
    """The statement, and in the order of its parameters how each is written."""
    compiled: Any = (
        sqlite.insert(table).on_conflict_do_nothing().compile(dialect=_SQLITE, column_keys=list(columns))
    )
    types = {name: table.c[name].type.dialect_impl(_SQLITE) for name in columns}
    return str(compiled), [(name, types[name].bind_processor(_SQLITE)) for name in compiled.positiontup]
