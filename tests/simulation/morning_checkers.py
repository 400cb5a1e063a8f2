"""What must hold of reminders: an object that hears all that happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.request import Letter, read_asked
from tests.simulation.end import End
from tests.simulation.events import Event, Posted, Stored
from tests.simulation.slack import ZONES
from tests.simulation.virtual import EPOCH

ON_ITS_WAY = 90.0
"""Seconds that a message of before noon may take: its process may stand still meanwhile."""


class OneReminder:
    """Nobody is reminded twice on a day, too early or too late, and nobody in vain who could be reminded."""

    def __init__(self) -> None:
        self._to: dict[str, str] = {}
        self._given: Counter[tuple[str, str]] = Counter()
        self._posted: list[tuple[str, float]] = []

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Stored(row):
                asked = read_asked(row.request)
                if isinstance(asked, Letter) and asked.board:
                    self._to[row.id] = asked.to
                    day = _local(asked.to, now).date().isoformat()
                    self._given[asked.to, day] += 1
                    if self._given[asked.to, day] > 1:
                        yield f"reminded again on {day}: {asked.to}"
            case Posted(delivery) if delivery in self._to:
                self._posted.append((self._to[delivery], now))

    def end(self, end: End) -> Iterator[str]:
        people = {morning.user: morning for morning in end.mornings}
        for user, at in self._posted:
            morning = people[user]
            if not morning.has_due:
                yield f"reminded of nothing: {user}"
            if not morning.due_from <= at < morning.noon + ON_ITS_WAY:
                yield f"reminded at {_local(user, at):%H:%M:%S}: {user}"
        reminded = {user for user, _ in self._posted}
        for morning in end.mornings:
            in_health = end.healthy_since <= morning.due_from < morning.noon - ON_ITS_WAY
            must = in_health and morning.has_due and morning.user in end.still_on
            if must and morning.user not in reminded:
                yield f"not reminded: {morning.user}"


def _local(user: str, now: float) -> datetime:
    return datetime.fromtimestamp(EPOCH + now, ZoneInfo(ZONES[user]))
