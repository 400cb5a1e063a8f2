"""Hundreds of new rows at once, by the way that costs each database the least.

PostgreSQL takes each column as one text, in one statement: its driver would write an array value by value.
SQLite takes some hundreds of rows in a statement with all of their values, and the rest one after the other;
SQLAlchemy would look at each value of each row on the way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import sqlalchemy
from sqlalchemy import JSON, Connection, Table, bindparam, cast, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.types import TypeEngine

from bot.store.text import Text, storable

VALUES = 900
"""Most values in one statement on SQLite, which may have been built to take no more than 999."""

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
    if rows:
        add_missing_columns(connection, table, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def add_missing_columns(connection: Connection, table: Table, values: Mapping[str, Sequence[Any]]) -> None:
    """The same, of rows that are at hand as columns: the values of each, by its name."""
    columns = tuple(values)
    count = len(values[columns[0]])
    if not count:
        return
    if connection.dialect.name == "postgresql":
        texts = {name: _as_json(table.c[name].type, each) for name, each in values.items()}
        connection.execute(_by_column(table, columns), texts)
        return
    statement, written = _by_row(table, columns)
    rows = zip(*(write(values[name]) for name, write in written), strict=True)
    together = VALUES // len(columns)
    for _ in range(count // together):
        flat = tuple(chain.from_iterable(islice(rows, together)))
        connection.exec_driver_sql(_repeated(statement, len(columns), together), flat)
    if rest := list(rows):
        connection.exec_driver_sql(statement, rest)


@lru_cache
def _by_column(table: Table, columns: tuple[str, ...]) -> Any:
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - a bot on SQLite never loads it

    texts = [cast(bindparam(name, type_=sqlalchemy.Text), JSON) for name in columns]
    listed = [
        cast(func.json_array_elements_text(text), table.c[name].type)
        for name, text in zip(columns, texts, strict=True)
    ]
    return postgresql.insert(table).from_select(list(columns), select(*listed)).on_conflict_do_nothing()


def _as_json(kind: TypeEngine[Any], values: Sequence[Any]) -> str:
    written = list(_storable(values)) if isinstance(kind, Text) else values
    # What is left are dates, which a database reads as Python writes them.
    return json.dumps(written, ensure_ascii=False, default=str)


@lru_cache
def _by_row(table: Table, columns: tuple[str, ...]) -> tuple[str, list[tuple[str, _Write]]]:
    """The statement for one row, and in the order of its parameters how each is written."""
    compiled: Any = (
        sqlite.insert(table).on_conflict_do_nothing().compile(dialect=_SQLITE, column_keys=list(columns))
    )
    return str(compiled), [(name, _writing(table.c[name].type)) for name in compiled.positiontup]


@lru_cache
def _repeated(statement: str, columns: int, rows: int) -> str:
    """The same for several rows. The driver lets others in between two statements, but not within one."""
    row = f"({', '.join('?' * columns)})"
    return statement.replace(row, ", ".join([row] * rows))


def _writing(kind: TypeEngine[Any]) -> _Write:
    if isinstance(kind, Text):
        return _storable
    process = kind.dialect_impl(_SQLITE).bind_processor(_SQLITE)
    return (lambda values: map(process, values)) if process else (lambda values: values)


def _storable(texts: Sequence[str]) -> Iterable[str]:
    # One look at all of them together is enough nearly always.
    together = "".join(texts)
    return texts if storable(together) == together else map(storable, texts)
