"""`cm-task serve` as a deployment runs it: a real process, killed and restarted for real."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from tests.front_door.running import API_KEY, SECRET, TOKEN, eventually

ROOT = Path(__file__).parents[1]


class Serving:
    """One bot process at a time, on one database, between two stand-ins."""

    def __init__(self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, url: str, folder: Path) -> None:
        self.slack = slack
        self.chartmogul = chartmogul
        self.log = folder / "bot.log"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        slack.request_url = f"{self.url}/slack/events"
        self._folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "CHARTMOGUL_API_KEY": API_KEY,
            "CHARTMOGUL_API_URL": chartmogul.url,
            "DATABASE_URL": url,
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the bot and wait until it is ready and knows the customers."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve", "--host", "127.0.0.1"],
                cwd=self._folder,
                env=self._environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        eventually(self._ready, seconds=60)

    def _ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """`kill -9` of all its processes at once."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def terminate(self) -> int:
        """SIGTERM, as a host ends it; its exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(40)

    def stop(self) -> None:
        """End whatever still runs."""
        if self._process and self._process.poll() is None:
            self.kill()


@pytest.fixture
def serving(database_url: str, tmp_path: Path) -> Iterator[Serving]:
    """A started bot; Slack has the channel C and ChartMogul the customer Acme."""
    with serving_on(database_url, tmp_path) as started:
        yield started


@contextmanager
def serving_on(database_url: str, folder: Path) -> Iterator[Serving]:
    """A started bot on this database."""
    with ExitStack() as stack:
        chartmogul = stack.enter_context(ChartMogulStandIn(API_KEY))
        slack = stack.enter_context(SlackStandIn(bot_token=TOKEN, signing_secret=SECRET))
        chartmogul.add_customer("Acme Corporation", email="billing@acme.test")
        started = Serving(slack, chartmogul, database_url, folder)
        stack.callback(started.stop)
        started.start()
        eventually(lambda: '"customers": 1' in started.log.read_text())
        yield started


def add_person(serving: Serving, name: str) -> str:
    """Somebody who is both in Slack and in ChartMogul."""
    email = f"{name}@ourcompany.test"
    serving.chartmogul.add_user(email)
    return serving.slack.add_person(name, email=email)


def filled(serving: Serving, person: str, channel: str, words: str) -> None:
    """Their form, ready to be submitted."""
    driver = serving.slack.person(person)
    driver.command(channel, "/cm-task", words)
    driver.fill("customer", "Acme")


def cards(serving: Serving, channel: str) -> int:
    """How many summaries stand in the channel."""
    return sum("New task for" in m.text for m in serving.slack.messages(channel) if m.bot_id)


def test_the_edges_of_http_and_a_clean_end(serving: Serving) -> None:
    person = add_person(serving, "anna")
    channel = serving.slack.add_channel("acme", members=[person])
    events = f"{serving.url}/slack/events"
    assert requests.post(events, data=b"command=very-secret-words", timeout=5).status_code == 401
    assert requests.post(events, data=b"\xff\xfe", timeout=5).status_code == 400
    json_body = {"Content-Type": "application/json"}
    assert requests.post(events, data=b"{no", headers=json_body, timeout=5).status_code == 400
    assert requests.get(f"{serving.url}/nowhere", timeout=5).status_code == 404
    filled(serving, person, channel, "very-secret-words")

    assert serving.slack.person(person).submit().closed

    eventually(lambda: cards(serving, channel) == 1)
    assert serving.terminate() == 0
    printed = serving.log.read_text()
    assert "bot.stopped" in printed
    assert "very-secret" not in printed
    assert serving.slack.problems == []


@pytest.mark.parametrize("kind", ["delay", "delay_after_commit"])
def test_killed_while_chartmogul_works_on_the_task(serving: Serving, kind: str) -> None:
    person = add_person(serving, "anna")
    channel = serving.slack.add_channel("acme", members=[person])
    filled(serving, person, channel, "Send the quote")
    serving.chartmogul.fault("POST", "/tasks", kind=kind, seconds=4)  # type: ignore[arg-type]

    result = serving.slack.person(person).submit()
    serving.kill()
    serving.start()

    assert result.errors == {}
    # The lease of the killed process runs out after 30 s.
    eventually(lambda: cards(serving, channel), seconds=70)
    assert len(serving.chartmogul.tasks) == 1
    assert cards(serving, channel) == 1


def test_killed_after_the_card_was_posted_but_not_recorded(serving: Serving) -> None:
    person = add_person(serving, "anna")
    channel = serving.slack.add_channel("acme", members=[person])
    filled(serving, person, channel, "Send the quote")
    serving.slack.fail("chat.postMessage", kind="delay_after_commit", delay=4)

    serving.slack.person(person).submit()
    eventually(lambda: cards(serving, channel))
    serving.kill()
    serving.start()

    done = 'cm_task_deliveries{state="done"} 1.0'
    eventually(lambda: done in requests.get(f"{serving.url}/metrics", timeout=5).text, seconds=70)
    assert len(serving.chartmogul.tasks) == 1
    assert cards(serving, channel) == 1


def test_a_hundred_people_at_once_while_chartmogul_takes_five_seconds(serving: Serving) -> None:
    people = [add_person(serving, f"person{n}") for n in range(100)]
    channels = [serving.slack.add_channel(f"acme-{n}", members=people) for n in range(10)]
    for n, person in enumerate(people):
        filled(serving, person, channels[n % 10], f"Task {n}")
    serving.chartmogul.fault("POST", "/tasks", kind="delay", seconds=5, times=None)

    with ThreadPoolExecutor(100) as pool:
        results = list(pool.map(lambda person: serving.slack.person(person).submit(), people))

    assert [r.failure for r in results if r.failure] == []
    assert all(r.delivery and r.delivery.acked_in_time for r in results)
    eventually(lambda: len(serving.chartmogul.tasks) == 100, seconds=90)
    eventually(lambda: sum(cards(serving, channel) for channel in channels) == 100, seconds=60)
    assert len(serving.chartmogul.tasks) == 100
    assert serving.chartmogul.peak_in_flight <= 20


def test_a_start_without_settings_says_what_is_missing(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SLACK_BOT_TOKEN": "xoxp-very-secret"}

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ended.returncode == 2
    named = [line.split(":")[0] for line in ended.stderr.splitlines()]
    assert sorted(named) == ["CHARTMOGUL_API_KEY", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    assert "very-secret" not in ended.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
