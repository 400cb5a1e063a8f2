"""Mistakes that the bot could have with what shows several tasks: see `tests.simulation.mutants`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.app import Application
from bot.boards.board import Board
from bot.boards.boards import Boards

NEWEST = 10**9
"""A version that no task ever has."""


class Satisfied(Boards):
    """What a board shows never falls behind."""

    def drawn(self, board: Board, versions: Mapping[str, int], **options: Any) -> None:
        super().drawn(board, dict.fromkeys(versions, NEWEST), **options)

    def touch(self, people: Iterable[str]) -> None:
        """Nobody's App Home is drawn anew for a task that has come to them."""


class Deaf(Boards):
    """A click in a list does not have it follow."""

    def clicked(self, place: str, person: str, response_url: str) -> bool:
        return True


def _deaf(application: Application) -> None:
    application.rooms.live.boards.boards.__class__ = Deaf


def _satisfied(application: Application) -> None:
    application.rooms.live.boards.boards.__class__ = Satisfied


AT_HOME = {"homes": 8, "lists": 0, "clicks": 6, "hands": 0, "faults": {}}
"""People look at their App Homes and click there."""

LISTED = {"lists": 6, "backlog": 9, "clicks": 6, "forms": 1, "homes": 0, "hands": 0, "faults": {}}
"""They ask for lists and click there."""

REMINDED = {"reminders": 3, "clicks": 9, "forms": 1, "homes": 0, "lists": 0, "hands": 0, "faults": {}}
"""They click in reminders."""

BOARD_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "an App Home that stays as it was": (_satisfied, "HomesTellTheTruth", 10, AT_HOME),
    "a list that stays as it was": (_deaf, "RowsTellTheTruth", 20, LISTED),
    "a reminder that stays as it was": (_satisfied, "RowsTellTheTruth", 20, REMINDED),
}
"""As `task_mutants.TASK_MISTAKES`."""
