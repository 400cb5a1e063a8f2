"""A database that is lent again holds what migrations have put into it, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select, update

from bot.store.database import Database, DatabaseUnavailable
from bot.store.schema import leases, request_slots
from tests.recycling import Recycling
from tests.reopened import Reopened


@pytest.fixture(params=["recycled_sqlite", "recycled_postgresql"])
def recycling(request: pytest.FixtureRequest) -> Recycling:
    """Databases of one kind."""
    found: Recycling = request.getfixturevalue(request.param)
    return found


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
