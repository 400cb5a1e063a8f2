"""Rows in the order of their creation, found by number or UUID and read page by page.

UUIDs are computed from a row's number instead of being stored, so that a million rows stay small.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

_FIRST_SHELVED = "2016-01-01T12:00:00.000000000Z"


class Numbered(Protocol):
    """A row that knows its place on the shelf."""

    number: int


Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list, as every list of the API answers it."""

    rows: list[Row]
    cursor: str | None
    has_more: bool


class Shelf(Generic[Row]):
    """Rows of one kind.

    Args:
        prefix: what the kind's UUIDs start with, such as `cus_`; tasks have none.
        tail: the last four groups of every UUID computed here.
        newest_first: the order in which pages list the rows.
    """

    def __init__(self, prefix: str, tail: str, *, newest_first: bool = False) -> None:
        self._prefix = prefix
        self._tail = tail
        self._newest_first = newest_first
        self._rows: list[Row | None] = []
        self._given: dict[str, int] = {}
        self._given_names: dict[int, str] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        """All rows, oldest first."""
        return (row for row in self._rows if row is not None)

    def put(self, make: Callable[[int], Row], *, uuid: str | None = None) -> Row:
        """Adds what `make` builds from the row's number, under a UUID of its own or the one given.

        Raises:
            ValueError: another row has or had the UUID given.
        """
        if uuid is not None and (uuid in self._given or self.get(uuid) is not None):
            raise ValueError(f"{uuid} is taken")
        number = len(self._rows)
        row = make(number)
        self._rows.append(row)
        self._count += 1
        if uuid is not None:
            self._given[uuid] = number
            self._given_names[number] = uuid
        return row

    def uuid(self, number: int) -> str:
        """The UUID of the row with that number."""
        return self._given_names.get(number) or f"{self._prefix}{number:08x}-{self._tail}"

    def get(self, uuid: object) -> Row | None:
        """The row with that UUID, if it is there."""
        number = self._number(uuid) if isinstance(uuid, str) else None
        return None if number is None else self.at(number)

    def at(self, number: int) -> Row | None:
        """The row with that number, if it is there."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def remove(self, row: Row) -> None:
        """Takes the row away; cursors that point at it stay good."""
        self._rows[row.number] = None
        self._count -= 1

    def page(self, keep: Callable[[Row], bool], *, cursor: str | None, per_page: int) -> Page[Row]:
        """The rows that `keep` accepts, after the row that the cursor points at.

        Raises:
            ValueError: the cursor is not one that this shelf gave.
        """
        after = None if cursor is None else _read_cursor(cursor)
        found: list[Row] = []
        for number in self._numbers_after(after):
            row = self._rows[number]
            if row is not None and keep(row):
                if len(found) == per_page:
                    return Page(found, _cursor(found[-1].number), has_more=True)
                found.append(row)
        return Page(found, _cursor(found[-1].number) if found else None, has_more=False)

    def _numbers_after(self, after: int | None) -> range:
        if self._newest_first:
            start = len(self._rows) if after is None else min(after, len(self._rows))
            return range(start - 1, -1, -1)
        return range(0 if after is None else after + 1, len(self._rows))

    def _number(self, uuid: str) -> int | None:
        if uuid in self._given:
            return self._given[uuid]
        body = uuid.removeprefix(self._prefix)
        head, _, tail = body.partition("-")
        if not uuid.startswith(self._prefix) or tail != self._tail or len(head) != 8:
            return None
        try:
            number = int(head, 16)
        except ValueError:
            return None
        return None if number in self._given_names or self.uuid(number) != uuid else number


def _cursor(number: int) -> str:
    """Opaque to clients; the live API packs a time and an id in the same way."""
    return base64.b64encode(f"{_FIRST_SHELVED}&{number}".encode()).decode()


def _read_cursor(cursor: str) -> int:
    try:
        time, _, number = base64.b64decode(cursor, validate=True).decode("ascii").partition("&")
        if time != _FIRST_SHELVED or not number.isdigit():
            raise ValueError(cursor)
        return int(number)
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(cursor) from error
