"""The rooms in which tasks live on after they were made, wired once for a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.cards.following import Following
from bot.cards.showing import Showing
from bot.changes.change import ChangeRow
from bot.changes.changer import Changer
from bot.changes.changes import Changes
from bot.changes.changing import Changing, Ears
from bot.changes.refusals import ChangeRefusals
from bot.chartmogul import ChartMogul
from bot.outbox.aftermath import Aftermath
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.web_api import Slack
from bot.store.database import Database
from bot.tasks.drawing import CardDrawer
from bot.tasks.places import CardPlaces
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.workspace.people import People


@dataclass(frozen=True)
class KnownTasks:
    """What is known of tasks and their cards, before anything is done with them."""

    tasks: Tasks
    places: CardPlaces
    drawer: CardDrawer
    aftermath: Aftermath

    @classmethod
    def over(
        cls, database: Database, deliveries: Deliveries, people: People, slack: Slack, runtime: Runtime
    ) -> KnownTasks:
        """All of it over this database."""
        tasks, places, drawer = Tasks(database), CardPlaces(database), CardDrawer(people, runtime)
        aftermath = Aftermath(
            deliveries=deliveries,
            tasks=tasks,
            places=places,
            drawer=drawer,
            slack=slack,
            may_be_told=_colleague(people),
        )
        return cls(tasks, places, drawer, aftermath)


@dataclass(frozen=True)
class LiveTasks:
    """Each of them once."""

    tasks: Tasks
    places: CardPlaces
    reader: TaskReader
    changes: Changes
    changer: Changer
    showing: Showing
    following: Following

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        known: KnownTasks,
        courier: Courier,
        slack: Slack,
        chartmogul: Callable[[tuple[float, float]], ChartMogul],
        pace: Pace,
        runtime: Runtime,
    ) -> LiveTasks:
        """What changes and shows tasks.

        Args:
            chartmogul: makes a client with so many seconds to connect and to read.
        """
        tasks, places = known.tasks, known.places
        changes = Changes(database, tasks)
        showing = Showing(
            slack=slack,
            tasks=tasks,
            places=places,
            changes=changes,
            drawer=known.drawer,
            pace=pace,
            runtime=runtime,
        )

        def given(row: ChangeRow) -> None:
            change, task = row.change, tasks.get(row.task_uuid)
            if task and change.assignee_user != change.by:
                assignee = change.wanted.assignee or task.assignee
                theirs = replace(task, assignee=assignee, assignee_user=change.assignee_user)
                known.aftermath.give(theirs, change.assignee_user, occasion=f"given-{row.id}")
                courier.wake()

        ears = Ears(
            refused=ChangeRefusals(tasks, courier.write).tell,
            given=given,
            ended=lambda row: showing.wake(),
        )
        slowly = chartmogul((min(_CONNECT, pace.call), pace.call))
        changing = Changing(
            database=database, changes=changes, tasks=tasks, chartmogul=slowly, pace=pace, ears=ears
        )
        reader = TaskReader(slowly, tasks)
        return cls(
            tasks=tasks,
            places=places,
            reader=reader,
            changes=changes,
            changer=Changer(changes, changing, pace, runtime),
            showing=showing,
            following=Following(database, tasks, reader, runtime, changed=showing.wake, every=pace.follow),
        )

    def start(self) -> None:
        """Work off the changes, and keep the cards like the tasks."""
        self.changer.start()
        self.showing.start()
        self.following.start()

    def stop(self) -> None:
        """Take nothing new, and end what is in hand."""
        self.following.stop()
        self.changer.stop()
        self.showing.stop()


_CONNECT = 3.05
"""Seconds to connect to ChartMogul where nobody waits."""


def _colleague(people: People) -> Callable[[str], bool]:
    def may_be_told(user_id: str) -> bool:
        person = people.get(user_id)
        return person is not None and not (
            person.deleted or person.is_bot or person.is_restricted or person.is_stranger
        )

    return may_be_told
