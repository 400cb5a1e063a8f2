"""The notes at work: kept by threads of this process; of several instances, each note by one."""

from __future__ import annotations

from bot.dispatcher import Dispatcher
from bot.notes.drafts import Drafts
from bot.notes.keeping import Keeping
from bot.notes.note import WantedNote
from bot.notes.notes import Notes
from bot.outbox.pace import Pace
from bot.runtime import Runtime

WORKERS = 4
"""Notes in hand at once: they wait for nobody, and leave ChartMogul's connections to tasks."""

TIDIED_EVERY = 600.0
"""Seconds from one look for drafts that are a day old to the next."""


class Keeper:
    """Works off the notes that are due, and removes old drafts."""

    def __init__(self, notes: Notes, drafts: Drafts, keeping: Keeping, pace: Pace, runtime: Runtime) -> None:
        self._notes = notes
        self._drafts = drafts
        self._pace = pace
        self._runtime = runtime
        self._tidied_at = -TIDIED_EVERY
        self._dispatcher = Dispatcher(
            "note",
            self._claim,
            keeping.take,
            label=lambda note: note.id,
            reference=lambda note: note.reference,
            workers=WORKERS,
            poll=pace.poll,
            runtime=runtime,
        )

    def start(self) -> None:
        """Begin to keep what is due, also what an earlier process left."""
        self._dispatcher.start()

    def stop(self) -> None:
        """Take nothing new, and end what is in hand. The rest stays stored."""
        self._dispatcher.stop()

    def wake(self) -> None:
        """Look now, and not at the next poll: a task is there that a note may wait for."""
        self._dispatcher.wake()

    def _claim(self) -> WantedNote | None:
        now = self._runtime.monotonic()
        if now - self._tidied_at >= TIDIED_EVERY:
            self._drafts.forget_old()
            self._tidied_at = now
        return self._notes.claim(lease=self._pace.lease, longest=self._pace.longest)
