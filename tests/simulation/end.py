"""What is left of a world once it has come to rest, or should have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from tests.simulation.app_homes import AppHomes
from tests.simulation.changes import Changes
from tests.simulation.chartmogul import Task
from tests.simulation.chartmogul_notes import Note
from tests.simulation.database import BoardRow, CardRow, DigestRow
from tests.simulation.events import Event, NoteRow
from tests.simulation.mornings import Morning
from tests.simulation.options import Kind, Options
from tests.simulation.outbox import Outbox
from tests.simulation.people import Form
from tests.simulation.slack import Message, ResponseUrl
from tests.simulation.task_forms import TaskForm


@dataclass(frozen=True)
class End:
    """All of it."""

    options: Options
    outbox: Outbox
    forms: Sequence[Form]
    changes: Changes
    task_forms: Sequence[TaskForm]
    now: float
    """By the world's time."""
    lives: Mapping[str, Sequence[tuple[float, Task]]]
    """What became of each task in ChartMogul, and when."""
    messages: Sequence[Message]
    cards: Sequence[CardRow]
    homes: AppHomes
    looked_again: Set[str]
    """Who has opened their App Home once all was at rest."""
    boards: Sequence[BoardRow]
    response_urls: Mapping[str, ResponseUrl]
    digests: Sequence[DigestRow]
    in_messages: Set[str]
    """The tasks that the bot knows to stand in messages: what becomes of them is read."""
    touched: Set[str]
    """The tasks that were changed by hand."""
    mornings: Sequence[Morning]
    still_on: Set[str]
    """Who wants to be reminded at last."""
    notes: Sequence[Note]
    """Those in ChartMogul."""
    wanted_notes: Mapping[str, NoteRow]
    """Those that were asked for, by their deliveries."""
    healthy_since: float
    """By the world's time; 0 where nothing ever went wrong."""

    @property
    def tasks(self) -> list[Task]:
        """All that were ever made, as they are now."""
        return [life[-1][1] for life in self.lives.values()]

    def task(self, uuid: str) -> Task:
        """What became of a task."""
        return self.lives[uuid][-1][1]

    def is_followed(self, task: Task) -> bool:
        """Whether the bot is to know how the task is without being asked for it."""
        if task.uuid in self.in_messages:
            return True
        # What was odd when it was first seen stays so until it is seen again.
        is_clear = task.created >= 0.0 or Kind.LIST_ODD not in self.options.faults
        return task.uuid not in self.touched and is_clear


class Checker(Protocol):
    """One property. What is wrong is said at once, or at the end."""

    def hear(self, event: Event, now: float) -> Iterable[str]:
        """Something happened."""

    def end(self, end: End) -> Iterable[str]:
        """Nothing more happens."""
