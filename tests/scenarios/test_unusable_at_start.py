"""A database that the bot cannot use when it starts: one line says why, and it is left as it is."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text

from tests import forking
from tests.scenarios.deployed import AS_DEPLOYED
from tests.scenarios.test_operations import environment
from tests.store.revisions import connected, upgrade
from tests.store.small_disk import fill, make_room, small_disk

COMMANDS = [AS_DEPLOYED, ("bot", "deliveries"), ("bot", "sync")]

NEWER = (
    "DATABASE_URL: this database was changed by a newer version of cm-task (its schema is 9999). "
    "Update cm-task, or name another database\n"
)


def run(folder: Path, database_url: str, *arguments: str) -> tuple[int, str]:
    """Run a module; its exit code, and what it says of errors."""
    nowhere = "http://127.0.0.1:9"
    given = {**environment(database_url, nowhere), "SLACK_API_URL": f"{nowhere}/api/", "PORT": free_port()}
    ended = forking.run(["-m", *arguments], cwd=folder, env=given)
    return ended.returncode, ended.stderr


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def read_only(database: Path) -> None:
    database.chmod(0o444)


def in_a_read_only_folder(database: Path) -> None:
    database.parent.chmod(0o555)


def of_another_user(database: Path) -> None:
    if os.geteuid():
        pytest.skip("only root gives files away")
    database.chmod(0o600)
    os.chown(database, 65534, 65534)


def beside_a_folder_that_is_gone(database: Path) -> None:
    database.unlink()
    database.parent.rmdir()


def not_a_database(database: Path) -> None:
    database.write_text("Dear all, " * 1000)


def damaged(database: Path) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def of_another_program(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE people (something)")


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (read_only, "cannot be written to: its file or folder is read-only or another user's"),
        (in_a_read_only_folder, "cannot be written to: its file or folder is read-only or another user's"),
        (of_another_user, "cannot be written to: its file or folder is read-only or another user's"),
        (beside_a_folder_that_is_gone, "cannot be opened: check that its directory exists"),
        (not_a_database, "the file is not a database"),
        (damaged, "the file of the database is damaged: go back to a backup"),
        (of_another_program, "a table in the database is another program's: give the bot a database"),
    ],
)
def test_one_line_says_why(
    happened: Callable[[Path], None],
    said: str,
    migrated_sqlite: Path,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    database = Path(shutil.copy(migrated_sqlite, folder / "cm-task.sqlite3"))
    happened(database)
    code, errors = run(tmp_path, f"sqlite:///{database}", "tests.store.bound", *AS_DEPLOYED)

    if folder.exists():
        folder.chmod(0o755)
    [line] = errors.splitlines()
    assert code == 2
    assert line.startswith(("DATABASE_URL: the ", "DATABASE_URL: a table "))
    assert said in line


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[1])
def test_one_of_a_newer_version_is_left_alone(
    database_url: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        before = content(connection)

    assert run(tmp_path, database_url, *command) == (2, NEWER)

    with connected(database_url) as connection:
        assert content(connection) == before


def content(connection: Connection) -> dict[str, list[Any]]:
    """All rows."""
    tables = inspect(connection).get_table_names()
    return {table: [*connection.execute(text(f"SELECT * FROM {table}"))] for table in sorted(tables)}


def test_a_disk_too_full_to_bring_it_up_to_date(tmp_path: Path) -> None:
    with small_disk(tmp_path, megabytes=4) as disk:
        url = f"sqlite:///{disk}/cm-task.sqlite3"
        with connected(url) as connection:
            upgrade(connection, "0005")
            before = content(connection)
        fill(disk)

        code, errors = run(tmp_path, url, "bot", "deliveries")

        assert code == 2
        assert errors == "DATABASE_URL: the disk of the database is full: make room on it\n"
        with connected(url) as connection:
            assert content(connection) == before
        make_room(disk)
        assert run(tmp_path, url, "bot", "deliveries")[0] == 0
