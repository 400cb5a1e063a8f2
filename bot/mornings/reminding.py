"""Reminds people of what is overdue or due today."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import partial

from bot.boards.board import Group, Headed, Listed
from bot.chartmogul import Priority
from bot.mornings.person_now import PeopleNow
from bot.mornings.schedule import Give
from bot.mornings.slot import WORKING_DAYS, Slot, Turn, slot_at, time_of
from bot.mornings.writing import SeenTo, Writing
from bot.runtime import Runtime
from bot.slack.person import Person
from bot.tasks.known_task import KnownTask
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.views.morning_words import GREETING, reminder_note
from bot.workspace.people import People
from bot.workspace.preferences import Preferences, PreferenceStore


class Reminding:
    """Reminds them, one after the other.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        *,
        preferences: PreferenceStore,
        people: People,
        people_now: PeopleNow,
        tasks: Tasks,
        reader: TaskReader,
        writing: Writing,
        runtime: Runtime,
    ) -> None:
        self._preferences = preferences
        self._people = people
        self._people_now = people_now
        self._tasks = tasks
        self._reader = reader
        self._writing = writing
        self._runtime = runtime

    def due(self) -> list[Give]:
        """Whose time it is, and of whom it was not heard lately where they are."""
        wanted = self._people_now.but_for_hidden(self._preferences.with_reminders())
        zones = self._people_now.zones(wanted)
        now = self._runtime.now()
        return [
            partial(self.give, user_id, theirs)
            for user_id, theirs in wanted.items()
            if (zone := zones.get(user_id)) is None or _slot(now, theirs, zone).turn is Turn.DUE
        ]

    def give(self, user_id: str, wanted: Preferences) -> None:
        """Have a reminder posted, if it is time for it and something is due.

        Raises:
            SlackError, ChartMogulError: it could not be found out; another time, perhaps.
        """
        person = self._people_now.colleague(user_id)
        if person is None:
            self._preferences.stop_reminders(user_id)
            return
        if self._slot(wanted, person).turn is not Turn.DUE:
            return
        email = self._people.own_email(person.id) or person.email
        known = self._tasks.open_tasks(assignees=[email])
        self._reader.read_open(email, uuids=[task.uuid for task in known], priority=Priority.SYNC)
        self._write(person, wanted, self._tasks.open_tasks(assignees=[email]))

    def _write(self, person: Person, wanted: Preferences, tasks: list[KnownTask]) -> None:
        # ChartMogul may have taken its time.
        slot = self._slot(wanted, person)
        if slot.turn is not Turn.DUE:
            return
        due = [task for task in tasks if task.due_date and task.due_date <= slot.day]
        seen_to: SeenTo = partial(self._preferences.reminded, user_id=person.id, before=wanted, day=slot.day)
        if not due:
            self._writing.nothing(seen_to)
            return
        listed = Listed(
            heading=GREETING,
            headed=Headed.REMINDER,
            groups=(Group(uuids=tuple(task.uuid for task in due)),),
            assignees=(due[0].assignee,),
            note=reminder_note(time_of(wanted.reminder_at)),
            day=slot.day,
        )
        occasion = f"reminder-{person.id}-{slot.day}"
        self._writing.write(occasion, listed, seen_to, to=person.id, ends=slot.ends)

    def _slot(self, wanted: Preferences, person: Person) -> Slot:
        return _slot(self._runtime.now(), wanted, person.zone)


def _slot(now: datetime, wanted: Preferences, zone: tzinfo) -> Slot:
    return slot_at(now, zone, time_of(wanted.reminder_at), wanted.reminded_on, WORKING_DAYS)
