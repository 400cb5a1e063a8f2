"""Mistakes that the bot could have with notes: see `tests.simulation.mutants`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.app import Application
from bot.notes.keeping import Keeping
from bot.notes.note import WantedNote
from bot.notes.notes import Notes
from bot.notes.telling import NoteTelling
from bot.outbox.wanted_note import NoteState
from bot.request import Draft
from tests.simulation.options import Kind


class Blind(Notes):
    """That a note was sent is not noted, and so it is sent again."""

    def advance(self, note: WantedNote, *, lease: float, **changes: Any) -> WantedNote:
        changes.pop("settles_in", None)
        return super().advance(note, lease=lease, **changes)


class Hasty(Keeping):
    """What is not in the list is not there, however soon somebody looks."""

    def _find(self, note: WantedNote) -> None:
        super()._find(replace(note, settles_at=1.0))


class Silent(NoteTelling):
    """Nobody hears of a note that is not there."""

    def tell_failure(
        self, note: WantedNote, reason: str, reference: str, draft: Draft | None, *, is_certain: bool
    ) -> None:
        """Say nothing."""


class Beforehand(Notes):
    """A note counts as kept as soon as it is sent, and a failure loses it."""

    def advance(self, note: WantedNote, *, lease: float, **changes: Any) -> WantedNote:
        if "settles_in" in changes:
            changes["state"] = NoteState.KEPT
        return super().advance(note, lease=lease, **changes)


def _notes(kind: type[Notes]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.kept.notes.__class__ = kind

    return put


def _hasty(application: Application) -> None:
    application.rooms.kept.keeping.__class__ = Hasty


def _silent(application: Application) -> None:
    application.rooms.kept.keeping._telling.__class__ = Silent


MANY = {"people": 3, "forms": 2, "clicks": 0, "hands": 0, "homes": 0, "lists": 0, "reminders": 0}
"""Much is kept, and little else happens."""

LATE = {**MANY, "faults": {Kind.DROPPED: 0.7, Kind.SERVER_ERROR: 0.3}}
"""So it is, and what is sent takes effect late or never."""

NOTE_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "a note sent blindly": (_notes(Blind), "OneNote", 40, LATE),
    "notes that do not settle": (_hasty, "OneNote", 60, LATE),
    "a note done beforehand": (_notes(Beforehand), "OneNote", 40, LATE),
    "a note that nobody misses": (_silent, "OneNote", 60, {**MANY, "faults": {Kind.REFUSED: 0.6}}),
}
"""What is put into a built process, which checker finds it in how many seeds at most, and where."""
