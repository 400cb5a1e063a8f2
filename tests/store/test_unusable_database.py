"""What is said of a database that cannot be used, and that nothing is lost in it."""

from __future__ import annotations

import socket
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.store.database import Database, DatabaseError, DatabaseUnavailable
from tests.pooler import through
from tests.postgresql import postgresql_database
from tests.scenarios.running import eventually
from tests.store.opening import opened
from tests.store.trouble import away, full, locked


def complaint(database: Database) -> str:
    """All that is said, and could be logged, of a database that cannot be used."""
    with pytest.raises(DatabaseUnavailable) as caught:
        database.migrate()
    return "".join(traceback.format_exception(caught.value))


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
            problem = str(database.problem())
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
            "postgresql://bot:pa@very-secret#/x@localhost/tasks",
            "postgres://bot:pa@very-secret?x@localhost/tasks",
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
