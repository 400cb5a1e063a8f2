"""What Slack says over Socket Mode, and what it cannot mean."""

from __future__ import annotations

import json

import pytest

from bot.socket_mode.frames import Disconnect, Hello, parse


def test_a_hello_says_that_the_connection_is_ready() -> None:
    hello = '{"type":"hello","num_connections":2,"connection_info":{"app_id":"A1"},"debug_info":{}}'

    assert parse(hello) == Hello()


@pytest.mark.parametrize(
    ("reason", "only_a_change"),
    [
        ("warning", True),
        ("refresh_requested", True),
        ("link_disabled", False),
        ("too_many_websockets", False),
        ("something_new", False),
        (None, False),
    ],
)
def test_only_a_change_of_connections_is_nothing_to_worry_about(
    reason: str | None, only_a_change: bool
) -> None:
    frame = parse(json.dumps({"type": "disconnect", "reason": reason}))

    assert isinstance(frame, Disconnect)
    assert frame.only_a_change is only_a_change


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "Ping from applink-2",
        "[1]",
        '"hello"',
        "{",
        "[" * 100_000,
        '{"type":"hello2"}',
        '{"type":["hello"]}',
        '{"envelope_id":"1","payload":{}}',
        '{"type":"interactive","payload":{}}',
        '{"type":"interactive","envelope_id":7,"payload":{}}',
        '{"type":"interactive","envelope_id":"1"}',
        '{"type":"interactive","envelope_id":"1","payload":[]}',
        '{"type":"interactive","envelope_id":"1","payload":null}',
        b"\xff\xfe",
    ],
)
def test_what_nobody_could_answer_is_nothing(text: str | bytes) -> None:
    assert parse(text) is None
