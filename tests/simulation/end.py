"""What is left of a world once it has come to rest, or should have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Protocol

from tests.simulation.changes import Changes
from tests.simulation.chartmogul import Task
from tests.simulation.crowd import TaskForm
from tests.simulation.database import CardRow
from tests.simulation.events import Event
from tests.simulation.mornings import Morning
from tests.simulation.options import Options
from tests.simulation.outbox import Outbox
from tests.simulation.people import Form
from tests.simulation.slack import Message


@dataclass(frozen=True)
class End:
    """All of it."""

    options: Options
    outbox: Outbox
    forms: Sequence[Form]
    changes: Changes
    task_forms: Sequence[TaskForm]
    tasks: Sequence[Task]
    messages: Sequence[Message]
    cards: Sequence[CardRow]
    mornings: Sequence[Morning]
    still_on: Set[str]
    """Who wants to be reminded at last."""
    healthy_since: float
    """By the world's time; 0 where nothing ever went wrong."""


class Checker(Protocol):
    """One property. What is wrong is said at once, or at the end."""

    def hear(self, event: Event, now: float) -> Iterable[str]:
        """Something happened."""

    def end(self, end: End) -> Iterable[str]:
        """Nothing more happens."""
