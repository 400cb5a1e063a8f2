"""`cm-task serve` as a deployment runs it: real processes, killed and restarted for real."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.front_door.listening import room_for_connections
from tests import forking
from tests.scenarios.deployed import AS_DEPLOYED, ROOT, Office
from tests.scenarios.running import eventually


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """No bot is started yet."""
    with ExitStack() as stack:
        yield Office(stack, database_url, tmp_path)


def posting_to(channel: str) -> Callable[[dict[str, Any]], bool]:
    """Whether a call of Slack is about this channel."""
    return lambda call: call["channel"] == channel


def test_the_edges_of_http_and_a_clean_end(office: Office) -> None:
    bot = office.start(AS_DEPLOYED)
    person, channel = office.add_person_with_channel("anna")
    events = f"{bot.url}/slack/events"
    assert requests.post(events, data=b"command=very-secret-words", timeout=5).status_code == 401
    assert requests.post(events, data=b"\xff\xfe", timeout=5).status_code == 401
    json_body = {"Content-Type": "application/json"}
    assert requests.post(events, data=b"{no", headers=json_body, timeout=5).status_code == 401
    assert requests.get(f"{bot.url}/nowhere", timeout=5).status_code == 404

    assert office.submit(person, channel, "very-secret-words").closed

    eventually(lambda: office.cards(channel) == 1)
    bot.terminate()
    assert bot.exit_code() == 0
    printed = bot.log.read_text()
    assert "bot.stopped" in printed
    assert "very-secret" not in printed
    assert office.slack.problems == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_half_sent_requests_and_idle_connections_hold_up_nobody(office: Office) -> None:
    bot = office.start(AS_DEPLOYED)
    person, channel = office.add_person_with_channel("anna")
    half = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 900\r\n\r\ncommand="
    room_for_connections(2000)
    with ExitStack() as stack:
        for n in range(1230):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", bot.port), timeout=10))
            if n < 130:
                connection.sendall(half)

        assert office.submit(person, channel).closed

    eventually(lambda: office.cards(channel) == 1)
    bot.interrupt()
    assert bot.exit_code() == 0
    assert "bot.stopped" in bot.log.read_text()
    assert office.slack.problems == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_taken_port_stops_the_start_with_one_line(office: Office) -> None:
    bot = office.start(AS_DEPLOYED)

    other = forking.run(["-m", *AS_DEPLOYED], cwd=office.folder, env=bot.environment)

    assert other.returncode == 2
    [line] = other.stderr.splitlines()
    assert line.startswith(f"PORT: cannot listen on 127.0.0.1:{bot.port} (Address already in use).")


def test_killed_with_a_delivery_at_every_step(office: Office) -> None:
    bot = office.start()
    before_card, after_card, before_post, after_post = (
        office.add_person_with_channel(name)
        for name in ("before-card", "after-card", "before-post", "after-post")
    )
    for (person, channel), kind in ((before_card, "drop_before"), (after_card, "delay_after_commit")):
        office.slack.fail("chat.postMessage", kind=kind, delay=10, when=posting_to(channel))  # type: ignore[arg-type]
        assert office.submit(person, channel).closed
    for (person, channel), kind in ((before_post, "delay"), (after_post, "delay_after_commit")):
        office.chartmogul.fault("POST", "/tasks", kind=kind, seconds=60)  # type: ignore[arg-type]
        office.submit(person, channel)
    eventually(lambda: office.posts == 4 and office.cards(after_card[1]))

    bot.kill()
    bot.start()

    eventually(lambda: bot.done() == 4, seconds=60)
    assert len(office.chartmogul.tasks) == 4
    assert [office.cards(channel) for _, channel in (before_card, after_card, before_post, after_post)] == [
        1
    ] * 4


def test_killed_while_chartmogul_is_down(office: Office) -> None:
    bot = office.start()
    person, channel = office.add_person_with_channel("anna")
    office.chartmogul.down()
    assert not office.submit(person, channel).closed

    bot.kill()
    bot.start()
    office.chartmogul.up()

    eventually(lambda: bot.done() == 1, seconds=60)
    assert len(office.chartmogul.tasks) == 1
    assert office.cards(channel) == 1


@pytest.mark.long(40)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_of_two_instances_is_killed_and_the_other_takes_over_within_a_minute(office: Office) -> None:
    other, killed = office.start(AS_DEPLOYED), office.start(AS_DEPLOYED)
    office.chartmogul.fault("POST", "/tasks", kind="delay_after_commit", seconds=60, times=2)
    people = [office.add_person_with_channel(name) for name in ("anna", "ben")]
    for posts, (person, channel) in enumerate(people, 1):
        office.submit(person, channel)
        eventually(lambda posts=posts: office.posts == posts)  # type: ignore[misc]

    killed.kill()

    eventually(lambda: other.done() == 2, seconds=60)
    assert len(office.chartmogul.tasks) == 2
    assert [office.cards(channel) for _, channel in people] == [1, 1]


def test_a_host_that_ends_it_lets_what_is_in_hand_be_done_and_the_rest_wait(office: Office) -> None:
    bot = office.start()
    waiting, in_hand = office.add_person_with_channel("anna"), office.add_person_with_channel("ben")
    office.slack.fail("chat.postMessage", status=429, retry_after=1, times=None, when=posting_to(waiting[1]))
    office.submit(*waiting)
    office.chartmogul.fault("POST", "/tasks", kind="delay", seconds=0.5)
    office.fill(*in_hand, "Call Kim")
    with ThreadPoolExecutor(1) as pool:
        submitting = pool.submit(office.slack.person(in_hand[0]).submit)
        eventually(lambda: office.posts == 2)
        bot.terminate()
        eventually(bot.refuses)
        result = submitting.result()

    assert bot.exit_code() == 0
    assert result.closed
    assert office.cards(in_hand[1]) == 1
    assert office.cards(waiting[1]) == 0
    office.slack.clear_faults()
    bot.start()
    eventually(lambda: bot.done() == 2, seconds=60)
    assert len(office.chartmogul.tasks) == 2
    assert office.cards(waiting[1]) == 1


@pytest.mark.long(40)
def test_a_hundred_people_at_once_while_chartmogul_takes_five_seconds(office: Office) -> None:
    office.start(AS_DEPLOYED)
    people = [office.add_person(f"person{n}") for n in range(100)]
    channels = [office.slack.add_channel(f"acme-{n}", members=people) for n in range(10)]
    for n, person in enumerate(people):
        office.fill(person, channels[n % 10], f"Task {n}")
    office.chartmogul.fault("POST", "/tasks", kind="delay", seconds=5, times=None)

    with ThreadPoolExecutor(100) as pool:
        results = list(pool.map(lambda person: office.slack.person(person).submit(), people))

    assert [r.failure for r in results if r.failure] == []
    assert all(r.delivery and r.delivery.acked_in_time for r in results)
    eventually(lambda: len(office.chartmogul.tasks) == 100, seconds=90)
    eventually(lambda: sum(office.cards(channel) for channel in channels) == 100, seconds=60)
    assert len(office.chartmogul.tasks) == 100
    assert office.chartmogul.peak_in_flight <= 20


def test_a_token_that_slack_does_not_take_shows_before_anybody_tries_the_bot(office: Office) -> None:
    office.slack.install(installed=False)
    bot = office.start()

    eventually(lambda: "slack.token_refused" in bot.log.read_text())


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
