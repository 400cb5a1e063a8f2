"""A card falls behind where somebody clicks on it in the moment in which it becomes known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.changes.change import Change, Fields, Kind
from bot.changes.changes import Changes
from bot.store.database import Database
from bot.tasks.known_task import asked_for
from bot.tasks.places import CardPlaces
from bot.tasks.tasks import Tasks
from tests.retention.office import a_request

URL = "https://hooks.slack.test/secret"


@pytest.mark.parametrize("is_clicked", [True, False])
def test_the_click_is_stored_and_then_the_card(database: Database, is_clicked: bool) -> None:
    tasks, places = Tasks(database), CardPlaces(database)
    changes = Changes(database, tasks)
    if is_clicked:
        completion = Change(
            kind=Kind.COMPLETE, task_uuid="t1", by="U1", at=datetime.now(UTC), wanted=Fields()
        )
        changes.add("click", completion)
    with database.writing() as connection:
        tasks.put(connection, asked_for(a_request(), "t1"))
        places.put(connection, "C1", "1.0", "t1", shown=1)

    places.adopt("C1", "1.0", "t1", URL, seconds=1740.0, is_behind=bool(changes.under_way(["t1"])))

    assert bool(places.claim(lease=30.0, longest=60.0)) is is_clicked
