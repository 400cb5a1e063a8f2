"""What people have set for themselves in the App Home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.at_hand import AtHand
from bot.request import Announce
from bot.runtime import REAL, Runtime
from bot.store.database import Database
from bot.store.schema import preferences


class UsualDue(StrEnum):
    """When tasks are due for which nothing else was said."""

    NEXT_WORKING_DAY = "next_working_day"
    IN_THREE_DAYS = "in_3_days"
    IN_A_WEEK = "in_a_week"


@dataclass(frozen=True)
class Preferences:
    """One person's, with what goes for whoever has set nothing."""

    reminder_at: str = ""
    """When to be reminded on working mornings, `HH:MM` in their own time zone; `""`: never."""
    reminded_on: str = ""
    """The day, as it was for them, of the last reminder, `YYYY-MM-DD`; `""`: there was none."""
    direct_messages: bool = True
    """Whether to be told of tasks that others give to them."""
    due: UsualDue = UsualDue.NEXT_WORKING_DAY
    announce: Announce = Announce.CHANNEL
    """Where summaries go from a channel that colleagues alone read, unless the form says otherwise."""
    keep_note: bool = False
    """Whether to keep conversations as notes, as this person last left that in a form."""


_OF_PERSON = select(preferences).where(preferences.c.person == bindparam("of_person"))


class PreferenceStore:
    """Everybody's.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, runtime: Runtime = REAL) -> None:
        self._database = database
        self._at_hand: AtHand[str, Preferences] = AtHand(runtime)

    def get(self, user_id: str) -> Preferences:
        """What this person has set, or the defaults."""
        with self._database.reading() as connection:
            row = connection.execute(_OF_PERSON, {"of_person": user_id}).one_or_none()
        return _preferences(row) if row else Preferences()

    def usual(self, user_id: str) -> Preferences:
        """`get` as of a moment ago: for a form, which shows what it takes from there."""
        return self._at_hand.get_or_read([user_id], lambda _: {user_id: self.get(user_id)})[user_id]

    def set(self, user_id: str, wanted: Preferences) -> None:
        """Keep all of it but the day of the last reminder, which nobody sets."""
        settings = {
            "reminder_at": wanted.reminder_at,
            "direct_messages": wanted.direct_messages,
            "due": wanted.due,
            "announce": wanted.announce,
            "set_at": self._database.moment(),
        }
        with self._database.writing() as connection:
            connection.execute(
                self._database.insert(preferences)
                .values(person=user_id, reminded_on="", **settings)
                .on_conflict_do_update(index_elements=["person"], set_=settings)
            )
        self._at_hand.forget(user_id)

    def set_keep_note(self, user_id: str, *, is_on: bool) -> None:
        """Remember how this person left the box that keeps a note."""
        new, usual = {"keep_note": is_on, "set_at": self._database.moment()}, Preferences()
        with self._database.writing(durable=False) as connection:
            connection.execute(
                self._database.insert(preferences)
                .values(
                    person=user_id,
                    reminder_at=usual.reminder_at,
                    reminded_on=usual.reminded_on,
                    direct_messages=usual.direct_messages,
                    due=usual.due,
                    announce=usual.announce,
                    **new,
                )
                .on_conflict_do_update(index_elements=["person"], set_=new)
            )
        self._at_hand.forget(user_id)

    def with_reminders(self) -> dict[str, Preferences]:
        """Those who want to be reminded, by their Slack user ids."""
        with self._database.reading() as connection:
            rows = connection.execute(select(preferences).where(preferences.c.reminder_at != "")).all()
        return {row.person: _preferences(row) for row in rows}

    def reminded(self, connection: Connection, user_id: str, before: Preferences, day: date) -> bool:
        """Note the day of a reminder, in a transaction at hand.

        Args:
            before: what this person had set when it was found out that it is time.

        Returns whether it is still to be given: they have not changed that, and nobody else has noted a day.
        """
        noted = connection.execute(
            update(preferences)
            .where(
                preferences.c.person == user_id,
                preferences.c.reminder_at == before.reminder_at,
                preferences.c.reminded_on == before.reminded_on,
            )
            .values(reminded_on=day.isoformat())
        )
        return bool(noted.rowcount)

    def stop_reminders(self, user_id: str) -> None:
        """Remind this person no more."""
        with self._database.writing() as connection:
            connection.execute(
                update(preferences).where(preferences.c.person == user_id).values(reminder_at="")
            )


def _preferences(row: Row[Any]) -> Preferences:
    return Preferences(
        reminder_at=row.reminder_at,
        reminded_on=row.reminded_on,
        direct_messages=row.direct_messages,
        due=UsualDue(row.due),
        announce=Announce(row.announce),
        keep_note=row.keep_note,
    )
