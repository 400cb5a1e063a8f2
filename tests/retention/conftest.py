"""What these tests share."""

from __future__ import annotations

import pytest

from bot.workspace.people import People
from tests.retention.office import BEN, Office, person
from tests.store.clock import StoppedClock


@pytest.fixture
def office(clock: StoppedClock) -> Office:
    """A database with nothing in it, and a clock that stands still."""
    return Office(clock)


@pytest.fixture
def ben(office: Office) -> People:
    """Ben is known, and Anna."""
    known = People(office.clock)
    known.remember(person("UBEN", BEN, "Ben Okafor"))
    known.remember(person("UANNA", "anna@elsewhere.test", "Anna Berg"))
    return known
