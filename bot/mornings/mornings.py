"""What comes in the morning, wired once for a process."""

from __future__ import annotations

from dataclasses import dataclass

from bot.boards.list_drawing import ListDrawer
from bot.mornings.digesting import Digesting
from bot.mornings.digests import Digests
from bot.mornings.person_now import PeopleNow
from bot.mornings.reminding import Reminding
from bot.mornings.schedule import Schedule
from bot.mornings.writing import Writing
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.store.database import Database
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.workspace.channels import Channels
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore
from bot.workspace.whereabouts import Whereabouts


@dataclass(frozen=True)
class Mornings:
    """Each of it once."""

    digests: Digests
    schedule: Schedule

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        digests: Digests,
        preferences: PreferenceStore,
        channels: Channels,
        people: People,
        whereabouts: Whereabouts,
        deliveries: Deliveries,
        courier: Courier,
        tasks: Tasks,
        reader: TaskReader,
        lists: ListDrawer,
        slack: Slack,
        pace: Pace,
        runtime: Runtime,
    ) -> Mornings:
        """All of it over this database."""
        people_now = PeopleNow(slack, people, whereabouts, runtime)
        writing = Writing(database, deliveries, courier, lists, runtime)
        reminding = Reminding(
            preferences=preferences,
            people=people,
            people_now=people_now,
            tasks=tasks,
            reader=reader,
            writing=writing,
            runtime=runtime,
        )
        digesting = Digesting(
            digests=digests,
            channels=channels,
            people_now=people_now,
            tasks=tasks,
            reader=reader,
            writing=writing,
            runtime=runtime,
        )
        return cls(digests, Schedule(database, [reminding.due, digesting.due], pace, runtime))
