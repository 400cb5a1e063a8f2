"""The database is kept up to date, whatever version of the bot left it."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import TEXT, Engine, String, make_url, text
from sqlalchemy.types import TypeEngine

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.store.database import Database, DatabaseError, DatabaseUnavailable
from bot.store.schema import metadata
from bot.store.text import Text
from bot.workspace.people import People
from tests import forking
from tests.store.opening import opened
from tests.store.revisions import connected, schema_of, upgrade

ROOT = Path(__file__).parents[2]
MIGRATE = "import sys; from bot.store.database import Database; Database.open(sys.argv[1]).migrate()"


def migrate(url: str) -> Database:
    """The database at this URL, up to date."""
    database = Database.open(url)
    database.migrate()
    return database


def migrate_to(url: str, revision: str) -> None:
    """Leave a database as an older version of the bot did."""
    with connected(url) as connection:
        upgrade(connection, revision)


def differ(
    context: MigrationContext,
    column: object,
    expected: object,
    found: TypeEngine[Any],
    wanted: TypeEngine[Any],
) -> bool | None:
    """Whether two types differ, the collation of text included; None leaves it to alembic."""
    if not isinstance(wanted, Text):
        return None
    assert context.dialect
    plain = wanted.load_dialect_impl(context.dialect)
    return not (isinstance(found, TEXT) and isinstance(plain, String) and found.collation == plain.collation)


class TestMigrating:
    def test_an_empty_database(self, empty_database_url: str) -> None:
        with opened(empty_database_url) as database:
            assert not database.ready()
            database.migrate()
            assert database.ready()
            assert Deliveries(database).counts()[State.WAITING] == 0

    def test_by_several_threads_at_once(self, empty_database_url: str) -> None:
        with ThreadPoolExecutor(4) as pool:
            databases = list(pool.map(migrate, [empty_database_url] * 4))

        assert all(database.ready() for database in databases)
        for database in databases:
            database.close()

    @pytest.mark.parametrize("revision", [None, "0005"], ids=["from nothing", "from 0005"])
    def test_by_several_processes_at_once(self, empty_database_url: str, revision: str | None) -> None:
        if revision:
            migrate_to(empty_database_url, revision)
        command = ["-c", MIGRATE, empty_database_url]
        with ThreadPoolExecutor(3) as pool:
            ended = list(pool.map(lambda _: forking.run(command, cwd=ROOT, env=os.environ), range(3)))

        assert [(each.returncode, each.stderr) for each in ended] == [(0, "")] * 3
        with opened(empty_database_url) as database:
            assert database.ready()

    def test_one_that_breaks_off_leaves_the_database_as_it_was(self, empty_database_url: str) -> None:
        migrate_to(empty_database_url, "0005")
        with connected(empty_database_url) as connection:
            # In the way of a later revision, which the ones before it do not know.
            connection.execute(text("CREATE TABLE notes (something INTEGER)"))
            before = schema_of(connection)

        with opened(empty_database_url) as database, pytest.raises(DatabaseError, match="another program's"):
            database.migrate()

        with connected(empty_database_url) as connection:
            assert schema_of(connection).keys() == before.keys()
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0005"

    def test_those_whom_an_old_version_gave_up_telling_are_for_an_operator(
        self, empty_database_url: str
    ) -> None:
        migrate_to(empty_database_url, "0009")
        words = dict.fromkeys(("reason", "field", "reference", "ts", "channel", "problem"), "")
        numbers = dict.fromkeys(
            ("attempts", "token", "next_try_at", "form_until", "settles_at", "sent_at", "lease_until"), 0
        )
        row = {**words, **numbers, "request": "{}", "post": "created", "route": 2}
        earlier = [("lost", "done", "new"), ("told", "done", "posted"), ("refused", "failed", "new")]
        with opened(empty_database_url) as database:
            with database.writing() as connection:
                for name, state, notice in earlier:
                    values = {**row, "id": name, "state": state, "notice": notice}
                    values |= {"created_at": 0, "updated_at": 0}
                    names, places = ", ".join(values), ", ".join(f":{key}" for key in values)
                    connection.execute(text(f"INSERT INTO deliveries ({names}) VALUES ({places})"), values)

            database.migrate()

            outbox = Deliveries(database)
            assert {each.id for each in outbox.listed([State.UNTOLD], limit=9)} == {"lost", "refused"}
            assert outbox.retry("lost")
            assert not outbox.retry("told")

    def test_only_the_emails_that_people_told_of_themselves_stay_theirs(
        self, empty_database_url: str
    ) -> None:
        migrate_to(empty_database_url, "0006")
        with opened(empty_database_url) as database:
            with database.writing() as connection:
                for person, told_by in (("U1", "U1"), ("U2", "U1")):
                    connection.execute(
                        text("INSERT INTO aliases VALUES (:person, :email, 1.0, :told_by)"),
                        {"person": person, "email": f"{person}@ours.test".lower(), "told_by": told_by},
                    )
                connection.execute(
                    text(
                        "INSERT INTO people VALUES"
                        " ('U1', 'Anna', 'a@ours.test', '', 'T1', :no, :no, :no, :no, :now)"
                    ),
                    {"no": False, "now": database.now(connection)},
                )

            database.migrate()

            people = People(database)
            assert (people.own_email("U1"), people.own_email("U2")) == ("u1@ours.test", "")
            # Slack is asked anew about everybody, for what was not kept of them.
            assert people.get("U1", max_age=3600) is None
            found = people.by_email("U1@ours.test")
            assert found is not None
            assert found.id == "U1"

    def test_the_schema_is_what_the_code_expects(self, database: Database) -> None:
        with database.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": differ})
            assert compare_metadata(context, metadata) == []

    @pytest.mark.parametrize("database_url", ["postgresql", "pgbouncer"], indirect=True)
    def test_what_must_last_is_waited_for_whatever_the_server_does_by_default(
        self, database_url: str, postgresql_server: Engine
    ) -> None:
        with postgresql_server.connect() as connection:
            assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "off"

        with opened(database_url) as database:
            for durable, waits in ((True, "on"), (False, "off"), (True, "on")):
                with database.writing(durable=durable) as connection:
                    assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == waits

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_a_file_made_from_the_content_of_another_is_written_ahead_too(
        self, database_url: str, tmp_path: Path
    ) -> None:
        with closing(sqlite3.connect(str(make_url(database_url).database))) as connection:
            connection.execute("VACUUM INTO ?", [str(tmp_path / "made.sqlite3")])

        with opened(f"sqlite:///{tmp_path}/made.sqlite3") as database:
            database.migrate()

            with database.reading() as reading:
                assert reading.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"

    def test_a_database_of_a_newer_version_is_refused(self, database: Database) -> None:
        with database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        with pytest.raises(DatabaseError, match="newer version") as caught:
            database.migrate()

        assert not isinstance(caught.value, DatabaseUnavailable)
        assert "9999" in str(caught.value)
