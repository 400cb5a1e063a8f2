"""The URL of a database, as hosts and other programs write it, in the words of this one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.failures import DatabaseError

_SLASHES = "the URL of a SQLite file has three slashes (four where its path is absolute)"

_SCHEMA = ("schema", "currentSchema", "search_path")
"""What Prisma, JDBC and pgx call it."""

_TLS = {"no-verify": "require", "true": "require", "1": "require"}
"""How node-postgres and JDBC ask for TLS, in libpq's words."""


@dataclass(frozen=True)
class DatabaseUrl:
    """Where a database is and how to use it."""

    url: URL
    """For SQLAlchemy, with what the driver understands and nothing else."""
    schema: str = ""
    """The schema of the tables, where it is not the user's first."""
    pooled: bool = False
    """Whether the URL itself says that there is a pooler before the database."""
    ignored: tuple[str, ...] = ()
    """Parameters that mean something to other programs only."""

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite; else it is a PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of SQLite, which may be another one for each folder that a command is run in.

        None for a PostgreSQL, and where the URL names a `file:` that only SQLite can make out.
        """
        name = self.url.database or ""
        return Path(name).absolute() if self.is_sqlite and not name.startswith("file:") else None

    @classmethod
    def parse(cls, text: str) -> DatabaseUrl:
        """Read it.

        Raises:
            DatabaseError: the bot cannot use such a database; the text does not hold the password.
        """
        try:
            parsed = make_url(text)
        except (ArgumentError, ValueError):
            if text.startswith("sqlite"):
                raise DatabaseError(_SLASHES) from None
            raise DatabaseError(
                "this is not the URL of a database: in its user name and password, write each special "
                "character with its code, such as %40 for @, %3A for :, %2F for /, %25 for %"
            ) from None
        backend = parsed.drivername.partition("+")[0]
        if backend == "sqlite":
            return cls._sqlite(parsed)
        if "@" in text.partition("@")[2].partition("=")[0]:
            # The rest of the password would pass for the host, and be named in every error.
            raise DatabaseError("in the URL of a database, write an @ of the password as %40")
        if backend in {"postgres", "postgresql"}:
            return cls._postgresql(parsed)
        raise DatabaseError("only sqlite:///… and postgresql://… databases can be used")

    @classmethod
    def _sqlite(cls, parsed: URL) -> DatabaseUrl:
        if parsed.host or parsed.username:
            raise DatabaseError(_SLASHES)
        if parsed.database in {None, "", ":memory:"} or "mode=memory" in str(parsed):
            raise DatabaseError("a database in memory would forget what it was given; name a file")
        return cls(parsed.set(drivername="sqlite"))

    @classmethod
    def _postgresql(cls, parsed: URL) -> DatabaseUrl:
        given = {name: _last(value) for name, value in parsed.query.items() if name != "host"}
        hosts = {"host": parsed.query["host"]} if "host" in parsed.query else {}
        kept = {name: value for name, value in given.items() if name in _libpq() and value}
        if tls := given.get("sslmode") or given.get("ssl"):
            kept["sslmode"] = _TLS.get(tls, tls)
        if kept.get("sslmode") == "false":
            del kept["sslmode"]
        return cls(
            parsed.set(drivername="postgresql+psycopg", query={**hosts, **kept}),
            schema=next((given[name] for name in _SCHEMA if given.get(name)), ""),
            pooled=given.get("pgbouncer", "").lower() in {"true", "1", "yes"},
            ignored=tuple(
                sorted(given.keys() - _libpq() - {*_SCHEMA, "ssl", "pgbouncer", "client_encoding"})
            ),
        )


@cache
def _libpq() -> frozenset[str]:
    """What the driver itself understands.

    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
    """
    from psycopg.pq import Conninfo  # noqa: PLC0415 - a bot on SQLite never loads the driver

    return frozenset(option.keyword.decode() for option in Conninfo.get_defaults()) - {"client_encoding"}


def _last(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else value[-1]
