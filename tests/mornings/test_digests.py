"""Which channels get a digest is kept, and of two who post it one does."""

from __future__ import annotations

from datetime import date

from bot.mornings.digests import Digest, Digests
from bot.store.database import Database

MONDAY = date(2026, 11, 30)


def test_whoever_switches_it_on_last_answers_for_it(database: Database) -> None:
    digests = Digests(database)
    assert digests.of("C1") is None
    digests.switch_on("C1", by="U1")
    digests.switch_on("C1", by="U2")
    assert digests.of("C1") == Digest("C1", "U2", "")
    assert digests.of("C2") is None


def test_switched_off_it_is_gone(database: Database) -> None:
    digests = Digests(database)
    digests.switch_on("C1", by="U1")
    assert digests.switch_off("C1")
    assert not digests.switch_off("C1")
    assert digests.wanted() == []


def test_of_two_who_find_that_it_is_time_one_notes_the_day(database: Database) -> None:
    digests = Digests(database)
    digests.switch_on("C1", by="U1")
    [found] = digests.wanted()
    with database.writing() as connection:
        assert digests.seen_to(connection, found, MONDAY)
    with database.writing() as connection:
        assert not digests.seen_to(connection, found, MONDAY)
    assert digests.of("C1") == Digest("C1", "U1", "2026-11-30")


def test_whoever_was_switched_off_meanwhile_gets_none(database: Database) -> None:
    digests = Digests(database)
    digests.switch_on("C1", by="U1")
    [found] = digests.wanted()
    digests.switch_off("C1")
    with database.writing() as connection:
        assert not digests.seen_to(connection, found, MONDAY)
