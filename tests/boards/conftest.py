"""What the tests of boards share."""

from __future__ import annotations

import pytest

from bot.store.database import Database
from tests.boards.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    """Boards and tasks."""
    return Office(database)
