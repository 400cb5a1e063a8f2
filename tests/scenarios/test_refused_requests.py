"""What is unsigned, or makes no sense: nothing of it is acted on, and little of it logged."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from bot.operate import logs
from tests.scenarios.requests_from_slack import FORM, JSON, command, payload, send, signature
from tests.scenarios.running import API_KEY, SECRET, TOKEN, World
from tests.scenarios.trap import Trap

Printed = Callable[[], str]


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Printed:
    """What has been written to standard error."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("DEBUG")
    return written.getvalue


FORWARDED = {
    "Forwarded": "for=127.0.0.1;proto=https;host=slack.com",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "slack.com",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "127.0.0.1",
}
"""What proxies add, and anybody may."""


def unsigned(world: World, trap: Trap) -> dict[str, tuple[bytes, dict[str, str | bytes]]]:
    """Bodies and headers that make verifiers, parsers and error handlers stumble."""
    to_trap = {"response_url": f"{trap.url}/response", "user": {"id": world.anna}, "trigger_id": "1.2.3"}
    click = payload("block_actions", actions=[{"action_id": "reopen_form"}], **to_trap)
    direct = payload("block_actions", actions=[{}], user={"id": world.anna})
    now = str(int(time.time()))
    good, later = signature(click, now), str(int(time.time()) + 1)
    shaped: dict[str, str | bytes] = {
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": "v0=" + "0" * 64,
    }
    events = {"Content-Type": JSON}
    return {
        "no headers": (click, {}),
        "a signature beyond ASCII": (click, {**shaped, "X-Slack-Signature": "v0=\xe9".encode("latin-1")}),
        "a signature in UTF-8": (click, {**shaped, "X-Slack-Signature": "v0=é".encode()}),
        "a signature that is none": (click, {**shaped, "X-Slack-Signature": "nonsense"}),
        "a signature without its time": (click, {"X-Slack-Signature": good}),
        "a signature of another time": (
            click,
            {**shaped, "X-Slack-Signature": good, "X-Slack-Request-Timestamp": later},
        ),
        "two signatures": (click, {**shaped, "X-Slack-Signature": f"{good}, {good}"}),
        "an endless timestamp": (click, {**shaped, "X-Slack-Request-Timestamp": "9" * 400}),
        "a stale timestamp": (click, {**shaped, "X-Slack-Request-Timestamp": "1000000000"}),
        "a negative timestamp": (click, {**shaped, "X-Slack-Request-Timestamp": "-5"}),
        "a timestamp in words": (click, {**shaped, "X-Slack-Request-Timestamp": "now"}),
        "a timestamp in other digits": (click, {**shaped, "X-Slack-Request-Timestamp": "١٢٣".encode()}),
        "a timestamp with an exponent": (click, {**shaped, "X-Slack-Request-Timestamp": "1e9"}),
        "another secret": (click, {**shaped, "X-Slack-Signature": signature(click, now, "another")}),
        "a person to write to": (direct, shaped),
        "whoever a proxy says it is from": (direct, {**shaped, **FORWARDED}),
        "a command": (command(world, "very-secret-words", response_url=f"{trap.url}/response"), shaped),
        "a user that is a number": (b'{"user":1}', {**shaped, **events}),
        "an enterprise that is a number": (b'{"enterprise":5}', {**shaped, **events}),
        "two payloads": (b"payload={}&payload=[1]", shaped),
        "no JSON": (b"{very-secret-words", {**shaped, **events}),
        "no UTF-8": (b"\xff\xfe", shaped),
        "no body": (b"", shaped),
        "levels without end": (b"[" * 100_000, {**shaped, **events}),
        "fields without end": (b"a&" * 499_000, shaped),
        "a certificate check": (b"ssl_check=1&token=x", shaped),
        "a challenge": (b'{"type":"url_verification","challenge":"very-secret-words"}', {**shaped, **events}),
    }


def test_nothing_unsigned_is_acted_on_or_logged(printed: Printed, world: World) -> None:
    with Trap().set() as trap:
        for kind, (body, headers) in unsigned(world, trap).items():
            calls = len(world.slack.calls())
            answer = requests.post(
                f"{world.url}/slack/events", data=body, headers={"Content-Type": FORM, **headers}, timeout=5
            )
            assert (kind, answer.status_code, answer.text) == (kind, 401, "Unauthorized")
            assert (kind, len(world.slack.calls())) == (kind, calls)
        assert trap.called == []
    written = printed()
    assert "slack.refused" in written
    for word in ("very-secret", "Traceback", "server.broke", "listener.", trap.url, "xc3"):
        assert word not in written


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", JSON),
        (b"payload=%7Bnot+json", FORM),
        (b"payload=", FORM),
        (b"payload=%5B1%5D", FORM),
        (b"payload=%7B%7D&payload=%5B1%5D", FORM),
        (b"payload=%7B%22type%22%3A%22shortcut%22%7D&command=%2Fcm-task", FORM),
        (b"[1]", JSON),
        (b"", JSON),
        (b"", FORM),
        (b"[" * 100_000, JSON),
        (b"a&" * 499_000, FORM),
        (b"text=\xff\xfe", FORM),
        (b"\xff\xfe", JSON),
        (b'{"user":1}', JSON),
        (b'{"enterprise":5}', JSON),
        (b'{"type":"unknown"}', JSON),
        (b"text=hello", FORM),
        (b"command=%2Fcm-task", FORM),
        (
            payload("view_submission", user={"id": "U1"}, view={"id": "V1", "callback_id": "create_task"}),
            FORM,
        ),
        (payload("block_actions", user={"id": "U1"}, actions={}), FORM),
        (payload("block_actions", user={"id": "U1"}, actions=[{}]), FORM),
        (payload("shortcut", user=1, callback_id="create_task"), FORM),
        (payload("shortcut", user={"id": "U1"}, callback_id="create_task"), FORM),
        (payload("shortcut", user={"id": "U1"}, callback_id="create_task", enterprise=5), FORM),
        (payload("block_suggestion", user={"id": "U1"}, action_id="customer", value=5), FORM),
        (
            payload(
                "view_submission",
                user={"id": "U1"},
                view={"id": "V1", "type": "modal", "callback_id": "create_task", "state": [1]},
            ),
            FORM,
        ),
        (b'{"type":"event_callback","event":{"type":"app_home_opened"}}', JSON),
        (b'{"type":"event_callback","event":{"type":"app_home_opened","user":5}}', JSON),
    ],
)
def test_what_is_signed_and_makes_no_sense_is_400_without_a_traceback(
    printed: Printed, standing_world: World, body: bytes, content_type: str
) -> None:
    assert send(standing_world, body, content_type).status_code == 400
    written = printed()
    assert "Traceback" not in written
    assert "broke" not in written


def refusals(written: str) -> list[dict[str, Any]]:
    """What the log says of refused requests."""
    lines = [json.loads(line) for line in written.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == "slack.refused"]


def test_refused_signatures_are_counted_and_logged_without_flooding(printed: Printed, world: World) -> None:
    body = command(world, "very-secret-words")
    for _ in range(20):
        send(world, body, signed_as=signature(body, str(int(time.time())), "a wrong secret"))
    send(world, body, timestamp=str(int(time.time()) - 900))
    requests.post(f"{world.url}/slack/events", data=body, timeout=5)

    by_reason = {line["reason"]: line for line in refusals(printed())}
    assert by_reason["bad_signature"]["count"] == 1
    assert "SLACK_SIGNING_SECRET" in by_reason["bad_signature"]["hint"]
    assert by_reason["stale_timestamp"]["skew_seconds"] == pytest.approx(-900, abs=5)
    assert set(by_reason) == {"bad_signature", "stale_timestamp", "no_signature"}
    metrics = requests.get(f"{world.url}/metrics", timeout=5).text
    for reason, count in {
        "bad_signature": 20,
        "stale_timestamp": 1,
        "no_signature": 1,
        "malformed": 0,
    }.items():
        assert f'cm_task_refused_requests_total{{reason="{reason}"}} {count}.0' in metrics
    assert 'cm_task_slack_requests_total{status="401"} 22.0' in metrics


def test_what_slack_sends_elsewhere_shows_in_the_log(printed: Printed, world: World) -> None:
    for path in ("/", "/slack/events/", "/very-secret"):
        assert send(world, command(world, "very-secret-words"), path=path).status_code == 404
        assert requests.get(f"{world.url}{path}", timeout=5).status_code == 404

    written = printed()
    [line] = refusals(written)
    assert (line["reason"], "/slack/events" in line["hint"]) == ("wrong_path", True)
    assert "very-secret" not in written
    metrics = requests.get(f"{world.url}/metrics", timeout=5).text
    assert 'cm_task_refused_requests_total{reason="wrong_path"} 3.0' in metrics


def test_no_body_token_or_key_reaches_the_logs(
    printed: Printed, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    send(world, command(world, "very-secret-words"), signed_as="v0=00")
    send(world, b"payload=%7Bvery-secret-words", FORM)
    send(world, urlencode({"payload": json.dumps({"type": "very-secret-words"})}).encode())
    world.slack.fail("views.open", error="invalid_arguments")
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "very-secret-words")
    anna.command(world.channel, "/cm-task", "very-secret-words")
    anna.fill("customer", "Acme")
    world.chartmogul.fault("POST", "/tasks", kind="status", status=500)
    anna.submit()

    written = printed() + caplog.text
    assert "listener.failed" in written
    for secret in ("very-secret", TOKEN, SECRET, API_KEY):
        assert secret not in written
