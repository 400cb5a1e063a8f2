"""The ways in which Slack says no, and what Anna waits to hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.outbox.delivery import Delivery, State
from tests.outbox.office import Office

Fault = dict[str, Any]

PASSING: list[Fault] = [
    {"error": "service_unavailable"},
    {"error": "token_expired"},
    {"status": 408},
    {"kind": "drop_before"},
    {"error": "internal_error"},
]
"""One of each kind; `tests/slack/test_words.py` has them all."""

LIMITING: list[Fault] = [{"error": "rate_limited"}, {"status": 429, "retry_after": 99_999}]
FINAL = [
    "not_in_channel",
    "is_archived",
    "ekm_access_denied",
    "missing_scope",
    "restricted_action_thread_locked",
]

GONE: Fault = {"error": "user_disabled"}


def name(fault: object) -> str:
    """What a test is called for a fault."""
    return "-".join(str(value) for value in fault.values()) if isinstance(fault, dict) else str(fault)


def in_channel(office: Office) -> Callable[[dict[str, Any]], bool]:
    """Whether a call concerns the office's channel."""
    return lambda call: call["channel"] == office.channel


def has_blocks(call: dict[str, Any]) -> bool:
    """Whether a message is more than text."""
    return bool(call.get("blocks"))


def submit_refused(office: Office) -> Delivery:
    """Anna hears "saved", and then ChartMogul refuses the task."""
    office.chartmogul.fault("POST", "/tasks", kind="status", status=503)
    office.chartmogul.fault("POST", "/tasks", kind="status", status=422)
    return office.submit()


def until_refused(office: Office) -> None:
    """Let so much time go by that ChartMogul's second answer is there."""
    for _ in range(3):
        office.pass_time(61)


def end(office: Office) -> None:
    """Everything works again."""
    office.slack.clear_faults()
    office.pass_hours(1)
    office.drain()


def state(office: Office, delivery: Delivery) -> State:
    """How a delivery stands by now."""
    found = office.outbox.get(delivery.id)
    assert found is not None
    return found.state
