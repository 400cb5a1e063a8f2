"""A database that is lent again holds what migrations have put into it, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, func, insert, select, update

from bot.chartmogul import ChartMogul
from bot.directory.sync import DirectorySync
from bot.directory.sync_progress import Stage, SyncProgress
from bot.store.database import Database, DatabaseUnavailable
from bot.store.schema import leases, request_slots, sync_progress
from tests.recycling import RecycledPostgresql, RecycledSqlite, Recycling
from tests.reopened import Reopened
from tests.templates import postgresql_template, sqlite_template


@pytest.fixture(params=["recycled_sqlite", "recycled_postgresql"])
def recycling(request: pytest.FixtureRequest) -> Recycling:
    """Databases of one kind."""
    found: Recycling = request.getfixturevalue(request.param)
    return found


def synced_long_ago(url: str) -> None:
    """Have a database be as after a sync of another day."""
    database = Database.open(url)
    progress = SyncProgress(database)
    progress.begin(resumable=0.0)
    with database.writing() as connection:
        connection.execute(update(sync_progress).values(stage=Stage.IDLE, finished_at=1.0))
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def synced(request: pytest.FixtureRequest, run_folder: Path, tmp_path: Path) -> Iterator[Recycling]:
    """Databases that a bot has filled with customers long ago."""
    migrated = request.getfixturevalue(f"migrated_{request.param}")
    if request.param == "sqlite":
        yield RecycledSqlite(sqlite_template(run_folder, "long_ago", synced_long_ago, of=migrated), tmp_path)
        return
    server: Engine = request.getfixturevalue("postgresql_server")
    template = postgresql_template(server, run_folder, "long_ago", synced_long_ago, of=migrated)
    made = RecycledPostgresql(server, template)
    yield made
    made.drop()


def test_no_bot_reads_the_customers_beside_a_test_however_long_ago_that_was_done(synced: Recycling) -> None:
    for _ in range(2):
        with synced.lent() as url:
            database = Database.open(url)
            assert SyncProgress(database).get().ever_finished
            client = ChartMogul(SecretStr("key"), base_url="http://127.0.0.1:9")
            assert not DirectorySync(client, database).is_due(every=60.0)
            client.close()
            database.close()


def test_what_grew_large_comes_back_as_it_was(recycling: Recycling) -> None:
    with recycling.lent() as url:
        database = Database.open(url)
        with database.reading() as connection:
            before = connection.scalar(select(func.count()).select_from(request_slots))
        with database.writing(durable=False) as connection:
            connection.execute(insert(leases).values(name="own", holder="me", until=1.0, token=1))
            for _ in range(200):
                connection.execute(update(request_slots).values(free_at=request_slots.c.free_at + 1))
        database.close()

    with recycling.lent() as again:
        assert again == url
        database = Database.open(again)
        with database.reading() as connection:
            slots = connection.execute(select(request_slots.c.free_at)).scalars().all()
            own = connection.scalar(select(func.count()).select_from(leases).where(leases.c.name == "own"))
        database.close()

    assert (len(slots), own) == (before, 0)
    assert set(slots) == {0.0}


def test_who_outlives_a_test_writes_and_reads_nothing_of_the_next(recycling: Recycling) -> None:
    with recycling.lent() as url:
        outlived = Reopened.open(url)
        outlived.close()

    with recycling.lent() as url:
        following = Reopened.open(url)
        with pytest.raises(DatabaseUnavailable), outlived.writing() as connection:
            connection.execute(insert(leases).values(name="own", holder="me", until=1.0, token=1))
        with pytest.raises(DatabaseUnavailable), outlived.reading():
            pass
        with following.reading() as connection:
            assert not connection.scalar(
                select(func.count()).select_from(leases).where(leases.c.name == "own")
            )
        following.close()
