"""What the database's errors mean for whoever asked for something."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeGuard

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

if TYPE_CHECKING:
    import psycopg


class DatabaseError(Exception):
    """The database cannot be used; the text says why, and holds no password and no data.

    Args:
        said: why, in words that anybody may read: they name no host and no user.
        detail: what the driver says of it.
    """

    def __init__(self, said: str, detail: str = "") -> None:
        super().__init__(f"{said}: {detail}" if detail else said)
        self.said = said


class DatabaseUnavailable(DatabaseError):
    """The database is locked, full, read-only or away just now: nothing can be stored or looked up."""


AWAY = "the database cannot be reached"

READ_ONLY = "the database cannot be written to: its file or folder is read-only or another user's"

NOT_ALONE = "a table in the database is another program's: give the bot a database, or a schema, of its own"

# https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_BUSY": "the database is busy: another process keeps it locked",
    "SQLITE_LOCKED": "the database is busy: another process keeps it locked",
    "SQLITE_FULL": "the disk of the database is full: make room on it",
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": (
        "the file of the database cannot be opened: check that its directory exists, and may be written to"
    ),
    "SQLITE_PERM": "the file of the database cannot be opened: access is not permitted",
    "SQLITE_IOERR": "the disk of the database does not work, or takes no more of this user",
    "SQLITE_CORRUPT": "the file of the database is damaged: go back to a backup",
    "SQLITE_NOTADB": "the file is not a database",
}

_POOLED = (
    "there is a pooler before the database that looks like the database itself: "
    "add ?pgbouncer=true to the end of its URL"
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "25006": "the database cannot be written to: it is read-only just now",
    "28P01": "the database does not accept the user or the password",
    "28000": "the database does not accept the user or the password",
    "3D000": "there is no database with this name on the server",
    "40P01": "the database is busy: two changes waited for each other",
    "53100": "the disk of the database is full: make room on it",
    "53300": "the database has no free connection",
    "55P03": "the database is busy: other work keeps it locked",
    "57014": "the database took too long",
    "57P01": "the database is being shut down, or hung up",
    "57P02": "the database is being restarted after a crash",
    "42501": "the database does not permit this user to do that",
    "3F000": "the schema that the URL names is not in the database: create it there",
    "42P07": NOT_ALONE,
    "42P01": "the bot's tables are not in the database any more: restart the bot to make them anew",
    "26000": _POOLED,
    "42P05": _POOLED,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turns the driver's errors into `DatabaseUnavailable`.

    Broken rules of the schema and mistakes in SQL pass: those are the caller's to handle.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, _PASSING) and not _without_statement(error) and _code(error) not in _POSTGRESQL:
            raise
        raise unavailable(error.orig) from None
    except PoolTimeout:
        raise DatabaseUnavailable("the database is busy: all connections are in use") from None
    except Exception as error:
        if not _is_postgresqls(error):
            raise
        raise unavailable(error) from None


_PASSING = (IntegrityError, DataError, NotSupportedError, ProgrammingError)


def _without_statement(error: DBAPIError) -> bool:
    """Whether it came up in connecting, where libpq and poolers refuse in kinds of their own."""
    return error.statement is None


def _code(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def unavailable(origin: BaseException | None) -> DatabaseUnavailable:
    """What an error of a driver means."""
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", "")
        known = next((words for code, words in _SQLITE.items() if name.startswith(code)), None)
        if known is None and str(origin).endswith("already exists"):
            known = NOT_ALONE
        if known is None:
            return DatabaseUnavailable("the database failed", str(origin))
        return DatabaseUnavailable(known)
    if _is_postgresqls(origin):
        if origin.sqlstate in _POSTGRESQL:
            return DatabaseUnavailable(_POSTGRESQL[origin.sqlstate])
        # Without a code there was no session: the words are about the connection, and name no data.
        words = origin.diag.message_primary or ("" if origin.sqlstate else str(origin))
        return DatabaseUnavailable(AWAY, _in_one_line(words) or type(origin).__name__)
    return DatabaseUnavailable(AWAY)


def _is_postgresqls(error: BaseException | None) -> TypeGuard[psycopg.Error]:
    """Whether the driver for PostgreSQL says so, which a bot on SQLite never loads."""
    driver = sys.modules.get("psycopg")
    return driver is not None and isinstance(error, driver.Error)


def _in_one_line(words: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(printable.split())[:300]
