"""One note that is wanted on a customer beside a task, on its way into ChartMogul."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.outbox.wanted_note import NoteState
from bot.request import Request


class Lack(StrEnum):
    """What a note cannot hold of what was to be kept."""

    NOTHING = ""
    THREAD = "thread"
    """It has the one message alone."""
    ALL = "all"
    """It has the task's own words alone."""


@dataclass(frozen=True)
class WantedNote:
    """One row of `notes`. Times are epoch seconds by the database's clock."""

    id: str
    """The same as of the delivery."""
    request: Request
    """The task that it is wanted beside."""
    state: NoteState
    attempts: int
    begun_at: float
    """When somebody first worked on it."""
    sent_at: float
    """When it was first sent; 0 before."""
    settles_at: float
    """Until then what was sent may still take effect; 0: nothing is in question."""
    sendings: int
    """How often it was sent without a yes or no."""
    unclear: int
    """How often of these not even an error came back."""
    lack: Lack
    """Of what was sent."""
    token: int
    created_at: float
    reference: str
    """Of the story of the task: see `bot.reference`."""

    @property
    def mark(self) -> str:
        """Stands in the note's text and nowhere else, so that it is known again."""
        return f"cm-{self.id[:12]}"
