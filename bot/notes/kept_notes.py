"""The room of notes, wired once for a process."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chartmogul import ChartMogul
from bot.notes.composing import Colleagues, Composer
from bot.notes.drafts import Drafts
from bot.notes.keeper import Keeper
from bot.notes.keeping import Keeping
from bot.notes.notes import Notes
from bot.notes.telling import NoteTelling
from bot.notes.thread import ThreadReader
from bot.outbox.courier import Courier
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.store.database import Database


@dataclass(frozen=True)
class KeptNotes:
    """Each of it once."""

    drafts: Drafts
    notes: Notes
    keeping: Keeping
    keeper: Keeper

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        courier: Courier,
        colleagues: Colleagues,
        slack: Slack,
        chartmogul: ChartMogul,
        pace: Pace,
        runtime: Runtime,
    ) -> KeptNotes:
        """All of it over this database."""
        drafts, notes = Drafts(database), Notes(database)
        keeping = Keeping(
            notes=notes,
            composer=Composer(drafts, ThreadReader(slack), colleagues),
            chartmogul=chartmogul,
            telling=NoteTelling(courier.write),
            pace=pace,
        )
        return cls(drafts, notes, keeping, Keeper(notes, drafts, keeping, pace, runtime))
