"""The rooms in which tasks live on after they were made, wired once for a process."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.boards.board import Listed
from bot.boards.boards import Boards
from bot.boards.live import LiveBoards
from bot.cards.card_surface import CardSurface
from bot.cards.following import Following
from bot.changes.change import ChangeRow
from bot.changes.changer import Changer
from bot.changes.changes import Changes
from bot.changes.changing import Changing, Ears
from bot.changes.refusals import ChangeRefusals
from bot.chartmogul import ChartMogul
from bot.directory.customers import Directory
from bot.outbox.aftermath import Aftermath
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery
from bot.outbox.pace import Pace
from bot.outbox.sought import Sought
from bot.redrawing import Redrawing
from bot.request import Letter, Request
from bot.runtime import Runtime, all_at_once
from bot.slack.web_api import Slack
from bot.store.database import Database
from bot.tasks.drawing import CardDrawer
from bot.tasks.places import CardPlace, CardPlaces
from bot.tasks.reading import TaskReader
from bot.tasks.tasks import Tasks
from bot.views.settings import settings_words
from bot.workspace.known_people import KnownPeople
from bot.workspace.preferences import PreferenceStore


@dataclass(frozen=True)
class KnownTasks:
    """What is known of tasks and their cards, before anything is done with them."""

    tasks: Tasks
    places: CardPlaces
    drawer: CardDrawer
    aftermath: Aftermath
    boards: Boards
    people: KnownPeople
    preferences: PreferenceStore

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        deliveries: Deliveries,
        people: KnownPeople,
        preferences: PreferenceStore,
        slack: Slack,
        runtime: Runtime,
    ) -> KnownTasks:
        """All of it over this database."""
        tasks, places, drawer = Tasks(database), CardPlaces(database), CardDrawer(people, runtime)
        aftermath = Aftermath(
            database=database,
            deliveries=deliveries,
            tasks=tasks,
            places=places,
            drawer=drawer,
            slack=slack,
            may_be_told=lambda user: people.is_colleague(user) and preferences.get(user).direct_messages,
        )
        return cls(tasks, places, drawer, aftermath, Boards(database), people, preferences)

    def hear(self, delivery: Delivery, asked: Request | Letter) -> None:
        """A message stands where the row says; see `Aftermath.hear`."""
        self.aftermath.hear(delivery, asked)
        if isinstance(asked, Request):
            self.boards.touch([asked.assignee, asked.asked_by])
        elif asked.board and delivery.ts and asked.channel in {"", delivery.channel}:
            listed = Listed.model_validate_json(asked.board)
            person = "" if asked.channel else asked.to
            self.boards.add_message(delivery.channel, delivery.ts, listed, asked.versions, person=person)


@dataclass(frozen=True)
class LiveTasks:
    """Each of them once."""

    tasks: Tasks
    places: CardPlaces
    reader: TaskReader
    changes: Changes
    changer: Changer
    cards: Redrawing[CardPlace]
    following: Following
    boards: LiveBoards

    @classmethod
    def over(
        cls,
        *,
        database: Database,
        known: KnownTasks,
        deliveries: Deliveries,
        courier: Courier,
        directory: Directory,
        slack: Slack,
        chartmogul: ChartMogul,
        pace: Pace,
        runtime: Runtime,
    ) -> LiveTasks:
        """What changes and shows tasks."""
        tasks, places = known.tasks, known.places
        changes = Changes(database, tasks)
        surface = CardSurface(
            slack=slack, tasks=tasks, places=places, changes=changes, drawer=known.drawer, pace=pace
        )
        cards = Redrawing("card", surface, pace, runtime)

        reader = TaskReader(chartmogul, tasks)
        preferences = known.preferences
        boards = LiveBoards.over(
            boards=known.boards,
            slack=slack,
            tasks=tasks,
            reader=reader,
            changes=changes,
            people=known.people,
            directory=directory,
            settings=lambda user: settings_words(preferences.get(user)),
            may_see=known.people.is_colleague,
            pace=pace,
            runtime=runtime,
        )

        def given(row: ChangeRow) -> None:
            change, task = row.change, tasks.get(row.task_uuid)
            if task and change.assignee_user != change.by:
                assignee = change.wanted.assignee or task.assignee
                theirs = replace(task, assignee=assignee, assignee_user=change.assignee_user)
                known.aftermath.give(theirs, change.assignee_user, by=change.by, occasion=f"given-{row.id}")
                courier.wake()

        def ended(row: ChangeRow) -> None:
            cards.wake()
            boards.touch_task(row.task_uuid)

        def changed() -> None:
            cards.wake()
            boards.wake()

        ears = Ears(
            refused=ChangeRefusals(tasks, courier.write).tell,
            given=given,
            ended=ended,
        )
        changing = Changing(
            database=database,
            changes=changes,
            tasks=tasks,
            chartmogul=chartmogul,
            pace=pace,
            ears=ears,
            may_be_sought=Sought(deliveries).may_be,
        )
        return cls(
            tasks=tasks,
            places=places,
            reader=reader,
            changes=changes,
            changer=Changer(changes, changing, pace, runtime),
            cards=cards,
            following=Following(database, tasks, reader, runtime, changed=changed, every=pace.follow),
            boards=boards,
        )

    def start(self) -> None:
        """Work off the changes, and keep the cards like the tasks."""
        self.changer.start()
        self.cards.start()
        self.boards.start()
        self.following.start()

    def stop(self) -> None:
        """Take nothing new, and end what is in hand."""
        all_at_once(self.following.stop, self.changer.stop, self.cards.stop, self.boards.stop)

    def wake(self) -> None:
        """Look now at what is shown: something has changed."""
        self.cards.wake()
        self.boards.wake()
