"""A database that is lent again holds what migrations have put into it, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, insert, select, update

from bot.store.database import Database
from bot.store.schema import leases, request_slots
from tests.recycling import Recycling


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
