"""The changes of tasks as the database tells of them, and which strand has which of them in hand."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from bot.changes.change import Change, Outcome
from bot.retention.ended_requests import NOTHING
from tests.simulation.chartmogul import Task
from tests.simulation.events import ChangeMoved, ChangeRow, ChangeStored, Event
from tests.simulation.outbox import Hold, is_lost, stood_still
from tests.simulation.scheduler import Scheduler, Strand
from tests.simulation.virtual import EPOCH


class Changes:
    """Hears every change of a change's row while it is made.

    Args:
        hear: takes the events.
        trace: writes down who did what.
    """

    def __init__(
        self, scheduler: Scheduler, hear: Callable[[Event], None], trace: Callable[[str, str], None]
    ) -> None:
        self._scheduler = scheduler
        self._hear = hear
        self._trace = trace
        self._holds: WeakKeyDictionary[Strand, Hold] = WeakKeyDictionary()
        self._seen: WeakKeyDictionary[Strand, Task | None] = WeakKeyDictionary()
        self.rows: dict[int, ChangeRow] = {}

    def stored(self, row: ChangeRow) -> None:
        """A change is new."""
        self.rows[row.id] = row
        self._trace(self._scheduler.strand.owner.name, f"stores change {row.id}: {row.what}")
        self._hear(ChangeStored(row))

    def changed(self, before: ChangeRow, after: ChangeRow) -> None:
        """The row of a change was changed."""
        strand, now = self._scheduler.strand, EPOCH + self._scheduler.now
        if after.what == NOTHING:
            # Only the bot forgets it.
            return
        self.rows[after.id] = after
        if after.lease_until != before.lease_until and after.token == before.token:
            self._holds[strand] = Hold(str(after.id), after.token, after.lease_until, self._scheduler.now)
        moved = f"{before.state} → {after.state} {after.outcome}" if after.state != before.state else "lease"
        self._trace(strand.owner.name, f"notes change {after.id}: {moved}")
        self._hear(ChangeMoved(before, after, strand, now, self._seen.get(strand)))

    def sees(self, strand: Strand, task: Task | None) -> None:
        """ChartMogul shows a task to whoever works on a change of it."""
        self._seen[strand] = task

    def in_hand(self) -> int:
        """The change that the strand works on; 0 where it does not, or has not noted anything yet."""
        hold = self._holds.get(self._scheduler.strand)
        return int(hold.delivery) if hold else 0

    def is_late(self) -> bool:
        """Whether the strand has lost it without standing still, and should not act any more."""
        hold = self._holds.get(self._scheduler.strand)
        if hold is None:
            return False
        lost = is_lost(hold, self.rows[int(hold.delivery)].token, self._scheduler.now)
        return lost and not stood_still(hold, self._scheduler.strand)

    def is_excused(self) -> bool:
        """Whether the strand stood still since it noted something, and cannot know what became of it."""
        hold = self._holds.get(self._scheduler.strand)
        return hold is not None and stood_still(hold, self._scheduler.strand)

    def change(self, number: int) -> Change:
        """What was asked for."""
        return Change.model_validate_json(self.rows[number].what)

    def outcome(self, number: int) -> Outcome:
        """What came of it."""
        return Outcome.model_validate_json(self.rows[number].outcome)

    def in_state(self, *states: str) -> list[int]:
        """The changes in these states."""
        return [row.id for row in self.rows.values() if row.state in states]
