"""A copy of a SQLite database, made while bots use it, from which one can start again."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.store import sqlite_copy
from bot.store.database_url import DatabaseUrl
from bot.store.failures import DatabaseError, unavailable

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps next to a database that somebody has open."""

LOOKED_FOR = {
    "deliveries": (
        "UPDATE deliveries SET post = 'sent', sent_at = created_at WHERE state = 'waiting' AND post = 'new'",
        "UPDATE deliveries SET notice = 'sent' WHERE state = 'waiting' AND notice = 'new'",
    ),
    "notes": (
        "UPDATE notes SET sent_at = created_at, settles_at = created_at"
        " WHERE state = 'waiting' AND settles_at = 0",
    ),
}
"""What waited when the copy was made may be done by the time that somebody starts a bot on it: so the copy
says of it that it may have been sent, and it is looked for in ChartMogul and Slack before it is sent."""


class BackupError(Exception):
    """There is no copy, and what was there before is as it was; the text says why."""


@dataclass(frozen=True)
class Backup:
    """A copy that was made and looked through."""

    of: str
    """The database, as its URL names it."""
    at: datetime
    """What was stored until then is in it."""
    size: int
    """Bytes."""


def back_up(database_url: str, target: Path, *, force: bool = False) -> Backup:
    """Copy the database into this file: whole, or not at all.

    Nobody but the user who runs this may read it. Bots are not kept waiting. The schema is left as it is, so
    a new version of the bot can copy what the old one left.

    Args:
        force: replace a file that is there.

    Raises:
        BackupError: there is no copy.
    """
    database, at = _sqlite(database_url), datetime.now(UTC)
    try:
        _check_target(database, target, force=force)
        with tempfile.TemporaryDirectory(prefix=".cm-task-backup-", dir=target.parent) as folder:
            made = Path(folder) / "copy"
            made.touch(mode=0o600)
            _copy(database, made)
            size = _written(made)
            made.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise BackupError(f"{target} cannot be written: {error.strerror or type(error).__name__}") from None
    return Backup(of=database.url.database or "", at=at, size=size)


def _sqlite(url: str) -> DatabaseUrl:
    try:
        database = DatabaseUrl.parse(url)
    except DatabaseError as error:
        raise BackupError(f"DATABASE_URL: {error}") from None
    if not database.is_sqlite:
        raise BackupError(
            "DATABASE_URL names a PostgreSQL, which has a command of its own for that: "
            "pg_dump --format=custom --file=FILE URL"
        )
    return database


def _check_target(database: DatabaseUrl, target: Path, *, force: bool) -> None:
    """Whether the copy may go there. What is found wrong only later leaves that as it is, too."""
    source = database.file
    if source and not source.exists():
        raise BackupError(f"there is no database at {source}: check DATABASE_URL and the folder you are in")
    if source and target.exists() and target.samefile(source):
        raise BackupError(f"{target} is the database itself; name another file")
    if not target.parent.is_dir():
        raise BackupError(f"there is no folder {target.parent}")
    if target.is_dir():
        raise BackupError(f"{target} is a folder; name a file, such as {target / 'cm-task-backup.sqlite3'}")
    if target.exists() and not target.is_file():
        raise BackupError(f"{target} is not a file")
    if target.exists() and not force:
        raise BackupError(f"{target} is there already; name another file, or replace it with --force")
    for ending in BESIDE:
        if Path(f"{target}{ending}").exists():
            # What is left in there would be taken for a part of the copy.
            raise BackupError(
                f"{target}{ending} is there: a program uses {target}, or has left it unfinished"
            )


def _copy(database: DatabaseUrl, made: Path) -> None:
    try:
        sqlite_copy.copy(database, made)
        _have_looked_for(made)
        damage = sqlite_copy.damage(made)
    except sqlite3.Error as error:
        raise BackupError(_why(error)) from None
    if damage:
        raise BackupError(f"the file of the database is damaged ({damage}), so its copy would be of no use")


def _have_looked_for(made: Path) -> None:
    with sqlite_copy.changing(made) as connection:
        tables = {name for [name] in connection.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" not in tables:
            raise BackupError("DATABASE_URL names a file that holds nothing of cm-task")
        for table in LOOKED_FOR.keys() & tables:
            for statement in LOOKED_FOR[table]:
                connection.execute(statement)


def _why(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return "there is not enough room for the copy on its disk"
    if name.startswith(("SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC")):
        return "the copy cannot be written: its disk does not work, or no file may be so large"
    return str(unavailable(error))


def _written(made: Path) -> int:
    """Its size, once it is on the disk to stay."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
        return os.fstat(file.fileno()).st_size


def _settle(folder: Path) -> None:
    """Have the new name of the copy outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
