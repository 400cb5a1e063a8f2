"""The one database of all processes: SQLite in memory, made once and restored for every world.

What is worth watching is told by SQLite itself, through triggers of this connection that call back.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Double, bindparam, make_url

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.store.clock import Machine
from bot.store.database import WAIT, Database
from bot.store.database_url import DatabaseUrl
from bot.store.failures import translated
from tests.simulation.events import ChangeRow, NoteRow, Row
from tests.simulation.scheduler import Scheduler
from tests.simulation.virtual import EPOCH

_NUMBERS = itertools.count()
"""Of databases: each is another one."""

_WATCHED = {
    "deliveries": (
        "id",
        "token",
        "lease_until",
        "state",
        "post",
        "notice",
        "task_uuid",
        "request",
        "channel",
    ),
    "changes": ("id", "key", "token", "lease_until", "state", "task_uuid", "what", "outcome"),
    "notes": ("id", "token", "lease_until", "state"),
}

_ROWS = {"deliveries": Row, "changes": ChangeRow, "notes": NoteRow}
"""What is told of them."""

Watched_contra = TypeVar("Watched_contra", Row, ChangeRow, NoteRow, contravariant=True)


class Turns(Protocol):
    """What comes between transactions."""

    @property
    def scheduler(self) -> Scheduler:
        """Who has the turns."""

    def before_reading(self) -> None:
        """A process is about to read."""

    def before_writing(self, wait: float) -> None:
        """A process is about to write, and waits so many seconds for the lock.

        Raises:
            DatabaseUnavailable: it does not get it.
        """

    def after_writing(self) -> None:
        """What it wrote is committed."""


class Watcher(Protocol[Watched_contra]):
    """Who hears of the rows of a table."""

    def stored(self, row: Watched_contra) -> None:
        """A row is new."""

    def changed(self, before: Watched_contra, after: Watched_contra) -> None:
        """A row was changed."""


@dataclass(frozen=True)
class Watchers:
    """Who hears of which table."""

    deliveries: Watcher[Row]
    changes: Watcher[ChangeRow]
    notes: Watcher[NoteRow]


@dataclass(frozen=True)
class CardRow:
    """A card, as far as the bot knows of it."""

    channel: str
    ts: str
    task_uuid: str
    is_behind: bool
    """Whether it shows an older version of the task than is known."""
    attempts: int
    """How often Slack did not take it since it was last drawn."""


@dataclass(frozen=True)
class DigestRow:
    """The digest of a channel, which is switched on."""

    channel: str
    set_by: str
    set_at: float
    """By the world's time."""


@dataclass(frozen=True)
class BoardRow:
    """A place that shows several tasks, as far as the bot knows of it."""

    place: str
    kind: str
    person: str
    channel: str
    ts: str
    response_url: str
    uses: int
    follows: bool
    """Whether it still follows its tasks."""
    is_behind: bool
    """Whether it is to be drawn anew, or ChartMogul is being asked what it is to show."""


class WorldDatabase(Database):
    """One connection for all: a transaction is never parted, and what comes between two is the world's.

    Args:
        customers: whom the directory knows.
    """

    def __init__(self, customers: Sequence[Customer]) -> None:
        self._turns: Turns | None = None
        self._watchers: Watchers | None = None
        self._moment: ColumnElement[float] = bindparam("moment", callable_=self._now, type_=Double())
        file = f"file:/simulation{next(_NUMBERS)}?vfs=memdb"
        # As long as somebody has it open, it is there.
        self._keeper = sqlite3.connect(file, uri=True)
        url = DatabaseUrl(make_url(f"sqlite:///{file}&uri=true"))
        Database(url, Machine()).migrate()
        super().__init__(url, Machine())
        self._connection = self._engine.connect()
        self._memory = cast(sqlite3.Connection, self._connection.connection.driver_connection)
        Directory(self).upsert_customers(customers)
        self._template = sqlite3.connect(":memory:")
        self._memory.backup(self._template)
        self._watch()

    def enter(self, turns: Turns, watchers: Watchers, *, slots: int, sql: str = "") -> None:
        """Begin anew, for this world.

        Args:
            slots: how many requests to ChartMogul fit into a second.
            sql: changes the database before.
        """
        self._turns, self._watchers = turns, watchers
        self._template.backup(self._memory)
        first = self._memory.execute("SELECT min(number) FROM request_slots").fetchone()[0]
        self._memory.execute("DELETE FROM request_slots WHERE number >= ?", [first + slots])
        if sql:
            self._memory.executescript(sql)

    def leave(self) -> None:
        """The world is over."""
        self._turns = self._watchers = None

    def moment(self) -> ColumnElement[float]:
        """The world's time itself: SQLite's clock in the database costs a third of a world."""
        return self._moment

    def now(self, connection: Connection) -> float:
        return self._now()

    def close(self) -> None:
        self._connection.close()
        super().close()
        self._template.close()
        self._keeper.close()

    def migrate(self) -> None:
        """It is what every process would make of it."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._turns:
            self._turns.before_reading()
        with translated():
            try:
                yield self._connection
            finally:
                self._connection.rollback()

    @contextmanager
    def writing(
        self, *, durable: bool = True, urgent: bool = False, wait: float = WAIT
    ) -> Iterator[Connection]:
        if self._turns:
            self._turns.before_writing(wait)
        with translated(), self._connection.begin():
            # What the real one says of disks and other processes would only take time.
            self._memory.execute("BEGIN")
            yield self._connection
        if self._turns:
            self._turns.after_writing()

    def _now(self) -> float:
        return EPOCH + (self._turns.scheduler.now if self._turns else 0.0)

    def cards(self) -> list[CardRow]:
        """All cards that the bot knows of."""
        rows = self._memory.execute(
            """SELECT channel, ts, task_uuid, shown < version, attempts
               FROM cards JOIN tasks ON uuid = task_uuid"""
        )
        return [CardRow(channel, ts, uuid, bool(behind), tries) for channel, ts, uuid, behind, tries in rows]

    def boards(self) -> list[BoardRow]:
        """All places that show several tasks."""
        rows = self._memory.execute(
            """SELECT place, kind, person, channel, ts, response_url, uses, until > :now,
                      drawn < wanted OR coalesce(json_extract(what, '$.reading_until'), 0) > :now
                      OR EXISTS (SELECT 1 FROM board_tasks JOIN tasks ON uuid = task_uuid
                                 WHERE board_tasks.place = boards.place AND shown < version)
               FROM boards ORDER BY kind, person, channel, ts""",
            {"now": self._now()},
        )
        return [
            BoardRow(place, kind, person, channel, ts, url, uses, bool(follows), bool(follows and behind))
            for place, kind, person, channel, ts, url, uses, follows, behind in rows
        ]

    def in_messages(self) -> set[str]:
        """The tasks that a message shows, among others or alone: what becomes of them is read."""
        rows = self._memory.execute(
            """SELECT task_uuid FROM cards
               UNION SELECT task_uuid FROM board_tasks JOIN boards USING (place) WHERE ts != ''"""
        )
        return {uuid for (uuid,) in rows}

    def has_notes_due(self) -> bool:
        """Whether a note is still to be written whose task is there."""
        rows = self._memory.execute(
            """SELECT 1 FROM notes JOIN deliveries USING (id) WHERE notes.state = 'waiting'
               AND (post = 'created' OR post = 'unsure' AND deliveries.state = 'done') LIMIT 1"""
        )
        return bool(rows.fetchall())

    def remind(self, person: str, *, at: str) -> None:
        """Switch reminders on, before the world begins."""
        row = (person, at, "", True, "next_working_day", "channel", EPOCH)
        names = "person, reminder_at, reminded_on, direct_messages, due, announce, set_at"
        self._memory.execute(f"INSERT INTO preferences ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def link(self, channel: str, customer: str) -> None:
        """Have a channel be about a customer, before the world begins."""
        names = "channel, customer_uuid, set_by, set_at"
        row = (channel, customer, "U1", EPOCH)
        self._memory.execute(f"INSERT INTO links ({names}) VALUES (?, ?, ?, ?)", row)

    def digests(self) -> list[DigestRow]:
        """The digests that are switched on: the bot switches off what can never be posted."""
        rows = self._memory.execute("SELECT channel, set_by, set_at FROM digests ORDER BY channel")
        return [DigestRow(channel, by, at - EPOCH) for channel, by, at in rows]

    def with_reminders(self) -> set[str]:
        """Who wants to be reminded: the bot stops where Slack does not show them any more."""
        rows = self._memory.execute("SELECT person FROM preferences WHERE reminder_at != ''")
        return {person for (person,) in rows}

    def _watch(self) -> None:
        for table, names in _WATCHED.items():
            self._memory.create_function(f"stored_{table}", len(names), partial(self._stored, table))
            self._memory.create_function(f"changed_{table}", 2 * len(names), partial(self._changed, table))
            old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("old", "new"))
            self._memory.executescript(f"""
                CREATE TEMP TRIGGER watch_stored_{table} AFTER INSERT ON main.{table}
                BEGIN SELECT stored_{table}({new}); END;
                CREATE TEMP TRIGGER watch_changed_{table} AFTER UPDATE ON main.{table}
                BEGIN SELECT changed_{table}({old}, {new}); END;
            """)

    def _stored(self, table: str, *values: Any) -> None:
        if self._watchers:
            getattr(self._watchers, table).stored(_ROWS[table](*values))

    def _changed(self, table: str, *values: Any) -> None:
        before, after = values[: len(values) // 2], values[len(values) // 2 :]
        if self._watchers:
            getattr(self._watchers, table).changed(_ROWS[table](*before), _ROWS[table](*after))
