"""The files beside a SQLite database, which SQLite itself takes away with the last connection."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.database import Database, DatabaseUnavailable
from bot.store.sqlite_file import BESIDE
from tests.store.opening import opened


@pytest.fixture
def path(migrated_sqlite: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_sqlite, tmp_path / "cm-task.sqlite3"))


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with opened(f"sqlite:///{path}") as database:
        yield database


def read(database: Database) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM deliveries")).one()


def test_a_connection_that_outlives_the_closing_and_is_given_up(database: Database) -> None:
    with database.reading() as connection:
        database.close()
        connection.execute(text("SELECT 1")).one()
    del connection
    gc.collect()

    read(database)
    with database.writing():
        pass


def test_one_that_is_given_up_while_others_stay(database: Database) -> None:
    with database.reading() as given_up:
        database.close()
        with database.reading() as other:
            other.execute(text("SELECT 1")).one()
            del given_up
            gc.collect()
            read(database)


def test_many_that_open_and_close_at_the_same_time(database: Database) -> None:
    troubles: list[DatabaseUnavailable] = []

    def open_and_close() -> None:
        for _ in range(50):
            try:
                read(database)
            except DatabaseUnavailable as error:
                troubles.append(error)
            database.close()

    threads = [threading.Thread(target=open_and_close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []


@pytest.mark.parametrize("ending", BESIDE)
def test_what_somebody_else_takes_away_is_missed_until_nobody_has_it_open(
    database: Database, path: Path, ending: str
) -> None:
    with database.reading() as connection:
        connection.execute(text("SELECT 1")).one()
        path.with_name(f"{path.name}{ending}").unlink()
        with pytest.raises(DatabaseUnavailable, match=f"the file {ending} beside"), database.writing():
            pass
        database.close()
    del connection
    gc.collect()

    with database.writing():
        pass


def test_nobody_else_reads_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite3"

    with opened(f"sqlite:///{path}") as database:
        database.migrate()
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}

    assert modes == {f"new.sqlite3{ending}": 0o600 for ending in ("", *BESIDE)}


def test_one_that_is_there_keeps_its_permissions(path: Path) -> None:
    path.chmod(0o640)

    with opened(f"sqlite:///{path}") as database, database.writing():
        modes = {each.stat().st_mode & 0o777 for each in path.parent.iterdir()}

    assert modes == {0o640}
