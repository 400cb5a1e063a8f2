"""Boards over a database, and the tasks that they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.boards.board import Board, Group, Listed
from bot.boards.boards import Boards
from bot.chartmogul.task import Task
from bot.store.database import Database
from bot.tasks.tasks import Tasks

LISTED = Listed(heading="*Tasks*", groups=(Group(title="", uuids=("1-a", "1-b")),))
URL = "https://hooks.slack.test/1"


def task(uuid: str, details: str = "Send the quote") -> Task:
    return Task(
        task_uuid=uuid,
        customer_uuid="cus_1",
        assignee="anna@ourcompany.test",
        task_details=details,
        due_date=date(2026, 11, 28),
    )


@dataclass
class Office:
    """Both, and what is done with them."""

    database: Database

    def __post_init__(self) -> None:
        self.boards, self.tasks = Boards(self.database), Tasks(self.database)
        self.see("1-a", "1-b")

    def see(self, *uuids: str, details: str = "Send the quote") -> None:
        """ChartMogul shows these tasks."""
        self.tasks.learn([task(uuid, details) for uuid in uuids], as_of=self.tasks.now())

    def versions(self, *uuids: str) -> dict[str, int]:
        """Those in which the tasks are now."""
        return {uuid: known.version for uuid, known in self.tasks.get_all(uuids).items()}

    def claim(self) -> Board | None:
        """What is to be drawn next."""
        return self.boards.claim(lease=30.0, longest=130.0)

    def claimed(self) -> Board:
        """The same, where there must be something."""
        board = self.claim()
        assert board is not None
        return board

    def draw(self, *uuids: str, board: Board | None = None, rest: float = 0.0, used: int = 0) -> Board:
        """Draw what is to be drawn next, with these tasks."""
        board = board or self.claimed()
        versions = self.versions(*uuids)
        self.boards.drawn(board, versions, content="as it is", used=used, rest=rest, holds_for=0.0)
        return board

    def open_home(self) -> None:
        """Anna opens her App Home."""
        self.boards.open_home("U1", reading_for=30.0)
