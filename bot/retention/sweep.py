"""Rows that are over, looked for without a lock and ended a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, and_, delete, literal, or_, select

from bot.runtime import Runtime
from bot.store.database import Database

READ = 5000
"""Most rows found at once, by their keys."""

BATCH = 200
"""Most rows ended in one transaction: on SQLite everybody else who writes waits for its end."""

REST = 0.05
"""Seconds after each transaction in which others have their turn."""

Key = tuple[Any, ...]

End = Callable[[Connection, ColumnElement[bool]], int]
"""Ends the rows of which the condition holds, in a transaction at hand. How many they were."""


@dataclass(frozen=True)
class Sweep:
    """One kind of rows, and what becomes of them."""

    name: str
    """What is counted, for the log."""
    table: Table
    over: ColumnElement[bool]
    """Whether a row is over; it is looked at once more when it is ended."""
    end: End
    order: Sequence[Column[Any]] = ()
    """In which they are looked for, along an index; without, by the primary key, which it must end with."""


def looking(sweep: Sweep, after: Key | None = None) -> Select[Any]:
    """The statement that finds the first rows, or those after this key."""
    order = list(sweep.order or sweep.table.primary_key)
    found = select(*order).where(sweep.over).order_by(*order).limit(READ)
    return found if after is None else found.where(comes_after(order, after))


def deleting(table: Table) -> End:
    """Deletes them, and nothing else."""
    return lambda connection, these: connection.execute(delete(table).where(these)).rowcount


class Sweeping:
    """Carries sweeps out.

    Args:
        goes_on: asked before each transaction; the rest is left to the next time where it says no.
    """

    def __init__(self, database: Database, runtime: Runtime, goes_on: Callable[[], bool]) -> None:
        self._database = database
        self._runtime = runtime
        self._goes_on = goes_on

    def run(self, sweep: Sweep) -> int:
        """How many rows were ended.

        Raises:
            DatabaseUnavailable: the store is away. What was ended by then stays so.
        """
        ended, after = 0, None
        while keys := self._found(sweep, after):
            for start in range(0, len(keys), BATCH):
                if not self._goes_on():
                    return ended
                ended += self._end(sweep, keys[start : start + BATCH])
                self._runtime.sleep(REST)
            after = keys[-1] if len(keys) == READ else None
            if after is None:
                break
        return ended

    def _found(self, sweep: Sweep, after: Key | None) -> list[Key]:
        with self._database.reading() as connection:
            return [tuple(row) for row in connection.execute(looking(sweep, after))]

    def _end(self, sweep: Sweep, keys: Sequence[Key]) -> int:
        primary = list(sweep.table.primary_key)
        ids = [key[-len(primary) :] for key in keys]
        with self._database.writing(durable=False) as connection:
            return sweep.end(connection, and_(is_one_of(primary, ids), sweep.over))


def is_one_of(columns: Sequence[Column[Any]], keys: Sequence[Key]) -> ColumnElement[bool]:
    """Whether a row has one of these keys."""
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return or_(*(and_(*(column == part for column, part in zip(columns, key, strict=True))) for key in keys))


def comes_after(columns: Sequence[Column[Any]], key: Key) -> ColumnElement[bool]:
    """Whether a row comes after the one of this key, in the order of these columns."""
    first, rest = columns[0], columns[1:]
    bound = literal(key[0], first.type)
    if not rest:
        return first > bound
    return and_(first >= bound, or_(first > bound, comes_after(rest, key[1:])))
