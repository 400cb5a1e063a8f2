"""Wires settings, clients, store and listeners into one application."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from pydantic import SecretStr
from requests.adapters import BaseAdapter
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.chartmogul import ChartMogul, Throttle
from bot.directory.customers import Directory
from bot.directory.sync import SyncSchedule
from bot.directory.sync_progress import SyncProgress
from bot.listeners import (
    card,
    choice,
    command,
    gate,
    home,
    link,
    reopen,
    shortcut,
    submit,
    suggest,
    trouble,
    unsure,
)
from bot.operate.metrics import Metrics
from bot.outbox.announce import SlackAnnouncer
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.pace import Pace
from bot.runtime import REAL, Runtime
from bot.services import Rooms, Services
from bot.settings import Settings
from bot.slack.transport import Send, over_http
from bot.slack.web_api import Slack
from bot.socket_mode import SocketMode
from bot.store.database import Database, DatabaseUnavailable
from bot.store.limits import DatabaseThrottle
from bot.task import NewTask
from bot.views.card import OPEN_CUSTOMER
from bot.views.home import CREATE
from bot.workspace.asking import Asking
from bot.workspace.channels import Channels
from bot.workspace.lookups import Lookups
from bot.workspace.people import People
from bot.workspace.whereabouts import Whereabouts

log = structlog.get_logger(__name__)

WHILE_TYPING = (0.8, 0.9)
"""Seconds to connect to ChartMogul and to read its answer while somebody types, who gets 3 s from Slack."""


@dataclass
class Application:
    """One process of the bot: built, then started, then stopped."""

    runtime: Runtime
    bolt: App
    database: Database
    courier: Courier
    schedule: SyncSchedule
    metrics: Metrics
    rooms: Rooms
    services: Services
    socket: SocketMode | None
    signing_secret: SecretStr | None
    """None where Slack is reached over the socket alone, and nothing is taken over HTTP."""

    def start(self) -> None:
        """Work off the outbox, keep the directory fresh, and open the socket to Slack where there is one."""
        self.rooms.whereabouts.learn_home()
        self.courier.start()
        self.schedule.start()
        if self.socket:
            self.socket.start()
        log.info("bot.started", socket_mode=self.socket is not None)

    def stop(self) -> None:
        """Take nothing new and end what is in hand."""
        if self.socket:
            self.socket.stop()
        self.schedule.stop()
        self.courier.stop()
        self.database.close()
        log.info("bot.stopped")

    def connected(self) -> bool:
        """Whether Slack can reach the bot, as far as the bot can tell."""
        return self.socket is None or self.socket.connected


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


def build(settings: Settings, *, pace: Pace | None = None, around: Surroundings = NETWORKED) -> Application:
    """The bot, connected to nothing yet but its database.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    database = around.open_database(settings.database_url)
    database.migrate()
    throttle = DatabaseThrottle(database, runtime=around.runtime)
    rooms = _rooms(settings, database, throttle, pace or Pace(), around)
    services = Services.over(rooms)
    bolt = bolt_app(settings)
    listen(bolt, services)
    return Application(
        runtime=around.runtime,
        bolt=bolt,
        database=database,
        courier=rooms.courier,
        schedule=SyncSchedule(_chartmogul(settings, throttle, around), database),
        metrics=Metrics(rooms.deliveries),
        rooms=rooms,
        services=services,
        socket=_socket(settings, bolt, rooms.slack),
        signing_secret=settings.slack_signing_secret,
    )


def listen(bolt: App, services: Services) -> None:
    """Register all listeners."""
    gate.register(bolt, services, harmless={CREATE, OPEN_CUSTOMER})
    command.register(bolt, services)
    shortcut.register(bolt, services)
    suggest.register(bolt, services)
    choice.register(bolt, services)
    submit.register(bolt, services)
    home.register(bolt, services)
    link.register(bolt, services)
    card.register(bolt)
    reopen.register(bolt, services)
    unsure.register(bolt, services)
    trouble.register(bolt, services)


def _rooms(
    settings: Settings, database: Database, throttle: Throttle, pace: Pace, around: Surroundings
) -> Rooms:
    runtime = around.runtime
    slack = Slack(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_api_url,
        patient=pace.call,
        runtime=runtime,
        send=around.to_slack,
    )
    people, channels, directory = People(database), Channels(database), Directory(database)
    lookups = Lookups(runtime)
    whereabouts = Whereabouts(Asking(slack, people, channels, lookups), people, channels, runtime)
    deliveries = Deliveries(database)
    return Rooms(
        runtime=runtime,
        slack=slack,
        chartmogul=_chartmogul(settings, throttle, around, timeout=WHILE_TYPING),
        lookups=lookups,
        whereabouts=whereabouts,
        people=people,
        channels=channels,
        directory=directory,
        sync=SyncProgress(database),
        deliveries=deliveries,
        courier=Courier(
            deliveries,
            _chartmogul(settings, throttle, around, timeout=(min(3.05, pace.call), pace.call)),
            SlackAnnouncer(slack, whereabouts.audience_now),
            pace=pace,
            created=lambda task: _remember_assignee(directory, task),
            runtime=runtime,
        ),
    )


def _remember_assignee(directory: Directory, task: NewTask) -> None:
    try:
        directory.remember_email(task.assignee)
    except DatabaseUnavailable:
        # The next form asks once more whether this e-mail is right, and that is all.
        log.warning("directory.email_not_remembered")


def _chartmogul(
    settings: Settings,
    throttle: Throttle,
    around: Surroundings,
    *,
    timeout: tuple[float, float] = (3.05, 10.0),
) -> ChartMogul:
    return ChartMogul(
        settings.chartmogul_api_key,
        base_url=settings.chartmogul_api_url,
        timeout=timeout,
        throttle=throttle,
        runtime=around.runtime,
        transport=around.to_chartmogul,
    )


def bolt_app(settings: Settings) -> App:
    """Bolt without its own calls to Slack: `auth.test` would cost the first person their `trigger_id`."""
    token = settings.slack_bot_token.get_secret_value()
    return App(
        logger=logging.getLogger("slack_bolt"),
        # Bolt parses before it verifies: `bot.front_door` stands before it instead.
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        client=WebClient(token=token, base_url=settings.slack_api_url, retry_handlers=[]),
        authorize=lambda enterprise_id, team_id: AuthorizeResult(
            enterprise_id=enterprise_id, team_id=team_id, bot_token=token
        ),
        # The server's own threads run the listeners; Bolt's default polls for them every 10 ms.
        process_before_response=True,
    )


def _socket(settings: Settings, bolt: App, slack: Slack) -> SocketMode | None:
    if settings.slack_app_token is None:
        return None
    return SocketMode(bolt, slack, settings.slack_app_token.get_secret_value())
