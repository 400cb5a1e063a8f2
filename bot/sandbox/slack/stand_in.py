"""A Slack on loopback, as strict as Slack: what it takes from an app, and what people do in it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Any

from flask import Blueprint, Flask

from bot.sandbox.routes import MatchedOnly
from bot.sandbox.slack.administration import Administration
from bot.sandbox.slack.declaration import AppDeclaration
from bot.sandbox.slack.dispatch import Delivery, Dispatcher
from bot.sandbox.slack.events import Events
from bot.sandbox.slack.faults import FaultKind, PlannedFault, PlannedFaults
from bot.sandbox.slack.hands import Stage
from bot.sandbox.slack.http_server import HttpServer
from bot.sandbox.slack.human_api import human_api
from bot.sandbox.slack.ids import BOT_USER_ID, TEAM_ID
from bot.sandbox.slack.methods import World
from bot.sandbox.slack.objects import Json
from bot.sandbox.slack.person import PersonDriver
from bot.sandbox.slack.rates import Rates
from bot.sandbox.slack.response_urls import ResponseUrls
from bot.sandbox.slack.socket_mode import SocketMode
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.views import Views
from bot.sandbox.slack.web_api import ApiCall, WebApi
from bot.sandbox.slack.workspace import Workspace


class SlackStandIn(Administration):
    """One workspace with one app in it.

    Args:
        bot_token: the only bot token that the Web API takes.
        signing_secret: signs the requests to the app.
        app_token: the token for Socket Mode.
        host: where to listen.
        port: where to listen; 0 for a free port.
        request_url: where the app listens; may be set later. None: over Socket Mode.
        team_domain: the workspace's name in its addresses.
        bot_name: the app's name.
        scopes: what the bot's token was granted; None: the declaration's, or else everything.
        app: what the app's manifest declares; None: anything goes.
        strict_rates: answer 429 above one message a second in a channel, and above each method's tier.
        clock: seconds that only go up; a test may put the 30 minutes of a response URL behind it.
    """

    def __init__(
        self,
        *,
        bot_token: str = "xoxb-sandbox",
        signing_secret: str = "sandbox-secret",
        app_token: str = "xapp-sandbox",
        host: str = "127.0.0.1",
        port: int = 0,
        request_url: str | None = None,
        team_domain: str = "acme-demo",
        bot_name: str = "ChartMogul tasks",
        scopes: Collection[str] | None = None,
        app: AppDeclaration | None = None,
        strict_rates: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(Workspace(team_domain=team_domain, bot_name=bot_name))
        self.bot_token = bot_token
        self.signing_secret = signing_secret
        self.app_token = app_token
        self.request_url = request_url
        self.views = Views(self.workspace)
        self._clock = clock
        self._faults = PlannedFaults()
        self._dispatcher = Dispatcher(self.workspace, signing_secret, lambda: self.request_url)
        response_urls = ResponseUrls(self.workspace, clock)
        if scopes is None and app is not None and app.scopes:
            scopes = app.scopes
        self._world = world = World(
            workspace=self.workspace,
            views=self.views,
            triggers=Triggers(clock),
            scopes=None if scopes is None else frozenset(scopes),
            declaration=app,
        )
        self._web_api = WebApi(
            world,
            response_urls,
            self._faults,
            bot_token=bot_token,
            app_token=app_token,
            rates=Rates(clock) if strict_rates else None,
        )
        self._socket_mode = SocketMode(self.workspace, host)
        self._dispatcher.socket = self._socket_mode
        self._web_api.methods.update(self._socket_mode.methods())
        flask = Flask("slack-stand-in", static_folder=None)
        flask.url_rule_class = MatchedOnly
        flask.register_blueprint(self._web_api.routes())
        self._server = HttpServer(flask, host, port, self.workspace.now)
        events = Events(self.workspace, self._dispatcher, app)
        self._stage = Stage(world, response_urls, self._dispatcher, events, self._server.address)

    @property
    def api_url(self) -> str:
        """The Web API's address, with a slash at the end."""
        return f"{self._server.address}/api/"

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the bot's token may do; None: everything. Set it as another installation of the app does."""
        return self._world.scopes

    @scopes.setter
    def scopes(self, scopes: Collection[str]) -> None:
        self._world.scopes = frozenset(scopes)

    @property
    def bot_user_id(self) -> str:
        """The bot's own user."""
        return BOT_USER_ID

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return TEAM_ID

    @property
    def clock_ahead(self) -> float:
        """How many seconds Slack's clock is ahead of the machine's: in signatures, events and messages."""
        return self.workspace.clock_ahead

    @clock_ahead.setter
    def clock_ahead(self, seconds: float) -> None:
        self.workspace.clock_ahead = seconds

    @property
    def socket_connected(self) -> bool:
        """Whether an app listens over Socket Mode."""
        return self._socket_mode.connected

    @property
    def socket_mode(self) -> SocketMode:
        """Slack's end of Socket Mode, to let it hang up or fail."""
        return self._socket_mode

    def start(self) -> SlackStandIn:
        """Begin to listen."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Listen no more."""
        self._socket_mode.stop()
        self._server.stop()

    def __enter__(self) -> SlackStandIn:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def calls(self, method: str | None = None) -> list[ApiCall]:
        """The app's calls that have ended; messages to response URLs are called `response_url`."""
        return self._web_api.calls(method)

    def fail(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
        delay: float = 0,
        kind: FaultKind = "error",
        times: int | None = 1,
        when: Callable[[Json], bool] | None = None,
    ) -> None:
        """Plan a fault for the next calls of a method, or of `response_url`; see `PlannedFault`."""
        self._faults.add(PlannedFault(method, kind, error, status, retry_after, delay, times, when))

    def limit_rates(self, *, limited: bool = True) -> None:
        """Limit all rates from now on, as with `strict_rates`, or with `limited=False` none."""
        self._web_api.rates = Rates(self._clock) if limited else None

    def install(self, *, installed: bool = True) -> None:
        """Take the bot's token again, or with `installed=False` remove the app from the workspace.

        The app is told by `send_event`: `app_uninstalled` and `tokens_revoked`, in whichever order.
        """
        self._web_api.is_installed = installed

    def clear_faults(self) -> None:
        """Let everything work again."""
        self._faults.clear()

    def person(self, user_id: str) -> PersonDriver:
        """One person's hands.

        Raises:
            LookupError: there is no such person.
        """
        return PersonDriver(self._stage, user_id)

    def trigger(self, user_id: str, channel: str | None = None) -> str:
        """A `trigger_id` for something that somebody has just done, for requests made by hand."""
        return self._stage.world.triggers.issue(user_id, channel=channel)

    def revise_payloads(self, revise: Callable[[Json], Json]) -> None:
        """Have interactions and events sent as `revise` makes them: Slack varies what may be left out."""
        self._dispatcher.revise = revise

    def send_event(
        self,
        event_type: str,
        *,
        event_id: str = "",
        retries: int = 0,
        retry_reason: str = "http_timeout",
        **fields: Any,
    ) -> list[Delivery]:
        """Send an event, as `Events.send` does."""
        return self._stage.events.send(
            event_type, event_id=event_id, retries=retries, retry_reason=retry_reason, **fields
        )

    def human_routes(self) -> Blueprint:
        """The people's side (`human_api`), for an app that keeps other sites' pages away from it."""
        return human_api(self._stage)
