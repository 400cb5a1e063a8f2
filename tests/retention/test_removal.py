"""What the instances know of a removal."""

from __future__ import annotations

import pytest

from bot.retention.removal import Removal
from bot.store.database import Database


@pytest.fixture
def removal(database: Database) -> Removal:
    """One that Slack has confirmed."""
    known = Removal(database)
    known.said("T1")
    assert not known.is_removed
    known.asked(is_taken=False)
    assert known.is_removed
    return known


def test_what_one_instance_notes_the_others_know_once_they_look(database: Database, removal: Removal) -> None:
    other = Removal(database)
    assert not other.is_removed

    other.refresh()
    assert other.is_removed
    removal.is_back()
    other.refresh()

    assert not other.is_removed


def test_nothing_said_twice_begins_anew(removal: Removal) -> None:
    before = removal.refresh()

    removal.said("T1")

    assert removal.refresh() == before


@pytest.mark.parametrize(("team", "is_removed"), [("T1", False), ("", False), ("T2", True)])
def test_it_is_back_when_somebody_of_the_workspace_comes(
    removal: Removal, team: str, *, is_removed: bool
) -> None:
    removal.came(team)

    assert removal.is_removed is is_removed
    assert (removal.refresh() is not None) is is_removed


@pytest.mark.parametrize("is_taken", [True, None])
def test_only_a_token_that_is_not_taken_confirms_it(database: Database, *, is_taken: bool | None) -> None:
    removal = Removal(database)
    removal.said("")

    removal.asked(is_taken=is_taken)

    said = removal.refresh()
    assert said
    assert not removal.is_removed
    assert said.asked_at >= said.said_at
