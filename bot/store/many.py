"""Hundreds of new rows at once, by the way that costs each database the least.

PostgreSQL takes them as an array for each column, in one statement. SQLite takes row after row into one
statement, which its driver repeats; SQLAlchemy would look at each value of each row on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.types import TypeEngine

from bot.store.text import Text, storable

_SQLITE = pysqlite.dialect()

_Write = Callable[[Sequence[Any]], Iterable[Any]]
"""What a column holds, as the driver takes it."""


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
        each = (write(values[name]) for name, write in written)
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
    return str(compiled), [(name, _writing(table.c[name].type)) for name in compiled.positiontup]


def _writing(kind: TypeEngine[Any]) -> _Write:
    if isinstance(kind, Text):
        return _storable
    process = kind.dialect_impl(_SQLITE).bind_processor(_SQLITE)
    return (lambda values: map(process, values)) if process else (lambda values: values)


def _storable(texts: Sequence[str]) -> Iterable[str]:
    # One look at all of them together is enough nearly always.
    together = "".join(texts)
    return texts if storable(together) == together else map(storable, texts)
