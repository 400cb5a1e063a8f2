"""How far reading all of ChartMogul's customers has come, so that an interruption costs little."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, select

from bot.directory.seen import Seen, SeenRows
from bot.store.database import Database
from bot.store.schema import sync_progress, sync_seen

_NAME = "customers"

_ROW = select(sync_progress).where(sync_progress.c.name == _NAME)


class Stage(StrEnum):
    """What is being read."""

    IDLE = "idle"
    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    FORGETTING = "forgetting"
    """All was read; what is gone from ChartMogul is being forgotten."""


@dataclass(frozen=True)
class Progress:
    """A sync under way, or the last one. Times are epoch seconds by the database's clock."""

    stage: Stage = Stage.IDLE
    cursor: str | None = None
    """Leads to the next page of the stage."""
    customers: int = 0
    """How many were read so far."""
    contacts: int = 0
    started_at: float = 0.0
    finished_at: float = 0.0
    """When a sync was last completed; 0 for never."""
    last_count: int = 0
    """How many customers the last complete sync found: about as many are to be expected."""
    doubt: str = ""
    """Why more may be in ChartMogul's lists than was read so far; `""` where nothing says so."""
    kept: int = 0
    """How many customers and contacts the last sync did not find and yet did not forget, for that reason."""

    @property
    def ever_finished(self) -> bool:
        """Whether the directory has been complete once."""
        return self.finished_at > 0


class SyncProgress:
    """The progress that all instances share.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_loaded = False
        """Whether all were read once: that stays true, so it need not be asked for every form."""

    def get(self) -> Progress:
        """The sync under way, or the last one."""
        with self._database.reading() as connection:
            return _read(connection)

    def loading(self) -> int | None:
        """While all customers are read for the first time: how many there are so far. None once they are."""
        if self._is_loaded:
            return None
        progress = self.get()
        self._is_loaded = progress.ever_finished
        return None if self._is_loaded else progress.customers

    def begin(self, *, resumable: float) -> tuple[Progress, SeenRows]:
        """Go on with an interrupted sync that began at most `resumable` seconds ago, or begin a new one.

        Returns:
            How far it has come, and what it has seen.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            last = _read(connection)
            if last.stage is not Stage.IDLE and 0 <= now - last.started_at <= resumable:
                return last, _seen(connection)
            connection.execute(delete(sync_seen))
            fresh = replace(
                last,
                stage=Stage.CUSTOMERS,
                cursor=None,
                customers=0,
                contacts=0,
                started_at=now,
                doubt="",
                kept=0,
            )
            self._write(connection, fresh)
            return fresh, SeenRows()

    def save(self, progress: Progress, seen: SeenRows) -> None:
        """Record how far it has come, and what it has seen."""
        with self._database.writing(durable=False) as connection:
            self._write(connection, progress)
            insert = self._database.insert(sync_seen)
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=["what"], set_={"numbers": insert.excluded.numbers}
                ),
                [{"what": what, "numbers": numbers.packed()} for what, numbers in vars(seen).items()],
            )

    def finish(self, progress: Progress) -> Progress:
        """Record that all was read."""
        with self._database.writing() as connection:
            done = replace(
                progress,
                stage=Stage.IDLE,
                cursor=None,
                finished_at=self._database.now(connection),
                last_count=progress.last_count if progress.kept else progress.customers,
            )
            self._write(connection, done)
            connection.execute(delete(sync_seen))
        return done

    def _write(self, connection: Connection, progress: Progress) -> None:
        values: dict[str, Any] = {**vars(progress)}
        connection.execute(
            self._database.insert(sync_progress)
            .values(name=_NAME, **values)
            .on_conflict_do_update(index_elements=["name"], set_=values)
        )


def _read(connection: Connection) -> Progress:
    row = connection.execute(_ROW).one_or_none()
    if row is None:
        return Progress()
    values = {name: row._mapping[name] for name in vars(Progress())}
    return Progress(**{**values, "stage": Stage(row.stage)})


def _seen(connection: Connection) -> SeenRows:
    rows = connection.execute(select(sync_seen)).all()
    return SeenRows(**{row.what: Seen.unpacked(row.numbers) for row in rows})
