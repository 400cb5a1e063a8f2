"""Wires the rooms, the services and the listeners into one application."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.front_door.reception import Reception
from bot.listeners import (
    card,
    channel,
    choice,
    command,
    edit,
    gate,
    home,
    link,
    pages,
    removal,
    reopen,
    shortcut,
    submit,
    suggest,
    trouble,
    unsure,
)
from bot.listeners import list as task_list
from bot.operate.metrics import Metrics
from bot.operate.stored_metrics import StoredMetrics
from bot.outbox.pace import Pace
from bot.rooms import NETWORKED, Rooms, Surroundings
from bot.runtime import all_at_once
from bot.services import Services
from bot.settings import Settings
from bot.views.card import OPEN_CUSTOMER
from bot.views.home import CREATE

if TYPE_CHECKING:
    from bot.socket_mode import SocketMode

log = structlog.get_logger(__name__)


@dataclass
class Application:
    """One process of the bot: built, then started, then stopped."""

    reception: Reception
    """Answers Slack's requests."""
    rooms: Rooms
    services: Services
    metrics: Metrics
    socket: SocketMode | None
    signing_secret: SecretStr | None
    """None where Slack is reached over the socket alone, and nothing is taken over HTTP."""

    def start(self) -> None:
        """Work off the outbox, keep the directory fresh, and open the socket to Slack where there is one."""
        self.rooms.watch.start()
        self.rooms.whereabouts.learn_home()
        self.rooms.courier.start()
        self.rooms.live.start()
        self.rooms.kept.keeper.start()
        self.rooms.mornings.schedule.start()
        self.rooms.nights.start()
        self.rooms.schedule.start()
        if self.socket:
            self.socket.start()
        database = self.rooms.database.dialect
        log.info("bot.started", socket_mode=self.socket is not None, database=database)

    def stop(self) -> None:
        """Take nothing new and end what is in hand, in all rooms at once: hosts do not wait for long."""
        if self.socket:
            self.socket.stop()
        all_at_once(
            self.rooms.schedule.stop,
            self.rooms.nights.stop,
            self.rooms.watch.stop,
            self.rooms.mornings.schedule.stop,
            self.rooms.kept.keeper.stop,
            self.rooms.live.stop,
            self.rooms.courier.stop,
        )
        self.rooms.lookups.stop()
        self.rooms.database.close()
        log.info("bot.stopped")

    def connected(self) -> bool:
        """Whether Slack can reach the bot, as far as the bot can tell."""
        return self.socket is None or self.socket.connected


def build(settings: Settings, *, pace: Pace | None = None, around: Surroundings = NETWORKED) -> Application:
    """The bot, connected to nothing yet but its database.

    Raises:
        DatabaseUnavailable: the database cannot be reached.
    """
    metrics = Metrics()
    rooms = Rooms.opened(settings, pace or Pace(), around, metrics)
    services = Services.over(rooms)
    bolt = bolt_app(settings)
    listen(bolt, services)
    reception = Reception(bolt, metrics)
    metrics.registry.register(
        StoredMetrics(
            rooms.deliveries, rooms.live.changes, rooms.kept.notes, directory=rooms.directory, sync=rooms.sync
        )
    )
    return Application(
        reception=reception,
        rooms=rooms,
        services=services,
        metrics=metrics,
        socket=_socket(settings, reception, rooms, metrics),
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
    removal.register(bolt, services)
    pages.register(bolt, services)
    link.register(bolt, services)
    task_list.register(bolt, services)
    card.register(bolt, services)
    edit.register(bolt, services)
    channel.register(bolt, services)
    reopen.register(bolt, services)
    unsure.register(bolt, services)
    trouble.register(bolt, services)


def bolt_app(settings: Settings) -> App:
    """Bolt without its own calls to Slack: `auth.test` would cost the first person their `trigger_id`."""
    token = settings.slack_bot_token.get_secret_value()
    return App(
        # Without a name, Bolt looks for one in the source code of all its callers.
        name="cm-task",
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


def _socket(settings: Settings, reception: Reception, rooms: Rooms, metrics: Metrics) -> SocketMode | None:
    if settings.slack_app_token is None:
        return None
    from bot.socket_mode import SocketMode  # noqa: PLC0415 - a bot that Slack calls needs no WebSockets

    socket = SocketMode(reception, rooms.slack, settings.slack_app_token.get_secret_value(), metrics)
    metrics.watch_socket(lambda: socket.connected)
    return socket
