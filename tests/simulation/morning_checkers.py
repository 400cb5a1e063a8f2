"""What must hold of reminders: an object that hears all that happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.request import Letter, read_asked
from tests.simulation.chartmogul import Task
from tests.simulation.end import End
from tests.simulation.events import Event, Posted, Stored
from tests.simulation.mornings import Morning
from tests.simulation.options import Kind
from tests.simulation.slack import PEOPLE, ZONES
from tests.simulation.virtual import EPOCH

ON_ITS_WAY = 90.0
"""Seconds that a message of before noon may take: its process may stand still meanwhile."""

TAKES = 60.0
"""Seconds in a healthy world until somebody whose time it is has been seen to: a lease runs out first."""


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
                if isinstance(asked, Letter) and asked.board and not asked.channel:
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
            if not any(since <= at and _is_due(task, morning) for since, task in _states(end)):
                yield f"reminded of nothing: {user}"
            if not morning.due_from <= at < morning.noon + ON_ITS_WAY:
                yield f"reminded at {_local(user, at):%H:%M:%S}: {user}"
        reminded = {user for user, _ in self._given}
        for morning in end.mornings:
            if morning.user not in reminded and self._must(end, morning):
                yield f"not reminded: {morning.user}"

    def _must(self, end: End, morning: Morning) -> bool:
        """Whether there was time in peace, and something due that stayed so."""
        begin = max(morning.due_from, end.healthy_since)
        is_time = begin + TAKES < min(morning.noon, end.now)
        # What was odd when it was seen may not have been due.
        is_clear = end.healthy_since <= morning.due_from or Kind.LIST_ODD not in end.options.faults
        # Of whom Slack says that there is nobody like that, it is asked again an hour later.
        is_clear = is_clear and Kind.ASKING not in end.options.faults
        was_due = any(all(_is_due(task, morning) for _, task in life) for life in end.lives.values())
        return is_time and is_clear and was_due and morning.user in end.still_on


def _states(end: End) -> Iterator[tuple[float, Task]]:
    for life in end.lives.values():
        yield from life


def _is_due(task: Task, morning: Morning) -> bool:
    is_theirs = task.assignee == PEOPLE[morning.user][1]
    return (
        is_theirs and task.is_open and task.due <= _local(morning.user, morning.due_from).date().isoformat()
    )


def _local(user: str, now: float) -> datetime:
    return datetime.fromtimestamp(EPOCH + now, ZoneInfo(ZONES[user]))
