"""What people have set for themselves is kept, each person's by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.request import Announce
from bot.store.database import Database
from bot.workspace.preferences import Preferences, PreferenceStore, UsualDue

SET = Preferences(reminder_at="08:30", direct_messages=False, due=UsualDue.IN_A_WEEK, announce=Announce.ME)
FRIDAY = date(2026, 11, 27)


def test_whoever_has_set_nothing_has_the_defaults(database: Database) -> None:
    assert PreferenceStore(database).get("U1") == Preferences()


def test_what_was_set_stays_until_it_is_set_anew(database: Database) -> None:
    store = PreferenceStore(database)
    store.set("U1", SET)
    assert store.get("U1") == SET
    assert store.get("U2") == Preferences()

    store.set("U1", Preferences(due=UsualDue.IN_THREE_DAYS))
    assert store.get("U1") == Preferences(due=UsualDue.IN_THREE_DAYS)


def test_only_who_wants_to_be_reminded_is(database: Database) -> None:
    store = PreferenceStore(database)
    store.set("U1", SET)
    store.set("U2", Preferences())
    assert store.with_reminders() == {"U1": SET}

    store.stop_reminders("U1")
    assert store.with_reminders() == {}
    assert not store.get("U1").direct_messages


def test_of_two_who_find_that_it_is_time_one_notes_the_day(database: Database) -> None:
    store = PreferenceStore(database)
    store.set("U1", SET)
    with database.writing() as connection:
        assert store.reminded(connection, "U1", SET, FRIDAY)
        assert not store.reminded(connection, "U1", SET, FRIDAY)
    assert store.get("U1").reminded_on == "2026-11-27"


def test_who_has_changed_the_time_meanwhile_is_not_reminded_yet(database: Database) -> None:
    store = PreferenceStore(database)
    store.set("U1", replace(SET, reminder_at="11:00"))
    with database.writing() as connection:
        assert not store.reminded(connection, "U1", SET, FRIDAY)
    assert store.get("U1").reminded_on == ""
