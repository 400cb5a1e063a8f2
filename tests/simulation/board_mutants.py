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


def _satisfied(application: Application) -> None:
    application.rooms.live.boards.boards.__class__ = Satisfied


AT_HOME = {"homes": 8, "clicks": 6, "hands": 0, "faults": {}}
"""People look at their App Homes and click there."""

BOARD_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "an App Home that stays as it was": (_satisfied, "HomesTellTheTruth", 10, AT_HOME),
}
"""As `task_mutants.TASK_MISTAKES`."""
