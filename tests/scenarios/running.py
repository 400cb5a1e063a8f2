"""The whole bot over real HTTP, in this process, between the two stand-ins."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import delete

from bot.app import Application, build
from bot.chartmogul import ChartMogul
from bot.directory.sync import DirectorySync
from bot.front_door.http_server import HttpServer, Limits
from bot.operate.manifest import manifest
from bot.outbox.pace import Pace
from bot.resolve.days import next_working_day
from bot.rooms import Surroundings
from bot.runtime import REAL, Runtime
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import AppDeclaration, SlackStandIn
from bot.server import WsgiApp
from bot.settings import Settings
from bot.store.database import Database
from bot.store.schema import deliveries
from tests.reopened import Reopened

QUICK = Pace(
    lease=3.0,
    poll=0.1,
    first_wait=0.05,
    longest_wait=0.4,
    settles=0.2,
    timed_out_settles=0.4,
    list_settles=0.4,
    message_settles=0.2,
    glance=1.2,
    rest=0.1,
)
"""The bot's waits, shortened so that a test sees several of them, but for a form's."""

LATE = replace(QUICK, form=0.4, form_ends=0.2)
"""The same for tests in which nothing can be said while the form waits."""

THREADS = 16
"""Requests at work at once: as many as tests in this process need. Production's take longer to start."""

TOKEN = "xoxb-very-secret-token"
SECRET = "very-secret-signing-secret"
API_KEY = "very-secret-api-key"

Found = TypeVar("Found")


@dataclass
class World:
    """A running bot with everything around it."""

    slack: SlackStandIn
    chartmogul: ChartMogulStandIn
    application: Application
    url: str
    anna: str
    ben: str
    channel: str
    acme: dict[str, Any]

    def texts(self, channel: str, thread_ts: str | None = None) -> list[str]:
        """The bot's messages in a channel, as screen readers read them."""
        return [m.text for m in self.slack.messages(channel, thread_ts) if m.bot_id]

    def cards(self, channel: str, thread_ts: str | None = None) -> list[str]:
        """The summaries in a channel or thread."""
        return [text for text in self.texts(channel, thread_ts) if "New task for" in text]

    @property
    def posts(self) -> int:
        """How often a task has been sent to ChartMogul."""
        return sum(request.method == "POST" for request in self.chartmogul.requests)

    def forget_deliveries(self) -> None:
        """Take everything out of the outbox, as an operator may who has to delete what people wrote."""
        with self.application.rooms.database.writing() as connection:
            connection.execute(delete(deliveries))


def eventually(look: Callable[[], Found], *, seconds: float = 15.0) -> Found:
    """The first thing found that is true; a failure if nothing is in time."""
    deadline = time.monotonic() + seconds
    pause = 0.003
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < deadline, f"nothing within {seconds} s: {look.__name__}"
        time.sleep(pause)
        # To look costs time that others need, and what takes long is not over in a moment.
        pause = min(1.5 * pause, 0.05)


def settings(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, **more: Any) -> Settings:
    """The environment of a bot between these stand-ins."""
    return Settings(
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        chartmogul_api_key=SecretStr(API_KEY),
        slack_api_url=slack.api_url,
        chartmogul_api_url=chartmogul.url,
        database_url=database_url,
        **more,
    )


def next_working_day_in(zone: str) -> date:
    """What the form offers as due date to somebody there."""
    return next_working_day(datetime.now(UTC).astimezone(ZoneInfo(zone)).date())


@contextmanager
def serving(application: Application) -> Iterator[str]:
    """The application on a loopback port; its address."""
    server = HttpServer("127.0.0.1", 0, limits=Limits(threads=THREADS))
    url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.run, args=(WsgiApp(application),), daemon=True)
    thread.start()
    application.start()
    try:
        yield url
    finally:
        server.stop()
        thread.join()
        application.stop()


@contextmanager
def bot_between(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    database_url: str,
    *,
    pace: Pace = QUICK,
    runtime: Runtime = REAL,
    open_database: Callable[[str], Database] = Reopened.open,
    **more: Any,
) -> Iterator[tuple[Application, str]]:
    """A running bot that Slack knows the address of and that knows all customers."""
    around = Surroundings(runtime=runtime, open_database=open_database)
    application = build(settings(slack, chartmogul, database_url, **more), pace=pace, around=around)
    with serving(application) as url:
        slack.request_url = f"{url}/slack/events"
        # A sync that met a busy database is tried again after half a minute.
        eventually(lambda: application.rooms.directory.count() > 0, seconds=60.0)
        yield application, url


def declared_slack() -> SlackStandIn:
    """A Slack that knows the app by its manifest."""
    declared = manifest(socket_mode=False)
    return SlackStandIn(
        bot_token=TOKEN,
        signing_secret=SECRET,
        app=AppDeclaration.from_manifest(declared),
        scopes=declared["oauth_config"]["scopes"]["bot"],
    )


def add_customers(chartmogul: ChartMogulStandIn) -> dict[str, Any]:
    """Those of every world; Acme, as the API would answer it."""
    acme = chartmogul.add_customer("Acme Corporation", company="Acme", email="billing@acme.test")
    chartmogul.add_customer("Bluebird Logistics", email="ops@bluebird.test")
    chartmogul.add_contact(acme["uuid"], "kim@acme.test", first_name="Kim", last_name="Lee")
    return acme


def get_to_know(database_url: str) -> None:
    """Have a database hold the customers of every world, as after a bot's first sync."""
    database = Database.open(database_url)
    with ChartMogulStandIn(API_KEY) as chartmogul:
        add_customers(chartmogul)
        client = ChartMogul(SecretStr(API_KEY), base_url=chartmogul.url)
        DirectorySync(client, database).run()
        client.close()
    database.close()


@contextmanager
def peopled(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    database_url: str,
    pace: Pace = QUICK,
    runtime: Runtime = REAL,
    *,
    open_database: Callable[[str], Database] = Reopened.open,
) -> Iterator[World]:
    """Everybody comes, the bot starts, and at the end Slack had nothing to complain of."""
    anna = slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test", tz="Europe/Berlin")
    ben = slack.add_person("ben", real_name="Ben Okafor", email="ben@ourcompany.test", tz="America/New_York")
    channel = slack.add_channel("acme", members=[anna, ben])
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_user("ben@ourcompany.test")
    acme = add_customers(chartmogul)
    bot = bot_between(
        slack, chartmogul, database_url, pace=pace, runtime=runtime, open_database=open_database
    )
    with bot as (application, url):
        # What the bot asks Slack as it starts; tests count what comes after.
        eventually(lambda: slack.calls("auth.test"))
        yield World(slack, chartmogul, application, url, anna, ben, channel, acme)
    assert not slack.problems, slack.problems
