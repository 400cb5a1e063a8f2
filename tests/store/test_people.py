"""Who people in Slack are, and what ChartMogul calls them."""

from __future__ import annotations

import pytest

from bot.person import Person
from bot.store.database import Database
from bot.store.people import Alias, People

ANNA = Person(id="U1", name="Anna", email="anna@ours.test", tz="Europe/Berlin")


@pytest.fixture
def people(database: Database) -> People:
    """Anna is known."""
    kept = People(database)
    kept.remember(ANNA)
    return kept


def test_a_person_comes_back_while_what_is_known_is_fresh(people: People) -> None:
    assert people.get("U1", max_age=60) == ANNA
    assert people.get("U1", max_age=-1) is None
    assert people.get("U1") == ANNA
    assert people.get("U2") is None


def test_an_alias_counts_until_it_is_taken_back(people: People) -> None:
    people.set_alias("U1", " Berg@ours.test", by="U2")

    assert people.alias("U1") == Alias("berg@ours.test", set_by="U2")
    assert people.by_email("BERG@ours.test") == ANNA
    people.forget_alias("U1")
    assert people.alias("U1") is None
    assert people.by_email("berg@ours.test") is None


def test_an_email_finds_the_colleague_first_and_nobody_who_left(people: People) -> None:
    people.remember(Person(id="U0", name="Outsider", email="anna@ours.test", is_stranger=True))
    people.remember(Person(id="U3", name="Gina", email="gina@ours.test", deleted=True))

    assert people.by_email("anna@ours.test") == ANNA
    assert people.by_email("gina@ours.test") is None
    assert people.by_email("") is None
