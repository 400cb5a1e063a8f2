"""Who people in Slack are, and what ChartMogul calls them."""

from __future__ import annotations

import pytest

from bot.at_hand import MOMENT
from bot.slack.person import Person
from bot.store.database import Database
from bot.workspace.people import People
from tests.still_clock import StillClock

ANNA = Person(id="U1", name="Anna", email="anna@ours.test", tz="Europe/Berlin")


GUEST = ANNA.model_copy(update={"is_restricted": True})


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


def test_what_another_process_learnt_counts_for_a_form_a_moment_later(database: Database) -> None:
    clock = StillClock()
    here, there = People(database, clock), People(database, clock)
    here.remember(ANNA)
    assert here.lately(["U1", "U2"], max_age=3600) == {"U1": ANNA}
    there.remember(GUEST)

    assert here.lately(["U1"], max_age=3600) == {"U1": ANNA}
    assert here.get("U1", max_age=3600) == GUEST
    assert there.lately(["U1"], max_age=3600) == {"U1": GUEST}
    clock.seconds += MOMENT + 1
    assert here.lately(["U1"], max_age=3600) == {"U1": GUEST}


def test_what_this_process_learnt_counts_at_once(people: People) -> None:
    assert people.lately(["U1"], max_age=3600) == {"U1": ANNA}
    people.remember(GUEST)

    assert people.lately(["U1"], max_age=3600) == {"U1": GUEST}


def test_who_was_known_for_long_is_not_known_for_whoever_wants_it_fresh(people: People) -> None:
    assert people.lately(["U1"], max_age=86_400) == {"U1": ANNA}

    assert people.lately(["U1"], max_age=-1) == {}


def test_what_people_told_of_themselves_counts_until_it_is_taken_back(people: People) -> None:
    people.set_own_email("U1", " Berg@ours.test")

    assert people.own_email("U1") == "Berg@ours.test"
    assert people.own_email("U2") == ""
    assert people.by_email("BERG@ours.test") == ANNA
    people.forget_own_email("U1")
    assert people.own_email("U1") == ""
    assert people.by_email("berg@ours.test") is None


@pytest.mark.parametrize(
    "email", ["juergen.groß@ours.test", "J.İnce@ours.test", "ΣΊΣΥΦΟΣ@ours.test", "Mixed.Case@ours.test"]
)
def test_an_email_comes_back_as_it_was_written_and_is_found_in_any_case(people: People, email: str) -> None:
    people.remember(Person(id="U7", name="J", email=email))
    people.set_own_email("U8", email)
    people.remember(Person(id="U8", name="K"))

    known = people.get("U7")
    assert known is not None
    assert known.email == email
    assert people.own_email("U8") == email
    for written in (email, email.casefold(), email.upper()):
        found = people.by_email(written)
        # Two have it: who told it of themselves comes first.
        assert (found and found.id) == ("U8" if written.casefold() == email.casefold() else None)


def test_the_enterprise_and_its_workspaces_come_back(people: People) -> None:
    sister = Person(id="U9", name="Sis", team_id="T2", enterprise_id="E1", teams=("T2", "T3"))
    people.remember(sister)

    assert people.get("U9") == sister


def test_an_email_finds_the_colleague_first_and_nobody_who_left(people: People) -> None:
    people.remember(Person(id="U0", name="Outsider", email="anna@ours.test", is_stranger=True))
    people.remember(Person(id="U3", name="Gina", email="gina@ours.test", deleted=True))

    assert people.by_email("anna@ours.test") == ANNA
    assert people.by_email("gina@ours.test") is None
    assert people.by_email("") is None
