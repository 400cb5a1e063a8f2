"""The notes as the database tells of them, and which strand has which of them in hand."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakKeyDictionary

from tests.simulation.events import NoteRow
from tests.simulation.outbox import Hold, is_lost, short, stood_still
from tests.simulation.scheduler import Scheduler, Strand


class Notes:
    """Hears every change of a note's row while it is made.

    Args:
        trace: writes down who did what.
    """

    def __init__(self, scheduler: Scheduler, trace: Callable[[str, str], None]) -> None:
        self._scheduler = scheduler
        self._trace = trace
        self._holds: WeakKeyDictionary[Strand, Hold] = WeakKeyDictionary()
        self.rows: dict[str, NoteRow] = {}

    def stored(self, row: NoteRow) -> None:
        """A note is wanted."""
        self.rows[row.id] = row
        self._trace(self._scheduler.strand.owner.name, f"wants note {short(row.id)}")

    def changed(self, before: NoteRow, after: NoteRow) -> None:
        """The row of a note was changed."""
        strand = self._scheduler.strand
        self.rows[after.id] = after
        if after.lease_until != before.lease_until and after.token == before.token:
            self._holds[strand] = Hold(after.id, after.token, after.lease_until, self._scheduler.now)
        moved = f"{before.state} → {after.state}" if after.state != before.state else "lease"
        self._trace(strand.owner.name, f"notes note {short(after.id)}: {moved}")

    def in_hand(self) -> str:
        """The note that the strand works on; empty where it does not, or has not noted anything yet."""
        hold = self._holds.get(self._scheduler.strand)
        return hold.delivery if hold else ""

    def is_late(self) -> bool:
        """Whether the strand has lost it without standing still, and should not act any more."""
        hold = self._holds.get(self._scheduler.strand)
        if hold is None or self.is_excused():
            return False
        return is_lost(hold, self.rows[hold.delivery].token, self._scheduler.now)

    def is_excused(self) -> bool:
        """Whether the strand stood still since it noted something, and cannot know what became of it."""
        hold = self._holds.get(self._scheduler.strand)
        return hold is not None and stood_still(hold, self._scheduler.strand)
