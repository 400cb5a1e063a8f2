"""The bot's processes: the whole application as `bot.app` builds it, but for its sockets and threads."""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from requests.adapters import BaseAdapter

from bot import app, rooms
from bot.outbox.pace import Pace
from bot.server import SLACK_PATH, WsgiApp
from bot.settings import Settings
from bot.slack.transport import Send
from bot.store.database import Database
from tests.simulation.nights import sleepless
from tests.simulation.options import Options
from tests.simulation.scheduler import Owner, Scheduler
from tests.simulation.slack import HOST
from tests.simulation.virtual import EPOCH, VirtualEvent, VirtualRuntime

SECRET = "the-apps-signing-secret"

SETTINGS = Settings(
    slack_app_token=None,
    slack_bot_token="xoxb-simulation",
    slack_signing_secret=SECRET,
    chartmogul_api_key="key",
    chartmogul_api_url="http://127.0.0.1/v1",
    slack_api_url=f"{HOST}/api/",
)

PACE = Pace(poll=30.0, follow=60.0)
"""Production's, but that nobody looks for work every second: whoever has some is to wake the dispatcher. What
is changed in ChartMogul itself is read more often, so that worlds are short."""

Answer = tuple[int, str]
"""Status and body."""


class Surroundings(Protocol):
    """What a process needs of its world."""

    scheduler: Scheduler
    options: Options

    @property
    def database(self) -> Database:
        """The one of all processes."""

    @property
    def to_chartmogul(self) -> BaseAdapter:
        """The way to ChartMogul."""

    @property
    def to_slack(self) -> Send:
        """The way to Slack."""

    @property
    def pace(self) -> Pace:
        """How long the bot waits."""

    def mutate(self, application: app.Application) -> None:
        """Put a mistake into it, where the world is to find one."""


class Process(Owner):
    """One process, through all its lives."""

    def __init__(self, name: str, world: Surroundings) -> None:
        super().__init__()
        self.name = name
        self.alive = False
        self.disturbed_at = -1.0
        """When it last died or stood still, or stops to do so."""
        self._world = world
        self._wsgi: WsgiApp | None = None

    def start(self) -> None:
        """Build the application and let it work."""
        world = self._world
        self.alive = True
        application = app.build(
            SETTINGS,
            pace=world.pace,
            around=rooms.Surroundings(
                runtime=VirtualRuntime(world.scheduler, self),
                open_database=lambda url: world.database,
                to_chartmogul=world.to_chartmogul,
                to_slack=world.to_slack,
            ),
        )
        world.mutate(application)
        self._wsgi = WsgiApp(application)
        # The directory's sync stays out: it touches nothing of the outbox.
        application.rooms.whereabouts.learn_home()
        application.rooms.courier.start()
        application.rooms.live.start()
        application.rooms.kept.keeper.start()
        if world.options.nights:
            application.rooms.runtime.start(partial(sleepless, application), "nights")
        if world.options.reminders or world.options.digests:
            application.rooms.mornings.schedule.start()

    def die(self) -> None:
        """As by `kill -9`."""
        self.disturbed_at = self._world.scheduler.now
        self.frozen_until = min(self.frozen_until, self.disturbed_at)
        self.end()
        self._wsgi = None

    def freeze(self, seconds: float) -> None:
        """Stand still for so long."""
        self.frozen_until = self.disturbed_at = self._world.scheduler.now + seconds

    def request(self, body: bytes) -> Callable[[float], Answer | None]:
        """Send it something that Slack has signed; what comes back waits so many seconds for the answer."""
        scheduler, answers = self._world.scheduler, list[Answer]()
        answered = VirtualEvent(scheduler)
        wsgi = self._wsgi
        if wsgi is None:
            return lambda seconds: None

        def serve() -> None:
            answers.append(_called(wsgi, body, now=EPOCH + scheduler.now))
            answered.set()

        scheduler.start(serve, self, "request")

        def wait(seconds: float) -> Answer | None:
            answered.wait(seconds)
            return answers[0] if answers else None

        return wait


def _called(wsgi: WsgiApp, body: bytes, *, now: float) -> Answer:
    timestamp = str(int(now))
    signature = hmac.digest(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hex()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": SLACK_PATH,
        # Events alone come as JSON.
        "CONTENT_TYPE": "application/json" if body[:1] == b"{" else "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
        "HTTP_X_SLACK_SIGNATURE": f"v0={signature}",
        "wsgi.input": io.BytesIO(body),
    }
    status: list[str] = []

    def start_response(line: str, *_: Any) -> Callable[[bytes], object]:
        status.append(line)
        return lambda data: None

    parts = wsgi(environ, start_response)
    return int(status[0][:3]), b"".join(parts).decode()
