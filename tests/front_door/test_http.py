"""What the server answers to requests that are not from Slack, and what it logs of them."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import pytest
import requests

from tests.front_door.running import API_KEY, SECRET, TOKEN, World

FORM = "application/x-www-form-urlencoded"


def send(
    world: World, body: bytes, content_type: str = FORM, *, signature: str = "", timestamp: str = ""
) -> requests.Response:
    """A request signed as Slack signs, unless told otherwise."""
    timestamp = timestamp or str(int(time.time()))
    base = b"v0:" + timestamp.encode() + b":" + body
    signed = "v0=" + hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature or signed,
    }
    return requests.post(f"{world.url}/slack/events", data=body, headers=headers, timeout=5)


COMMAND = urlencode(
    {
        "command": "/cm-task",
        "text": "help",
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "C1",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/",
    }
).encode()


def test_a_signed_request_is_answered(world: World) -> None:
    assert send(world, COMMAND).status_code == 200


@pytest.mark.parametrize("signature", ["v0=00", "nonsense"])
def test_a_bad_signature_is_401(world: World, signature: str) -> None:
    assert send(world, COMMAND, signature=signature).status_code == 401


@pytest.mark.parametrize("timestamp", ["1000000000", "not-a-number", "١٢٣", "-5", "1e9"])
def test_a_stale_or_odd_timestamp_is_401(world: World, timestamp: str) -> None:
    body = COMMAND
    headers: dict[str, str | bytes] = {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": timestamp.encode(),
        "X-Slack-Signature": b"v0=00",
    }
    answer = requests.post(f"{world.url}/slack/events", data=body, headers=headers, timeout=5)
    assert answer.status_code == 401


def test_an_unsigned_request_is_401(world: World) -> None:
    assert requests.post(f"{world.url}/slack/events", data=COMMAND, timeout=5).status_code == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{not json", "application/json"),
        (b"payload=%7Bnot+json", FORM),
        (b"payload=", FORM),
        (b"payload=%5B1%5D", FORM),
        (b"[1]", "application/json"),
        (b"", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"text=\xff\xfe", FORM),
        (b"\xff\xfe", "application/json"),
    ],
)
def test_what_cannot_be_read_is_400(world: World, body: bytes, content_type: str) -> None:
    assert send(world, body, content_type).status_code == 400


def test_a_huge_body_is_413(world: World) -> None:
    assert send(world, b"x" * 1_000_001).status_code == 413


def test_unknown_paths_and_methods(world: World) -> None:
    assert requests.get(f"{world.url}/nowhere", timeout=5).status_code == 404
    assert requests.post(f"{world.url}/", timeout=5).status_code == 404
    assert requests.get(f"{world.url}/slack/events", timeout=5).status_code == 405


def test_an_interaction_that_nobody_listens_for_is_404(world: World) -> None:
    payload = json.dumps({"type": "shortcut", "callback_id": "unknown", "user": {"id": "U1"}})
    assert send(world, urlencode({"payload": payload}).encode()).status_code == 404


def test_health_readiness_and_metrics(world: World) -> None:
    send(world, COMMAND)

    assert requests.get(f"{world.url}/healthz", timeout=5).text == "ok"
    assert requests.get(f"{world.url}/readyz", timeout=5).status_code == 200
    metrics = requests.get(f"{world.url}/metrics", timeout=5).text
    assert 'cm_task_slack_requests_total{status="200"} 1.0' in metrics
    assert 'cm_task_deliveries{state="waiting"} 0.0' in metrics


def test_no_body_token_or_key_reaches_the_logs(
    world: World, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    body = COMMAND.replace(b"help", b"very-secret-words")
    send(world, body, signature="v0=00")
    send(world, b"payload=%7Bvery-secret-words", FORM)
    world.slack.fail("views.open", error="invalid_arguments")
    anna = world.slack.person(world.anna)
    anna.command(world.channel, "/cm-task", "very-secret-words")
    anna.command(world.channel, "/cm-task", "very-secret-words")
    anna.fill("customer", "Acme")
    world.chartmogul.fault("POST", "/tasks", kind="status", status=500)
    anna.submit()

    printed = capfd.readouterr()
    written = printed.out + printed.err + caplog.text
    for secret in ("very-secret", TOKEN, SECRET, API_KEY):
        assert secret not in written
