"""Bot processes as a deployment runs them, and what they work between."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import requests

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.submission import SubmitResult
from tests.forking import Forked
from tests.scenarios.running import API_KEY, SECRET, TOKEN, eventually
from tests.scenarios.written import leaks

ROOT = Path(__file__).parents[2]

AS_DEPLOYED = ("bot", "serve", "--host", "127.0.0.1")
QUICK = ("tests.quick_bot",)


class Bot:
    """One bot process at a time, on one port and one database, between two stand-ins."""

    def __init__(
        self,
        module: tuple[str, ...],
        slack: SlackStandIn,
        chartmogul: ChartMogulStandIn,
        database_url: str,
        folder: Path,
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"bot-{self.port}.log"
        self.folder = folder
        self._module = module
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "CHARTMOGUL_API_KEY": API_KEY,
            "CHARTMOGUL_API_URL": chartmogul.url,
            "DATABASE_URL": database_url,
            "PORT": str(self.port),
            "LOG_LEVEL": "DEBUG",
        }
        self._process: Forked | subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the bot and wait until it is ready."""
        with self.log.open("ab") as output:
            self._process = self._started(output)
        eventually(self._ready, seconds=60)

    def _started(self, output: IO[bytes]) -> Forked | subprocess.Popen[bytes]:
        return Forked(
            ["-m", *self._module], cwd=self.folder, env=self.environment, output=output, errors=output
        )

    def _ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    @property
    def pid(self) -> int:
        """Its number among the machine's processes."""
        assert self._process
        return self._process.pid

    def done(self) -> int:
        """How many deliveries have come to their end."""
        lines = requests.get(f"{self.url}/metrics", timeout=5).text.splitlines()
        values = [line.split()[-1] for line in lines if line.startswith('cm_task_deliveries{state="done"}')]
        return int(float(values[0]))

    def refuses(self) -> bool:
        """Whether a new request goes unanswered."""
        try:
            requests.get(f"{self.url}/healthz", timeout=2)
        except requests.RequestException:
            return True
        return False

    def kill(self) -> None:
        """`kill -9` of all its processes at once."""
        assert self._process
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM, as a host ends it."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)

    def interrupt(self) -> None:
        """SIGINT, as Ctrl+C ends it."""
        assert self._process
        self._process.send_signal(signal.SIGINT)

    def exit_code(self) -> int:
        """Its exit code, once it has ended."""
        assert self._process
        return self._process.wait(40)

    def stop(self) -> None:
        """End whatever still runs."""
        if self._process and self._process.poll() is None:
            self.kill()


class Office:
    """Slack, ChartMogul and a database, for bots to work between."""

    def __init__(self, stack: ExitStack, database_url: str, folder: Path) -> None:
        self.chartmogul = stack.enter_context(ChartMogulStandIn(API_KEY))
        self.slack = stack.enter_context(SlackStandIn(bot_token=TOKEN, signing_secret=SECRET))
        self.chartmogul.add_customer("Acme Corporation", email="billing@acme.test")
        self.database_url = database_url
        self.folder = folder
        self._stack = stack
        # The bots have ended by then: they are stopped by what is added after this.
        stack.callback(self._look_at_the_logs)

    def start(self, module: tuple[str, ...] = QUICK) -> Bot:
        """A started bot that knows the customer; Slack sends it what people do."""
        bot = self.bot(module)
        self._stack.callback(bot.stop)
        bot.start()
        eventually(self._knows_the_customer)
        self.slack.request_url = f"{bot.url}/slack/events"
        return bot

    def bot(self, module: tuple[str, ...]) -> Bot:
        """A bot that is not started yet."""
        return Bot(module, self.slack, self.chartmogul, self.database_url, self.folder)

    def _look_at_the_logs(self) -> None:
        """Nothing stands in them that nobody may read there."""
        for log in self.folder.glob("bot-*.log"):
            assert leaks(log.read_text(), self.slack, self.chartmogul) == []

    def _knows_the_customer(self) -> bool:
        return any('"customers": 1' in log.read_text() for log in self.folder.glob("bot-*.log"))

    def add_person(self, name: str) -> str:
        """Somebody who is both in Slack and in ChartMogul."""
        email = f"{name}@ourcompany.test"
        self.chartmogul.add_user(email)
        return self.slack.add_person(name, email=email)

    def add_person_with_channel(self, name: str) -> tuple[str, str]:
        """Somebody, and the channel where they work."""
        person = self.add_person(name)
        return person, self.slack.add_channel(f"{name}s-channel", members=[person])

    def fill(self, person: str, channel: str, words: str) -> None:
        """Have a form ready to be submitted."""
        driver = self.slack.person(person)
        driver.command(channel, "/cm-task", words)
        driver.fill("customer", "Acme")

    def submit(self, person: str, channel: str, words: str = "Send the quote") -> SubmitResult:
        """Fill in a form and submit it; nothing is wrong with it."""
        self.fill(person, channel, words)
        result = self.slack.person(person).submit()
        assert result.failure == ""
        assert result.errors == {}
        return result

    def cards(self, channel: str) -> int:
        """How many summaries stand in the channel."""
        return sum(
            "New task for" in message.text for message in self.slack.messages(channel) if message.bot_id
        )

    @property
    def posts(self) -> int:
        """How often a task has been sent to ChartMogul."""
        return sum(request.method == "POST" for request in self.chartmogul.requests)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
