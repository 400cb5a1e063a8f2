"""The clock of the whole demo, to see at any hour what comes in the morning."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn

MORNING = time_of_day(9)
WORKING_DAYS = frozenset(range(5))
MONDAYS = frozenset({0})


class DemoClock:
    """Moves the wall clocks of Slack, ChartMogul and the bot together: the bot takes nothing of yesterday.

    Args:
        file: tells the bot by how many seconds its clock is ahead.
    """

    def __init__(self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, file: Path) -> None:
        self._slack = slack
        self._chartmogul = chartmogul
        self._file = file
        self._lock = threading.Lock()
        self._seen: dict[str, datetime] = {}

    @property
    def ahead(self) -> float:
        """Seconds by which all clocks are ahead of the machine's."""
        return self._slack.clock_ahead

    def move(self, ahead: float) -> None:
        """Have all clocks ahead of the machine's by so many seconds; 0 puts them right."""
        with self._lock:
            self._chartmogul.clock_ahead = ahead
            self._slack.clock_ahead = ahead
            new = self._file.with_suffix(".new")
            new.write_text(str(ahead))
            # In one step, so that the bot never reads half of it.
            new.replace(self._file)

    def move_to_next_morning(self, user_id: str, days: frozenset[int]) -> None:
        """Go on to nine o'clock of the next of these days where this person lives; today's, if it is to come.

        None is shown twice, also after the clock was put right: what has come on it does not come again.

        Args:
            days: of the week, Monday is 0.

        Raises:
            KeyError: there is no such person.
        """
        zone = ZoneInfo(self._slack.workspace.people[user_id].tz)
        machine = time.time()
        now = datetime.fromtimestamp(machine + self.ahead, UTC)
        morning = next_morning(max(now, self._seen.get(user_id, now)), zone, days)
        self._seen[user_id] = morning
        self.move(morning.timestamp() - machine)


def next_morning(now: datetime, zone: ZoneInfo, days: frozenset[int]) -> datetime:
    """Nine o'clock in this zone on the first of these days of the week on which it is still to come."""
    local = now.astimezone(zone)
    morning = datetime.combine(local.date(), MORNING, zone)
    while morning.timestamp() <= now.timestamp() or morning.weekday() not in days:
        morning += timedelta(days=1)
    return morning
