"""The database that is kept up to date, and what is said when it cannot be used."""

from __future__ import annotations

import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import TEXT, Engine, String, create_engine, make_url, text
from sqlalchemy.types import TypeEngine

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.store import migrating
from bot.store.database import Database, DatabaseError, DatabaseUnavailable
from bot.store.schema import metadata
from bot.store.text import Text
from bot.workspace.people import People
from tests.databases import postgresql_database, through
from tests.scenarios.running import eventually
from tests.store.trouble import away, full, locked

ROOT = Path(__file__).parents[2]
CONFIG = Config()
CONFIG.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
REVISIONS = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()]

MIGRATE = "import sys; from bot.store.database import Database; Database.open(sys.argv[1]).migrate()"


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database.open(url)
    yield database
    database.close()


def migrate(url: str) -> Database:
    """The database at this URL, up to date."""
    database = Database.open(url)
    database.migrate()
    return database


def migrate_to(url: str, revision: str) -> None:
    """Leave a database as an older version of the bot did, with a link in it."""
    engine = create_engine(make_url(url).set(drivername=_driver(url)))
    with engine.begin() as connection:
        CONFIG.attributes["connection"] = connection
        command.upgrade(CONFIG, revision)
        connection.execute(text("INSERT INTO links VALUES ('C1', 'cus_1', 'U1', 1.0)"))
    engine.dispose()


def _driver(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql+psycopg"


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


def complaint(database: Database) -> str:
    """All that is said, and could be logged, of a database that cannot be used."""
    with pytest.raises(DatabaseUnavailable) as caught:
        database.migrate()
    return "".join(traceback.format_exception(caught.value))


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

    def test_by_several_processes_at_once(self, empty_database_url: str) -> None:
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", MIGRATE, empty_database_url],
                cwd=ROOT,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(3)
        ]

        assert [process.communicate(timeout=90)[1] for process in processes] == [""] * 3
        assert [process.returncode for process in processes] == [0] * 3
        with opened(empty_database_url) as database:
            assert database.ready()

    @pytest.mark.parametrize("revision", REVISIONS)
    def test_an_old_database_keeps_what_is_in_it(self, empty_database_url: str, revision: str) -> None:
        migrate_to(empty_database_url, revision)

        with opened(empty_database_url) as database:
            database.migrate()

            with database.reading() as connection:
                assert connection.execute(text("SELECT customer_uuid FROM links")).scalars().all() == [
                    "cus_1"
                ]
            assert Deliveries(database).counts()[State.WAITING] == 0

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

    def test_a_database_of_a_newer_version_is_refused(self, database: Database) -> None:
        with database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

        with pytest.raises(DatabaseError, match="newer version") as caught:
            database.migrate()

        assert not isinstance(caught.value, DatabaseUnavailable)
        assert "9999" in str(caught.value)


class TestUnusable:
    def test_a_locked_database_stores_nothing(self, database: Database, database_url: str) -> None:
        outbox = Deliveries(database)
        with locked(database_url), pytest.raises(DatabaseUnavailable, match="locked"):
            outbox.add("one", "request", form_seconds=3)

        assert outbox.get("one") is None
        assert outbox.add("one", "request", form_seconds=3).state is State.WAITING

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    def test_a_full_database_stores_nothing(self, database: Database, database_url: str) -> None:
        outbox = Deliveries(database)
        with full(database_url):
            with pytest.raises(DatabaseUnavailable, match="full"):
                outbox.add("one", "request" * 100, form_seconds=3)

            assert outbox.get("one") is None
        assert outbox.add("one", "request" * 100, form_seconds=3).state is State.WAITING

    def test_a_file_in_no_directory(self, tmp_path: Path) -> None:
        with opened(f"sqlite:///{tmp_path}/nowhere/cm-task.sqlite3") as database:
            assert not database.ready()
            assert "check that its directory exists" in complaint(database)

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("Dear all, " * 1000)
        with opened(f"sqlite:///{tmp_path}/letter.txt") as database:
            assert "is not a database" in complaint(database)

    def test_a_server_that_is_not_there(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            with opened(f"postgresql://bot:very-secret@127.0.0.1:{port}/tasks") as database:
                assert not database.ready()
                said = complaint(database)
        assert "Connection refused" in said
        assert "very-secret" not in said

    def test_a_server_that_does_not_answer(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            with opened(f"postgresql://bot:very-secret@127.0.0.1:{port}/tasks") as database:
                said = complaint(database)
        assert "very-secret" not in said

    def test_a_server_without_the_database(self, postgresql_server: Engine) -> None:
        url = postgresql_server.url.set(database="nothing").render_as_string(hide_password=False)
        with opened(url) as database:
            assert 'database "nothing" does not exist' in complaint(database)

    @pytest.mark.parametrize("encoding", ["LATIN1", "WIN1252", "EUC_JP"])
    def test_an_encoding_that_lacks_most_scripts(self, postgresql_server: Engine, encoding: str) -> None:
        options = f"TEMPLATE template0 ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'"
        with (
            postgresql_database(postgresql_server, options) as url,
            opened(url) as database,
            pytest.raises(DatabaseError, match=f"stores text as {encoding}") as caught,
        ):
            database.migrate()
        assert "\n" not in str(caught.value)
        assert not isinstance(caught.value, DatabaseUnavailable)

    @pytest.mark.parametrize(
        ("user", "parameters", "said"),
        [
            ("stranger", "", "authentication failed"),
            ("postgres", "?options=-c%20statement_timeout%3D1s", "unsupported startup parameter: options"),
            ("postgres", "?sslmode=require", "SSL"),
            ("postgres", "?sslmode=sometimes", "invalid sslmode value"),
            ("postgres", "?sslrootcert=/nowhere/root.crt&sslmode=verify-full", "SSL"),
            ("postgres", "?connect_timeout=soon", "connect_timeout"),
            ("postgres", "?channel_binding=require", "channel binding"),
            ("postgres", "?target_session_attrs=odd", "target_session_attrs"),
        ],
    )
    def test_what_libpq_or_a_pooler_refuses_is_one_line(
        self, pooler_port: int, user: str, parameters: str, said: str
    ) -> None:
        url = f"postgresql://{user}:very-secret@127.0.0.1:{pooler_port}/postgres{parameters}"
        with opened(url) as database:
            problem = database.problem() or ""
            told = complaint(database)
        assert said in told
        assert said in problem
        assert "\n" not in problem
        assert "very-secret" not in told + problem

    def test_a_pooler_that_lost_its_database(self, postgresql_server: Engine, pooler_port: int) -> None:
        with postgresql_database(postgresql_server, "") as url:
            database = Database.open(through(url, pooler_port))
            database.migrate()
            assert database.ready()
            with away(url, postgresql_server):
                assert not database.ready()
                with pytest.raises(DatabaseUnavailable), database.writing():
                    pytest.fail("there is nothing to write to")
            eventually(database.ready)
            database.close()

    def test_a_schema_that_is_not_there(self, postgresql_server: Engine) -> None:
        with postgresql_database(postgresql_server, "") as url, opened(f"{url}&schema=nowhere") as database:
            assert "create it there" in complaint(database)

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://bot:pa@very-secret@localhost/tasks",
            "postgresql://bot:very-secret#/x@localhost:nonsense/tasks",
            "postgresql://bot:very-secret@localhost:54321:5432/tasks",
            "psql postgresql://bot:very-secret@localhost/tasks",
            "jdbc:postgresql://localhost/tasks?password=very-secret",
            "prisma+postgres://accelerate.test/?api_key=very-secret",
            "sqlite://cm-task.sqlite3",
            "sqlite:///file:tasks?mode=memory&uri=true",
            "",
            "very-secret",
            "mysql://bot:very-secret@localhost/tasks",
            "postgresql://bot:very-secret@localhost:port/tasks",
            "postgresql://bot:very@secret@localhost/tasks",
            "sqlite://",
            "sqlite:///:memory:",
        ],
    )
    def test_a_url_of_no_database(self, url: str) -> None:
        with pytest.raises(DatabaseError) as caught:
            Database.open(url)
        assert "\n" not in str(caught.value)
        assert "secret" not in "".join(traceback.format_exception(caught.value))

    def test_the_password_is_not_shown(self) -> None:
        with opened("postgresql://bot:very-secret@localhost/tasks") as database:
            assert "very-secret" not in repr(database)
