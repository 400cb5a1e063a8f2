"""Which revision a schema is at, and which ones this version knows: told without alembic.

That is only loaded to change a schema, and takes a start a tenth of its time and memory.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Text, column, inspect, select, table

MIGRATIONS = Path(__file__).parent / "migrations"

_TABLE = "alembic_version"
_CURRENT = select(column("version_num", Text)).select_from(table(_TABLE))


@cache
def known() -> tuple[str, ...]:
    """All revisions, the newest last: the name of a migration's file begins with its number."""
    return tuple(sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("*_*.py")))


def current(connection: Connection) -> str | None:
    """The revision that the database is at; None for a new one."""
    if not inspect(connection).has_table(_TABLE):
        return None
    return connection.execute(_CURRENT).scalar_one_or_none()
