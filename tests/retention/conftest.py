"""What these tests share."""

from __future__ import annotations

import pytest

from tests.retention.office import Office
from tests.store.clock import StoppedClock


@pytest.fixture
def office(clock: StoppedClock) -> Office:
    """A database with nothing in it, and a clock that stands still."""
    return Office(clock)
