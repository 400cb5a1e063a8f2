"""What must hold of digests: an object that hears all that happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.request import Letter, read_asked
from tests.simulation.chartmogul import ACME, Task
from tests.simulation.database import DigestRow
from tests.simulation.end import End
from tests.simulation.events import Event, Posted, Stored
from tests.simulation.morning_checkers import ON_ITS_WAY, TAKES
from tests.simulation.options import Kind
from tests.simulation.slack import ZONES
from tests.simulation.virtual import EPOCH


class OneDigest:
    """A channel gets at most one digest in a week, on the Monday morning of whoever switched it on.

    It gets one where it was switched on, and there was time for it in peace, and something was open all the
    while: on a morning on which there was nothing when somebody looked, nobody looks again.
    """

    def __init__(self) -> None:
        self._letters: dict[str, Letter] = {}
        self._given: Counter[tuple[str, str]] = Counter()

    def hear(self, event: Event, now: float) -> Iterator[str]:
        match event:
            case Stored(row):
                asked = read_asked(row.request)
                if isinstance(asked, Letter) and asked.board and asked.channel:
                    self._letters[row.id] = asked
                    week = _local(asked.to, now).strftime("%G-%V")
                    self._given[asked.channel, week] += 1
                    if self._given[asked.channel, week] > 1:
                        yield f"a second digest in {asked.channel}"
            case Posted(delivery, channel=channel) if delivery in self._letters:
                letter = self._letters[delivery]
                begin, noon = _morning(letter.to)
                if channel == letter.channel and not begin <= now < noon + ON_ITS_WAY:
                    yield f"a digest at {_local(letter.to, now):%H:%M:%S} in {letter.channel}"

    def end(self, end: End) -> Iterator[str]:
        given = {channel for channel, _ in self._given}
        for digest in end.digests:
            if digest.channel not in given and _must(digest, end):
                yield f"no digest in {digest.channel}, switched on by {digest.set_by}"


def _must(digest: DigestRow, end: End) -> bool:
    nine, noon = _morning(digest.set_by)
    due_from = max(nine, digest.set_at)
    is_time = max(due_from, end.healthy_since) + TAKES < min(noon, end.now)
    # What was odd when it was read was passed over.
    is_clear = Kind.LIST_ODD not in end.options.faults
    return is_time and is_clear and any(life[0][0] < 0.0 and _is_open(life) for life in end.lives.values())


def _is_open(life: Sequence[tuple[float, Task]]) -> bool:
    return all(task.customer == ACME and task.is_open for _, task in life)


def _morning(user: str) -> tuple[float, float]:
    """From when to when it is time, by the world's."""
    nine = _local(user, 0.0).replace(hour=9, minute=0, second=0, microsecond=0)
    return nine.timestamp() - EPOCH, (nine + timedelta(hours=3)).timestamp() - EPOCH


def _local(user: str, now: float) -> datetime:
    return datetime.fromtimestamp(EPOCH + now, ZoneInfo(ZONES[user]))
