"""What comes in the morning, wired once for a process."""

from __future__ import annotations

from dataclasses import dataclass

from bot.mornings.person_now import PeopleNow
from bot.mornings.reminding import Reminding
from bot.mornings.schedule import Schedule
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.store.database import Database
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore
from bot.workspace.whereabouts import Whereabouts


@dataclass(frozen=True)
class Mornings:
    """Each of it once."""

    schedule: Schedule

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        deliveries: Deliveries,
        courier: Courier,
        tasks: Tasks,
        reader: TaskReader,
        slack: Slack,
        people: People,
        whereabouts: Whereabouts,
        pace: Pace,
        runtime: Runtime,
    ) -> Mornings:
        """All of it over this database."""
        people_now = PeopleNow(slack, people, whereabouts)
        reminding = Reminding(
            database=database,
            preferences=PreferenceStore(database),
            deliveries=deliveries,
            people=people,
            people_now=people_now,
            tasks=tasks,
            reader=reader,
            runtime=runtime,
        )
        schedule = Schedule(database, [reminding.due], pace, runtime, written=courier.wake)
        return cls(schedule)
