"""Databases as they were at each revision of the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.engine.interfaces import ReflectedColumn

from bot.store import migrating

_CONFIG = Config()
_CONFIG.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))

REVISIONS = [script.revision for script in ScriptDirectory.from_config(_CONFIG).walk_revisions()][::-1]
"""All of them, the first one first."""

Schema = Mapping[str, Mapping[str, ReflectedColumn]]
"""Tables, and their columns by name."""


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A transaction on the database at this URL, without anything of the bot's."""
    made = make_url(url)
    driver = "sqlite" if made.get_backend_name() == "sqlite" else "postgresql+psycopg"
    engine = create_engine(made.set(drivername=driver))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def upgrade(connection: Connection, revision: str) -> None:
    """Change the schema as the bot of that revision did."""
    _CONFIG.attributes["connection"] = connection
    command.upgrade(_CONFIG, revision)


def schema_of(connection: Connection) -> Schema:
    """What there is."""
    return {
        table: {column["name"]: column for column in columns}
        for (_, table), columns in inspect(connection).get_multi_columns().items()
        if table != "alembic_version"
    }


def insert(connection: Connection, schema: Schema, table: str, row: Mapping[str, Any]) -> None:
    """Store a row as the bot did when the schema was this one: it names the columns that it knew."""
    known = {name: value for name, value in row.items() if name in schema[table]}
    names, places = ", ".join(known), ", ".join(f":{name}" for name in known)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), known)
