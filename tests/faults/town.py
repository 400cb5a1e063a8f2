"""Slack, ChartMogul, a database and bots between them, for one run; and what is found there afterwards."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import State
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import Message as SlackMessage
from bot.sandbox.slack import SlackStandIn
from bot.store.database import Database
from tests.faults.people import Colleague, Habits
from tests.faults.plan import Setting
from tests.faults.processes import BotProcess
from tests.faults.verdict import Kind, Message, Row, Task

TOKEN, APP_TOKEN, SECRET, KEY = "xoxb-faults", "xapp-faults", "faults-secret", "faults-key"

NAMES = ("anna", "ben", "chloe", "dmitri")


class Town:
    """Everything of one run."""

    def __init__(
        self,
        slack: SlackStandIn,
        chartmogul: ChartMogulStandIn,
        database_url: str,
        bots: list[BotProcess],
        setting: Setting,
    ) -> None:
        self.slack = slack
        self.chartmogul = chartmogul
        self.database_url = database_url
        self.bots = bots
        self._setting = setting
        self._elsewhere = slack.add_person("eve", email="eve@elsewhere.test")
        self._people = [slack.add_person(name, email=f"{name}@ourcompany.test") for name in NAMES]
        for name in NAMES:
            chartmogul.add_user(f"{name}@ourcompany.test")
        self._channels = [
            slack.add_channel("acme", members=self._people),
            slack.add_channel("sales", members=self._people),
            slack.add_channel("board", kind="private", members=self._people, bot_is_member=False),
            slack.add_channel("news", members=self._people, posting_restricted=True),
        ]
        chartmogul.add_customer("Acme Corporation", email="billing@acme.test")

    def colleagues(self, count: int, seed: int) -> list[Colleague]:
        """People who are about to work."""
        over_http = [f"{bot.url}/slack/events" for bot in self.bots]
        habits = Habits(self._channels, self._elsewhere, [None] if self._setting.socket else over_http)
        return [
            Colleague(self.slack, user, habits, random.Random(f"{seed} {user}"))
            for user in self._people[:count]
        ]

    def have_people_look(self) -> list[str]:
        """Everybody who was asked looks in ChartMogul and presses what fits; the texts of their messages."""
        workspace, asked = self.slack.workspace, []
        for user in self._people:
            place = workspace.direct_channel(user).id
            for message in workspace.all_messages(place):
                if _kind(message) is Kind.UNSURE and not message.ephemeral_to:
                    is_there = any(task.details in message.text for task in self.tasks())
                    action = "is_there" if is_there else "send_again"
                    self.slack.person(user).click(place, message.ts, action)
                    asked.append(message.text)
        return asked

    def open_house(self) -> None:
        """Start all bots and wait until they work and know the customer."""
        for bot in self.bots:
            bot.start()
        for bot in self.bots:
            bot.wait_until_ready()

    def rows(self) -> list[Row]:
        """The whole outbox."""
        database = Database.open(self.database_url)
        try:
            listed = Deliveries(database).listed(list(State), limit=10_000)
        finally:
            database.close()
        return [
            Row(
                details=str(json.loads(row.request)["task"]["task_details"]),
                post=row.post.value,
                state=row.state.value,
                notice=row.notice.value,
                task_uuid=row.task_uuid or "",
                reason=row.reason,
            )
            for row in listed
        ]

    def tasks(self) -> list[Task]:
        """All tasks in ChartMogul."""
        return [Task(task["task_uuid"], task["task_details"]) for task in self.chartmogul.tasks]

    def messages(self) -> list[Message]:
        """All that the bot has told anybody about a task."""
        workspace = self.slack.workspace
        names = {channel.id: channel.name or "a direct message" for channel in workspace.channels.values()}
        written = (m for channel in names for m in workspace.all_messages(channel) if m.bot_id)
        return [
            Message(kind, message.text, names[message.channel])
            for message in written
            if (kind := _kind(message)) is not None
        ]


def _kind(message: SlackMessage) -> Kind | None:
    if "was not created" in message.text:
        return Kind.REFUSAL
    if "New task for" in message.text:
        return Kind.CARD_AS_WELL if "here it is as well" in message.text else Kind.CARD
    return Kind.UNSURE if "I cannot tell whether" in message.text else None


@contextmanager
def town(database_url: str, folder: Path, setting: Setting) -> Iterator[Town]:
    """A town whose bots have not been started."""
    with ExitStack() as stack:
        slack = stack.enter_context(SlackStandIn(bot_token=TOKEN, signing_secret=SECRET, app_token=APP_TOKEN))
        chartmogul = stack.enter_context(ChartMogulStandIn(KEY))
        environment = {
            "SLACK_BOT_TOKEN": TOKEN,
            **({"SLACK_APP_TOKEN": APP_TOKEN} if setting.socket else {"SLACK_SIGNING_SECRET": SECRET}),
            "SLACK_API_URL": slack.api_url,
            "CHARTMOGUL_API_KEY": KEY,
            "CHARTMOGUL_API_URL": chartmogul.url,
            "DATABASE_URL": database_url,
        }
        bots = [BotProcess(environment, folder, f"bot{number}") for number in range(setting.processes)]
        for bot in bots:
            stack.callback(bot.kill)
        yield Town(slack, chartmogul, database_url, bots, setting)
