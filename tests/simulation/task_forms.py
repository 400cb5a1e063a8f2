"""The forms that change a task, and how people fill them in."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.changes.change import Change
from tests.simulation import to_bot
from tests.simulation.events import Told
from tests.simulation.people import PRESSES
from tests.simulation.processes import Answer
from tests.simulation.screen import Screen
from tests.simulation.slack import PEOPLE, Slack, View
from tests.simulation.to_bot import ToBot
from tests.simulation.virtual import EPOCH


class Surroundings(to_bot.Surroundings, Protocol):
    """What people need of their world."""

    slack: Slack


@dataclass
class TaskForm:
    """A form that somebody filled in to change a task, and what they were told."""

    user: str
    task_uuid: str
    url: str
    """The response URL of the click that opened it; empty in the App Home, where there is none."""
    wrote: set[str] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def asks(self, change: Change) -> bool:
        """Whether the change comes from this form."""
        if self.url or change.response_url:
            return change.response_url == self.url
        if (change.by, change.task_uuid) != (self.user, self.task_uuid):
            return False
        wanted = {change.wanted.details, str(change.wanted.due_date)}
        return bool(wanted & self.wrote) or not self.wrote


class TaskForms:
    """All of them.

    Args:
        dice: decide what is filled in.
    """

    def __init__(self, world: Surroundings, dice: random.Random, bot: ToBot) -> None:
        self.filled: list[TaskForm] = []
        self._world = world
        self._scheduler = world.scheduler
        self._dice = dice
        self._bot = bot
        self._count = 0

    def fill_in(self, form: TaskForm, view: View) -> None:
        """Fill in the form that has opened, and press its button until that was of use."""
        shown, kind = Screen(view, conversation="C1"), view.content.get("callback_id")
        self.filled.append(form)
        self._fill(form, shown)
        self._scheduler.pause(self._dice.uniform(0.5, 15.0))
        if self._dice.random() < 0.1:
            return
        name = PEOPLE[form.user][0]
        for _ in range(PRESSES):
            body = shown.submission(self._world.slack)
            times = 2 if self._dice.random() < 0.2 else 1
            waits = [self._bot.sent(name, "submit", body, self._bot.any_process()) for _ in range(times)]
            form.told += [self._told(shown, wait()) for wait in waits]
            self._world.trace(name, f"sees of {view.id}: {', '.join(form.told)}")
            if {Told.CREATED, Told.SAVED} & set(form.told) or self._dice.random() < 0.2:
                return
            if shown.view.content.get("callback_id") != kind:
                return
            self._scheduler.pause(self._dice.uniform(1.0, 8.0))
            if form.told[-1] is Told.ERROR and self._dice.random() < 0.7:
                self._fill(form, shown)

    def _fill(self, form: TaskForm, shown: Screen) -> None:
        kind = shown.view.content.get("callback_id")
        self._count += 1
        if kind == "edit_task" and self._dice.random() < 0.7:
            shown.write(f"Edit {self._count}")
            form.wrote.add(f"Edit {self._count}")
        elif kind in {"edit_task", "snooze_task"}:
            shown.choose_day(self._day())
            form.wrote.add(self._day())
        if kind == "edit_task" and self._dice.random() < 0.3:
            shown.assign(self._dice.choice(list(PEOPLE)))

    def _day(self) -> str:
        today = datetime.fromtimestamp(EPOCH, UTC).date()
        return (today + timedelta(days=10 + self._count)).isoformat()

    def _told(self, shown: Screen, answer: Answer | None) -> Told:
        if answer is None or answer[0] != 200:
            return Told.NOTHING
        said = json.loads(answer[1] or "{}")
        match said.get("response_action"):
            case None | "clear":
                return Told.CREATED
            case "update":
                is_saved = said["view"].get("callback_id") == "saved"
                shown.view.content = said["view"]
                return Told.SAVED if is_saved else Told.ERROR
        return Told.ERROR
