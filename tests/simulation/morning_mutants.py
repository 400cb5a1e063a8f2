"""Mistakes that the bot could have in the morning: see `tests.simulation.mutants`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo
from itertools import count
from typing import Any

from bot.app import Application
from bot.boards.board import Listed
from bot.mornings.digesting import Digesting
from bot.mornings.digests import Digest
from bot.mornings.reminding import Reminding
from bot.mornings.slot import Slot, Turn
from bot.mornings.writing import SeenTo, Writing
from bot.workspace.preferences import Preferences
from tests.simulation.options import Kind

_COUNT = count()


class Forgetful(Writing):
    """The day is not noted with the message, whose occasion is another one each time."""

    def write(self, occasion: str, listed: Listed, seen_to: SeenTo, **options: Any) -> None:
        super().write(f"{occasion}-{next(_COUNT)}", listed, lambda connection: True, **options)


class Parted(Writing):
    """The day is noted before the message is written, in a transaction of its own."""

    def write(self, occasion: str, listed: Listed, seen_to: SeenTo, **options: Any) -> None:
        with self._database.writing() as connection:
            if not seen_to(connection):
                return
        super().write(occasion, listed, lambda connection: True, **options)


class Early(Reminding):
    """It is always time."""

    def _slot(self, wanted: Preferences, person: Any) -> Any:
        return replace(super()._slot(wanted, person), turn=Turn.DUE)


class Again(Digesting):
    """The day of a digest is not looked at."""

    def _slot(self, digest: Digest, zone: tzinfo) -> Slot:
        return super()._slot(replace(digest, posted_on=""), zone)


def _reminding(application: Application) -> Any:
    return application.rooms.mornings.schedule._kinds[0].__self__  # type: ignore[attr-defined]


def _writing(kind: type[Writing]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        _reminding(application)._writing.__class__ = kind

    return put


def _digesting(application: Application) -> Any:
    return application.rooms.mornings.schedule._kinds[1].__self__  # type: ignore[attr-defined]


def _again(application: Application) -> None:
    digesting = _digesting(application)
    digesting.__class__ = Again
    digesting._writing.__class__ = Forgetful


def _early(application: Application) -> None:
    _reminding(application).__class__ = Early


SEVERAL = {
    "reminders": 3,
    "processes": 2,
    "forms": 1,
    "clicks": 0,
    "hands": 0,
    "homes": 0,
    "lists": 0,
    "digests": 0,
}
"""Several people are reminded, and little else happens."""

SWITCHED = {**SEVERAL, "reminders": 0, "digests": 4, "backlog": 3}
"""Digests are switched on and off, and little else happens."""

MORNING_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "a reminder each time": (_writing(Forgetful), "OneReminder", 5, {**SEVERAL, "faults": {}}),
    "a digest each time": (_again, "OneDigest", 20, {**SWITCHED, "faults": {}}),
    "a day noted apart": (_writing(Parted), "OneReminder", 20, {**SEVERAL, "faults": {Kind.LOCK: 0.5}}),
    "a reminder before its time": (_early, "OneReminder", 5, {**SEVERAL, "faults": {}}),
}
"""As `task_mutants.TASK_MISTAKES`."""
