"""What the database's errors mean for whoever asked for something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class DatabaseError(Exception):
    """The database cannot be used; the text says why, and holds no password and no data."""


class DatabaseUnavailable(DatabaseError):
    """The database is locked, full, read-only or away just now: nothing can be stored or looked up."""


# https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_BUSY": "the database is busy: another process keeps it locked",
    "SQLITE_LOCKED": "the database is busy: another process keeps it locked",
    "SQLITE_FULL": "the disk of the database is full",
    "SQLITE_READONLY": "the database cannot be written to: its file or directory is read-only",
    "SQLITE_CANTOPEN": "the file of the database cannot be opened: check that its directory exists",
    "SQLITE_PERM": "the file of the database cannot be opened: access is not permitted",
    "SQLITE_IOERR": "the disk of the database does not work",
    "SQLITE_CORRUPT": "the file of the database is damaged",
    "SQLITE_NOTADB": "the file is not a database",
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL = {
    "25006": "the database cannot be written to: it is read-only just now",
    "28P01": "the database does not accept the user or the password",
    "28000": "the database does not accept the user or the password",
    "3D000": "there is no database with this name on the server",
    "40P01": "the database is busy: two changes waited for each other",
    "53100": "the disk of the database is full",
    "53300": "the database has no free connection",
    "55P03": "the database is busy: other work keeps it locked",
    "57014": "the database took too long",
    "42501": "the database does not permit this user to do that",
}


@contextmanager
def translated() -> Iterator[None]:
    """Turns the driver's errors into `DatabaseUnavailable`.

    Broken rules of the schema and mistakes in SQL pass: those are the caller's to handle.
    """
    try:
        yield
    except (IntegrityError, DataError, NotSupportedError):
        raise
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) not in _POSTGRESQL:
            raise
        raise DatabaseUnavailable(_reason(error)) from None
    except DBAPIError as error:
        raise DatabaseUnavailable(_reason(error)) from None
    except PoolTimeout:
        raise DatabaseUnavailable("the database is busy: all connections are in use") from None


def _reason(error: DBAPIError) -> str:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", "")
        known = next((words for code, words in _SQLITE.items() if name.startswith(code)), None)
        return known or f"the database failed: {origin}"
    if isinstance(origin, psycopg.Error):
        if origin.sqlstate in _POSTGRESQL:
            return _POSTGRESQL[origin.sqlstate]
        # Without a code there was no session: the words are about the connection, and name no data.
        words = origin.diag.message_primary or ("" if origin.sqlstate else str(origin).strip())
        return f"the database cannot be reached: {words.splitlines()[0] if words else type(origin).__name__}"
    return "the database cannot be reached"
