"""The rooms of one process: all that knows, stores and sends, and decides nothing of what people see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from requests.adapters import BaseAdapter

from bot.at_hand import AtHand
from bot.chartmogul import ChartMogul
from bot.directory.customers import Directory
from bot.directory.sync import SyncSchedule
from bot.directory.sync_progress import SyncProgress
from bot.live_tasks import KnownTasks, LiveTasks
from bot.mornings.digests import Digests
from bot.mornings.mornings import Mornings
from bot.notes.kept_notes import KeptNotes
from bot.observer import UNOBSERVED, Observer
from bot.outbox.announce import SlackAnnouncer
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery
from bot.outbox.pace import Pace
from bot.request import Letter, Request
from bot.retention.ages import Ages
from bot.retention.nights import Nights
from bot.retention.removal import Removal
from bot.retention.watch import Watch
from bot.runtime import REAL, Runtime
from bot.settings import Settings
from bot.slack.transport import Send, over_http
from bot.slack.web_api import Slack
from bot.store.database import Database, DatabaseUnavailable
from bot.store.limits import DatabaseThrottle
from bot.task import NewTask
from bot.workspace.asking import Asking
from bot.workspace.channels import Channels
from bot.workspace.known_people import KnownPeople
from bot.workspace.lookups import Lookups
from bot.workspace.people import People
from bot.workspace.preferences import PreferenceStore
from bot.workspace.whereabouts import Whereabouts

log = structlog.get_logger(__name__)

WHILE_TYPING = (0.8, 0.9)
"""Seconds to connect to ChartMogul and to read its answer while somebody types, who gets 3 s from Slack."""

AT_LEISURE = (3.05, 10.0)
"""The same where nobody waits."""

CROWDS = 200
"""Channels whose members are at hand: up to a thousand of each."""


@dataclass(frozen=True)
class Surroundings:
    """All of the world that a process of the bot reaches, but for the socket. A simulation has its own."""

    runtime: Runtime = REAL
    open_database: Callable[[str], Database] = Database.open
    to_chartmogul: BaseAdapter | None = None
    """Carries the requests to ChartMogul; None is the network."""
    to_slack: Send = over_http


NETWORKED = Surroundings()
"""This machine, its database and the Internet."""


@dataclass(frozen=True)
class Rooms:
    """Each of them once."""

    runtime: Runtime
    pace: Pace
    database: Database
    slack: Slack
    chartmogul: ChartMogul
    """For while somebody is typing."""
    lookups: Lookups
    whereabouts: Whereabouts
    people: People
    preferences: PreferenceStore
    channels: Channels
    directory: Directory
    sync: SyncProgress
    schedule: SyncSchedule
    deliveries: Deliveries
    courier: Courier
    live: LiveTasks
    mornings: Mornings
    kept: KeptNotes
    nights: Nights
    removal: Removal
    watch: Watch

    @classmethod
    def opened(
        cls, settings: Settings, pace: Pace, around: Surroundings, observer: Observer = UNOBSERVED
    ) -> Rooms:
        """The rooms over the database, of which nothing runs yet.

        Args:
            observer: hears of what is asked of Slack and ChartMogul.

        Raises:
            DatabaseUnavailable: the database cannot be reached.
        """
        runtime = around.runtime
        database = around.open_database(settings.database_url)
        database.migrate()
        throttle = DatabaseThrottle(database, runtime=runtime)

        def chartmogul(timeout: tuple[float, float]) -> ChartMogul:
            return ChartMogul(
                settings.chartmogul_api_key,
                base_url=settings.chartmogul_api_url,
                timeout=timeout,
                throttle=throttle,
                runtime=runtime,
                transport=around.to_chartmogul,
                observer=observer,
            )

        removal = Removal(database)
        unhurried = (min(AT_LEISURE[0], pace.call), pace.call)
        slack = Slack(
            settings.slack_bot_token.get_secret_value(),
            settings.slack_api_url,
            patient=pace.call,
            runtime=runtime,
            send=around.to_slack,
            is_removed=lambda: removal.is_removed,
            observer=observer,
        )
        people, channels = People(database, runtime), Channels(database, runtime)
        directory = Directory(database, runtime)
        lookups = Lookups(runtime)
        asking = Asking(slack, people, channels, lookups, AtHand(runtime, most=CROWDS))
        whereabouts = Whereabouts(asking, people, channels, runtime)
        deliveries, preferences = Deliveries(database), PreferenceStore(database, runtime)
        known = KnownTasks.over(
            database=database,
            deliveries=deliveries,
            people=KnownPeople(whereabouts, people),
            preferences=preferences,
            slack=slack,
            runtime=runtime,
        )
        digests = Digests(database)

        def told(delivery: Delivery, asked: Request | Letter) -> None:
            known.hear(delivery, asked)
            digests.hear(delivery, asked)
            if isinstance(asked, Request) and asked.keep:
                kept.keeper.wake()

        def created(task: NewTask) -> None:
            _remember_assignee(directory, task)

        courier = Courier(
            deliveries,
            chartmogul(unhurried),
            SlackAnnouncer(slack, whereabouts.audience_now, whereabouts.audience_among_members, known.drawer),
            pace=pace,
            created=created,
            told=told,
            runtime=runtime,
        )
        live = LiveTasks.over(
            database=database,
            known=known,
            deliveries=deliveries,
            courier=courier,
            directory=directory,
            slack=slack,
            chartmogul=chartmogul(unhurried),
            pace=pace,
            runtime=runtime,
        )
        kept = KeptNotes.over(
            database=database,
            courier=courier,
            colleagues=known.people,
            slack=slack,
            chartmogul=chartmogul(unhurried),
            pace=pace,
            runtime=runtime,
        )
        return cls(
            runtime=runtime,
            pace=pace,
            kept=kept,
            removal=removal,
            watch=Watch(database, removal, slack, pace, runtime),
            nights=Nights(
                database,
                Ages.of_days(settings.keep_words_days, settings.keep_requests_days),
                pace,
                runtime,
            ),
            database=database,
            slack=slack,
            chartmogul=chartmogul(WHILE_TYPING),
            lookups=lookups,
            whereabouts=whereabouts,
            people=people,
            preferences=preferences,
            channels=channels,
            directory=directory,
            sync=SyncProgress(database),
            schedule=SyncSchedule(chartmogul(AT_LEISURE), database, rests=lambda: removal.is_removed),
            deliveries=deliveries,
            courier=courier,
            live=live,
            mornings=Mornings.over(
                database=database,
                digests=digests,
                preferences=preferences,
                channels=channels,
                people=people,
                whereabouts=whereabouts,
                deliveries=deliveries,
                courier=courier,
                tasks=live.tasks,
                reader=live.reader,
                lists=live.boards.lists,
                slack=slack,
                pace=pace,
                runtime=runtime,
            ),
        )


def _remember_assignee(directory: Directory, task: NewTask) -> None:
    try:
        directory.remember_email(task.assignee)
    except DatabaseUnavailable:
        # The next form asks once more whether this e-mail is right, and that is all.
        log.warning("directory.email_not_remembered")
