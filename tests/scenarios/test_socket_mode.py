"""The same bot without a public address: Slack's requests come over a socket that the bot opens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.app import Application, build
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.dispatch import Delivery
from bot.sandbox.slack.submission import SubmitResult
from tests.scenarios.measured import Measured
from tests.scenarios.running import QUICK, eventually, serving, settings

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

OPEN = "apps.connections.open"


class Line:
    """Anna in a channel, Slack, and a bot that listens over Socket Mode."""

    def __init__(
        self, slack: SlackStandIn, chartmogul: ChartMogulStandIn, application: Application, url: str
    ) -> None:
        self.slack = slack
        self.chartmogul = chartmogul
        self.application = application
        self.anna = slack.add_person("anna", real_name="Anna Berg", email="anna@ourcompany.test")
        self.channel = slack.add_channel("acme", members=[self.anna])
        self._url = url

    def measured(self) -> Measured:
        """What the bot counts."""
        return Measured(self._url)

    def readiness(self) -> int:
        """What a host is told that asks whether the bot is ready."""
        return requests.get(f"{self._url}/readyz", timeout=5).status_code

    def command(self, words: str = "Send the quote") -> Delivery:
        return self.slack.person(self.anna).command(self.channel, "/cm-task", words)

    def submit(self) -> SubmitResult:
        person = self.slack.person(self.anna)
        person.fill("customer", "Acme")
        return person.submit()

    def cards(self) -> int:
        return sum(bool(message.bot_id) for message in self.slack.messages(self.channel))

    def until_it_answers(self) -> None:
        """Ready again, and somebody's command opens a form."""
        eventually(lambda: self.readiness() == 200, seconds=30)
        eventually(lambda: self.command().acked_in_time, seconds=30)


@contextmanager
def between(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str) -> Iterator[Line]:
    """A bot that may or may not be connected yet."""
    chartmogul.add_user("anna@ourcompany.test")
    chartmogul.add_customer("Acme Corporation")
    application = build(
        settings(slack, chartmogul, database_url, slack_app_token=SecretStr("xapp-sandbox")), pace=QUICK
    )
    slack.request_url = None
    with serving(application) as url:
        yield Line(slack, chartmogul, application, url)


@pytest.fixture
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """What the bot logs while this test lasts."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def line(slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str) -> Iterator[Line]:
    """A bot that is connected and knows the customer."""
    with between(slack, chartmogul, database_url) as line:
        eventually(lambda: line.readiness() == 200 and slack.socket_connected)
        # A sync that met a busy database is tried again after half a minute.
        eventually(lambda: line.application.rooms.directory.count() > 0, seconds=60.0)
        yield line


def test_a_task_is_created_over_the_socket(line: Line) -> None:
    assert line.command().acked_in_time
    assert line.submit().closed

    assert len(line.chartmogul.tasks) == 1
    assert eventually(line.cards) == 1
    assert line.slack.problems == []
    now = line.measured()
    assert now("cm_task_acknowledgements_total", kind="submission", outcome="ok") == 1
    assert now("cm_task_socket_connected") == 1
    assert now("cm_task_socket_reconnections_total") == 0


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda slack: slack.socket_mode.fail("close"), id="close-frame"),
        pytest.param(lambda slack: slack.socket_mode.fail("cut"), id="tcp-ends-without-a-close-frame"),
        pytest.param(lambda slack: slack.socket_mode.fail("reset"), id="reset"),
        pytest.param(
            lambda slack: slack.socket_mode.fail("silence"),
            id="half-open-and-silent",
            marks=pytest.mark.long(15),
        ),
        *(
            pytest.param(lambda slack, reason=reason: slack.socket_mode.disconnect(reason), id=reason)
            for reason in ("refresh_requested", "link_disabled", "too_many_websockets", "something_new")
        ),
    ],
)
def test_however_a_connection_ends_the_bot_says_so_and_comes_back(
    logged: list[MutableMapping[str, Any]], line: Line, end: Callable[[SlackStandIn], None]
) -> None:
    line.slack.fail(OPEN, status=503, times=None)
    end(line.slack)
    eventually(lambda: line.readiness() == 503, seconds=30)
    line.slack.clear_faults()

    line.until_it_answers()

    assert line.slack.socket_mode.opened == 2
    assert line.submit().closed
    assert len(line.chartmogul.tasks) == 1
    assert [entry["log_level"] for entry in logged if entry["event"] == "socket.lost"] == ["warning"]
    assert line.measured()("cm_task_socket_reconnections_total") == 1
    assert "ticket" not in str(logged)
    assert "xapp-" not in str(logged)


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 502},
        {"status": 429, "retry_after": 1, "error": "ratelimited"},
        {"error": "invalid_auth"},
        {"error": "service_unavailable"},
        {"error": "internal_error"},
        {"kind": "drop_before"},
        {"kind": "malformed"},
    ],
    ids=str,
)
def test_a_slack_that_gives_no_address_for_a_while_keeps_the_bot_trying_in_peace(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, fault: dict[str, Any]
) -> None:
    slack.fail(OPEN, times=None, **fault)
    with between(slack, chartmogul, database_url) as line:
        eventually(lambda: slack.calls(OPEN))
        assert line.readiness() == 503
        assert requests.get(f"{line._url}/healthz", timeout=5).status_code == 200
        slack.clear_faults()

        line.until_it_answers()

        assert len(slack.calls(OPEN)) <= 3


@pytest.mark.parametrize("fault", ["no_answer", "no_hello", "forbidden"])
def test_an_address_that_leads_nowhere_is_given_up_for_another(
    slack: SlackStandIn, chartmogul: ChartMogulStandIn, database_url: str, fault: Any
) -> None:
    slack.socket_mode.fail_opening(fault)
    with between(slack, chartmogul, database_url) as line:
        assert line.readiness() == 503

        line.until_it_answers()

        assert len(slack.calls(OPEN)) == 2


def test_while_slack_announces_its_leave_both_connections_are_listened_to(line: Line) -> None:
    line.slack.socket_mode.disconnect("warning", hang_up=False)
    eventually(lambda: line.slack.socket_mode.opened == 2)
    assert line.measured()("cm_task_socket_reconnections_total", cause="asked") == 1

    # Slack's stand-in sends the envelopes down its connections in turn.
    answers = [line.command("help") for _ in range(4)]

    assert all(answer.acked_in_time for answer in answers)
    assert line.readiness() == 200
    assert line.slack.problems == []


def test_what_cannot_be_read_is_passed_over(line: Line) -> None:
    for text in (
        "",
        "Ping from applink-2",
        "[1]",
        "{",
        '{"type":"interactive","envelope_id":"1","payload":[]}',
    ):
        line.slack.socket_mode.say(text)

    assert line.command().acked_in_time
    assert line.slack.socket_mode.opened == 1


def test_an_event_that_slack_repeats_after_a_cut_is_handled_once_and_acknowledged(line: Line) -> None:
    begun = threading.Event()

    def begins(arguments: dict[str, Any]) -> bool:
        begun.set()
        return True

    # As long as Slack does not say who somebody is, their App Home is shown before the event is answered.
    line.slack.fail("users.info", delay=1.5, when=begins)
    home: dict[str, Any] = {"user": line.anna, "tab": "home", "channel": "D1"}
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(line.slack.send_event, "app_home_opened", event_id="Ev1", **home)
        assert begun.wait(10)
        line.slack.socket_mode.fail("cut")
        eventually(lambda: line.slack.socket_mode.opened == 2)

        again = line.slack.send_event("app_home_opened", event_id="Ev1", **home)

        first.result()
    assert again[0].acked_in_time
    assert len(line.slack.calls("views.publish")) == 1


@pytest.mark.parametrize("fault", ["close", "cut", "reset"])
def test_a_form_that_was_sent_when_the_connection_ended_is_one_task(line: Line, fault: Any) -> None:
    line.command()
    line.chartmogul.fault("POST", "/tasks", kind="delay", seconds=1)
    with ThreadPoolExecutor(1) as pool:
        submitting = pool.submit(line.submit)
        eventually(lambda: any(request.method == "POST" for request in line.chartmogul.requests))
        line.slack.socket_mode.fail(fault)
        line.until_it_answers()
        submitting.result()

    assert eventually(line.cards) == 1
    assert len(line.chartmogul.tasks) == 1


def test_a_bot_that_is_stopped_answers_what_is_in_hand_and_hangs_up(line: Line) -> None:
    line.command()
    line.chartmogul.fault("POST", "/tasks", kind="delay", seconds=0.7)
    with ThreadPoolExecutor(1) as pool:
        submitting = pool.submit(line.submit)
        eventually(lambda: any(request.method == "POST" for request in line.chartmogul.requests))
        assert line.application.socket
        line.application.socket.stop()
        result = submitting.result()

    assert result.closed
    eventually(lambda: not line.slack.socket_connected)
    assert line.readiness() == 503
    assert line.measured()("cm_task_socket_connected") == 0
    assert len(line.slack.calls(OPEN)) == 1
    assert line.measured()("cm_task_socket_reconnections_total") == 0


def test_what_makes_no_sense_is_not_acknowledged_and_breaks_nothing(
    slack: SlackStandIn,
    chartmogul: ChartMogulStandIn,
    database_url: str,
    logged: list[MutableMapping[str, Any]],
) -> None:
    with between(slack, chartmogul, database_url) as line:
        line.until_it_answers()
        slack.revise_payloads(lambda payload: {**payload, "user": 1, "enterprise": 5})

        refused = slack.person(line.anna).global_shortcut("create_task")

        assert not refused.acked_in_time
        slack.revise_payloads(lambda payload: payload)
        assert line.submit().closed
    [entry] = [entry for entry in logged if entry["event"] == "socket.refused_payload"]
    assert (entry["reason"], entry["where"]) == ("malformed", "user.str")
    assert not [entry for entry in logged if "exc_info" in entry]


def test_a_click_on_nothing_is_acknowledged(line: Line) -> None:
    assert line.command().acked_in_time
    assert line.submit().closed
    [card] = eventually(lambda: [m for m in line.slack.messages(line.channel) if m.bot_id])
    line.slack.revise_payloads(lambda payload: {**payload, "actions": []})

    assert line.slack.person(line.anna).click(line.channel, card.ts, "complete_task").acked_in_time
