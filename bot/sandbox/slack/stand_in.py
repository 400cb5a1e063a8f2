"""A Slack on loopback, as strict as Slack: what it takes from an app, and what people do in it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Sequence
from types import TracebackType
from typing import Any

from flask import Flask

from bot.sandbox.slack.declaration import AppDeclaration
from bot.sandbox.slack.dispatch import Delivery, Dispatcher
from bot.sandbox.slack.escaping import normalised
from bot.sandbox.slack.faults import FaultKind, PlannedFault, PlannedFaults
from bot.sandbox.slack.http_server import HttpServer
from bot.sandbox.slack.human_api import human_api
from bot.sandbox.slack.ids import BOT_USER_ID, TEAM_ID
from bot.sandbox.slack.limits import with_ids
from bot.sandbox.slack.methods import World
from bot.sandbox.slack.objects import Channel, Json, Kind, Message, Person
from bot.sandbox.slack.payloads import event_envelope
from bot.sandbox.slack.person import PersonDriver, Stage
from bot.sandbox.slack.rates import MessageRate
from bot.sandbox.slack.response_urls import ResponseUrls
from bot.sandbox.slack.socket_mode import SocketMode
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.slack.views import Views
from bot.sandbox.slack.web_api import ApiCall, WebApi
from bot.sandbox.slack.workspace import Workspace


class SlackStandIn:
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
        strict_rates: answer 429 above one message a second in a channel.
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
        self.bot_token = bot_token
        self.signing_secret = signing_secret
        self.app_token = app_token
        self.request_url = request_url
        self.app = app
        self.workspace = Workspace(team_domain=team_domain, bot_name=bot_name)
        self.views = Views(self.workspace)
        self._faults = PlannedFaults()
        self._dispatcher = Dispatcher(self.workspace, signing_secret, lambda: self.request_url)
        response_urls = ResponseUrls(self.workspace, clock)
        if scopes is None and app is not None and app.scopes:
            scopes = app.scopes
        world = World(
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
            rate=MessageRate(clock) if strict_rates else None,
        )
        self._socket_mode = SocketMode(self.workspace, host)
        self._dispatcher.socket = self._socket_mode
        self._web_api.methods.update(self._socket_mode.methods())
        flask = Flask("slack-stand-in", static_folder=None)
        flask.register_blueprint(self._web_api.routes())
        flask.register_blueprint(human_api(self))
        self._server = HttpServer(flask, host, port)
        self._stage = Stage(world, response_urls, self._dispatcher, self.send_event, self._server.address)

    @property
    def api_url(self) -> str:
        """The Web API's address, with a slash at the end."""
        return f"{self._server.address}/api/"

    @property
    def human_url(self) -> str:
        """The address of the people's side (`human_api`), with a slash at the end."""
        return f"{self._server.address}/human/"

    @property
    def bot_user_id(self) -> str:
        """The bot's own user."""
        return BOT_USER_ID

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return TEAM_ID

    @property
    def socket_connected(self) -> bool:
        """Whether an app listens over Socket Mode."""
        return self._socket_mode.connected

    @property
    def socket_mode(self) -> SocketMode:
        """Slack's end of Socket Mode, to let it hang up or fail."""
        return self._socket_mode

    @property
    def problems(self) -> list[str]:
        """Everything that the app did and Slack would have rejected, or that broke a rule."""
        return list(self.workspace.problems)

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

    def add_person(
        self,
        name: str,
        *,
        id: str | None = None,  # noqa: A002 - Slack's word
        real_name: str = "",
        email: str | None = None,
        tz: str = "Europe/Berlin",
        tz_offset: int | None = None,
        is_bot: bool = False,
        deleted: bool = False,
        is_restricted: bool = False,
        is_ultra_restricted: bool = False,
        is_stranger: bool = False,
        team_id: str | None = None,
        enterprise_id: str | None = None,
    ) -> str:
        """Let somebody join; returns their id. Strangers belong to another workspace.

        Args:
            enterprise_id: their Enterprise Grid organisation; by default the workspace's for its own people.
        """
        ours = team_id in {None, TEAM_ID} and not is_stranger
        person = Person(
            id=id or self.workspace.new_id("U"),
            name=name,
            real_name=real_name,
            email=email,
            tz=tz,
            tz_offset=tz_offset,
            is_bot=is_bot,
            deleted=deleted,
            is_restricted=is_restricted,
            is_ultra_restricted=is_ultra_restricted,
            is_stranger=is_stranger,
            team_id=team_id or ("T0OTHER001" if is_stranger else TEAM_ID),
            enterprise_id=(self.workspace.enterprise_id if ours else "")
            if enterprise_id is None
            else enterprise_id,
        )
        self.workspace.add_person(person)
        return person.id

    def add_channel(
        self,
        name: str,
        *,
        id: str | None = None,  # noqa: A002 - Slack's word
        kind: Kind = "public",
        members: Collection[str] = (),
        bot_is_member: bool = True,
        is_archived: bool = False,
        is_ext_shared: bool = False,
        is_pending_ext_shared: bool = False,
        is_org_shared: bool = False,
        posting_restricted: bool = False,
    ) -> str:
        """Start a conversation; returns its id. A direct one between two people is never the bot's."""
        people = set(members) - {BOT_USER_ID}
        joined = bot_is_member and not (kind == "im" and len(people) > 1)
        channel = Channel(
            id=id or self.workspace.new_id({"im": "D", "mpim": "G"}.get(kind, "C")),
            name="" if kind == "im" else name,
            kind=kind,
            members=people | ({BOT_USER_ID} if joined else set()),
            bot_is_member=joined,
            is_archived=is_archived,
            is_ext_shared=is_ext_shared,
            is_pending_ext_shared=is_pending_ext_shared,
            is_org_shared=is_org_shared,
            posting_restricted=posting_restricted,
        )
        self.workspace.add_channel(channel)
        return channel.id

    def post(
        self,
        channel: str,
        user: str | None,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: Sequence[Json] | None = None,
        attachments: Sequence[Json] | None = None,
        files: Sequence[Json] | None = None,
        bot_id: str | None = None,
        subtype: str | None = None,
    ) -> str:
        """A message of a person or of another app, in Slack's notation; returns its `ts`."""
        message = Message(
            channel=channel,
            user=user,
            text=normalised(text),
            thread_ts=thread_ts,
            blocks=with_ids(list(blocks or ())),
            attachments=list(attachments or ()),
            files=list(files or ()),
            bot_id=bot_id,
            subtype=subtype or ("bot_message" if bot_id and user is None else None),
        )
        return self.workspace.add_message(message).ts

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What stands in a channel, oldest first, or a thread: its first message, then the replies."""
        if thread_ts is None:
            return self.workspace.history(channel)
        return self.workspace.thread(channel, thread_ts)

    def ephemerals(self, channel: str, user: str) -> list[Message]:
        """What only one person sees in a channel."""
        return [m for m in self.workspace.all_messages(channel) if m.ephemeral_to == user]

    def dms(self, user: str) -> list[Message]:
        """The conversation between the bot and one person."""
        channel = self.workspace.direct_channel(user)
        return [m for m in self.workspace.all_messages(channel.id) if m.ephemeral_to is None]

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

    def clear_faults(self) -> None:
        """Let everything work again."""
        self._faults.clear()

    def person(self, user_id: str) -> PersonDriver:
        """One person's hands."""
        if user_id not in self.workspace.people:
            raise LookupError(f"there is no {user_id}")
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
        """Send an event, and `retries` repetitions of it with the same id; one delivery for each.

        An app that did not subscribe is sent nothing: one delivery with the error `not_subscribed`.
        """
        ts = self.workspace.new_ts()
        event = {"type": event_type, "event_ts": ts, **fields}
        envelope = event_envelope(event_id or f"Ev{secrets.token_hex(5).upper()}", event, BOT_USER_ID)
        if self.app and event_type not in self.app.events:
            return [Delivery(envelope, error="not_subscribed")]
        return [self._dispatcher.event(envelope, retry=n, reason=retry_reason) for n in range(retries + 1)]

    def wait_until(self, condition: Callable[[], bool], timeout: float = 5.0) -> bool:
        """Wait until `condition` holds, looking again at every change; at most `timeout` seconds."""
        return self.workspace.wait(condition, timeout)
