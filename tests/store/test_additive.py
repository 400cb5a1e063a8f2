"""What a migration may do: processes of the version before go on beside the one that migrates."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

from tests.store.revisions import REVISIONS, Schema, connected, schema_of, upgrade

LANDED_BEFORE = {"0007": {"aliases.set_by is gone"}}
"""What was done before this rule was; nothing is added here."""

Rules = dict[str, set[tuple[str, ...]]]


def test_each_revision_only_adds_and_nothing_that_an_insert_must_know(empty_database_url: str) -> None:
    wrong: dict[str, set[str]] = {}
    with connected(empty_database_url) as connection:
        before: Schema = {}
        rules: Rules = {}
        for revision in REVISIONS:
            upgrade(connection, revision)
            after, rules_after = schema_of(connection), rules_of(connection)
            wrong[revision] = {*differences(before, after), *stricter(rules, rules_after, before)}
            before, rules = after, rules_after

    assert {revision: said for revision, said in wrong.items() if said} == LANDED_BEFORE


def differences(before: Schema, after: Schema) -> set[str]:
    """What statements that were right before cannot rely on any more."""
    found = {f"{table} is gone" for table in before.keys() - after.keys()}
    for table in before.keys() & after.keys():
        was, is_now = before[table], after[table]
        found |= {f"{table}.{name} is gone" for name in was.keys() - is_now.keys()}
        found |= {
            f"{table}.{name} must be given" for name in is_now.keys() - was.keys() if required(is_now[name])
        }
        found |= {
            f"{table}.{name} was {described(was[name])}"
            for name in was.keys() & is_now.keys()
            if described(was[name]) != described(is_now[name])
        }
    return found


def required(column: ReflectedColumn) -> bool:
    """Whether an INSERT that does not name it is refused."""
    return not column["nullable"] and column["default"] is None


def described(column: ReflectedColumn) -> str:
    """Its type, and whether it may be empty."""
    return f"{column['type']} {'NULL' if column['nullable'] else 'NOT NULL'}"


def rules_of(connection: Connection) -> Rules:
    """Which columns of each table are unique, alone or together."""
    found = inspect(connection)
    keys, uniques = found.get_multi_pk_constraint(), found.get_multi_unique_constraints()
    indexes = found.get_multi_indexes()
    return {
        name[1]: {
            tuple(key["constrained_columns"] if key else ()),
            *(tuple(unique["column_names"]) for unique in uniques[name]),
            *(indexed(index) for index in indexes[name] if index["unique"]),
        }
        for name, key in keys.items()
    }


def indexed(index: Any) -> tuple[str, ...]:
    return tuple(str(name) for name in index["column_names"])


def stricter(before: Rules, after: Rules, known: Schema) -> set[str]:
    """What was allowed and is no more, or the other way round: upserts name what is unique."""
    return {f"{table} is unique by other columns" for table in known if before[table] != after.get(table)}
