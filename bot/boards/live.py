"""The boards at work, wired once for a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.boards.board import Board
from bot.boards.board_surface import BoardSurface
from bot.boards.boards import Boards
from bot.boards.cards import Cards
from bot.boards.home_drawing import HomeDrawer
from bot.boards.home_reading import HomeReading
from bot.boards.home_tasks import HomePeople, HomeTasks
from bot.boards.list_drawing import ListDrawer
from bot.changes.changes import Changes
from bot.directory.customers import Directory
from bot.outbox.pace import Pace
from bot.redrawing import Redrawing
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.store.database import DatabaseUnavailable
from bot.tasks.drawing import Colleagues
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks

log = structlog.get_logger(__name__)


class Everybody(HomePeople, Colleagues, Protocol):
    """All that boards ask about people."""


@dataclass(frozen=True)
class LiveBoards:
    """Each of them once."""

    tasks: Tasks
    people: Everybody
    boards: Boards
    lists: ListDrawer
    homes: HomeReading
    redrawing: Redrawing[Board]

    @classmethod
    def over(
        cls,
        *,
        boards: Boards,
        slack: Slack,
        tasks: Tasks,
        reader: TaskReader,
        changes: Changes,
        people: Everybody,
        directory: Directory,
        settings: Callable[[str], Sequence[str]],
        may_see: Callable[[str], bool],
        pace: Pace,
        runtime: Runtime,
    ) -> LiveBoards:
        """What draws and reads.

        Args:
            settings: what somebody has set, in words.
            may_see: whether somebody is a colleague, who may see tasks.
        """
        cards, home_tasks = Cards(changes, people), HomeTasks(tasks, people)
        lists = ListDrawer(tasks, cards, people, runtime)
        homes = HomeDrawer(
            boards=boards,
            tasks=home_tasks,
            cards=cards,
            colleagues=people,
            directory=directory,
            settings=settings,
            runtime=runtime,
        )
        surface = BoardSurface(
            slack=slack, boards=boards, homes=homes, lists=lists, may_see=may_see, pace=pace
        )
        redrawing = Redrawing("board", surface, pace, runtime)
        reading = HomeReading(
            boards=boards, tasks=home_tasks, reader=reader, changed=redrawing.wake, runtime=runtime
        )
        return cls(tasks, people, boards, lists, reading, redrawing)

    def start(self) -> None:
        """Keep the boards like the tasks."""
        self.redrawing.start()

    def stop(self) -> None:
        """Take nothing new, and end what is in hand."""
        self.homes.stop()
        self.redrawing.stop()

    def wake(self) -> None:
        """Look now: something has changed."""
        self.redrawing.wake()

    def touch_task(self, task_uuid: str) -> None:
        """A task may have come to those whose it is, and have left others."""
        try:
            if task := self.tasks.get(task_uuid):
                assignee = task.assignee_user or self.people.user_of(task.assignee)
                self.boards.touch([assignee, task.asked_by])
        except DatabaseUnavailable:
            # To open the App Home is to see it.
            log.info("boards.not_touched")
        self.wake()
