"""Mistakes of what is forgotten; see `tests.simulation.mutants`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import true

from bot.app import Application
from bot.retention.nights import Nights
from bot.retention.sweep import Sweep
from bot.store.schema import deliveries, tasks
from tests.simulation.options import Kind


class OfAllDeliveries(Nights):
    """What waits is forgotten as well, when it has waited for long enough."""

    def sweeps(self) -> Iterator[Sweep]:
        now = self._database.moment()
        for sweep in super().sweeps():
            if sweep.table is deliveries:
                yield replace(sweep, over=deliveries.c.created_at < now - self.ages.words)


class OfAllTasks(Nights):
    """Open tasks are forgotten as well."""

    def sweeps(self) -> Iterator[Sweep]:
        return (replace(sweep, over=true()) for sweep in super().sweeps() if sweep.table is tasks)


def _nights(kind: type[Nights]) -> Callable[[Application], None]:
    def put(application: Application) -> None:
        application.rooms.nights.__class__ = kind

    return put


NIGHTS = {"nights": True, "homes": 0, "lists": 0, "digests": 0, "reminders": 0}
"""What is over goes, and little else happens."""

NIGHT_MISTAKES: dict[str, tuple[Callable[[Application], None], str, int, Mapping[str, Any]]] = {
    "a night that forgets what waits": (
        _nights(OfAllDeliveries),
        "ComesToRest",
        20,
        {**NIGHTS, "faults": {Kind.DROPPED: 0.7, Kind.SLACK_ERROR: 0.7}},
    ),
    "a night that forgets open tasks": (
        _nights(OfAllTasks),
        "CardsTellTheTruth",
        40,
        {**NIGHTS, "clicks": 9, "hands": 6, "faults": {}},
    ),
}
"""As `task_mutants.TASK_MISTAKES`."""
