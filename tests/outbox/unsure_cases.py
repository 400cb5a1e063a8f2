"""What is asked for, what ChartMogul lists instead, and what has become of it, where nobody can say."""

from __future__ import annotations

from typing import Any

from bot.outbox.delivery import Delivery, Notice, Post, State
from bot.sandbox.chartmogul.faults import FaultKind
from tests.outbox.office import Office

DETAILS = "Send the quote"


def ask_for_it(office: Office, fault: FaultKind = "drop_after_commit", **more: Any) -> Delivery:
    """Anna's form, whose creation gets no clear answer."""
    office.chartmogul.fault("POST", "/tasks", kind=fault, **more)
    delivery = office.submit(DETAILS)
    office.settle()
    return delivery


def list_instead(office: Office, *entries: Any, times: int | None = None, **more: Any) -> None:
    """Have ChartMogul list these."""
    page = {"entries": list(entries), "cursor": "c1", "has_more": False, **more}
    office.chartmogul.fault("GET", "/tasks", kind="status", status=200, body=page, times=times)


def sendings(office: Office) -> int:
    """How often the task has been sent."""
    return sum(request.method == "POST" for request in office.chartmogul.requests)


def the_row(office: Office, delivery: Delivery) -> Delivery:
    """The delivery as it is by now."""
    found = office.outbox.get(delivery.id)
    assert found is not None
    return found


def assert_asked_once(office: Office, delivery: Delivery, *, sent: int = 1) -> None:
    """Nothing more is sent, and Anna has been asked to look, once."""
    office.drain()
    row = the_row(office, delivery)
    assert (row.state, row.post, row.notice) == (State.UNSURE, Post.UNSURE, Notice.POSTED)
    assert row.reason
    assert sendings(office) == sent
    assert office.was_asked_to_look(delivery) == 1
    assert office.cards == []


def assert_one_task_and_card(office: Office) -> None:
    """What was asked for has happened once."""
    [task] = office.tasks
    [card] = office.cards
    assert card.task_uuid == task["task_uuid"]


MANGLED = {
    "without an id": {"task_details": DETAILS},
    "id that is an object": {"task_uuid": {"value": "1"}, "task_details": DETAILS},
    "not an object": "task",
    "null": None,
}
RESEMBLING = {
    "cut": {"task_uuid": "t9", "task_details": "Send the", "due_date": None},
    "without details": {"task_uuid": "t9"},
    "details as an object": {"task_uuid": "t9", "task_details": {"html": DETAILS}},
    "a day off": {"task_uuid": "t9", "task_details": DETAILS, "due_date": "2020-01-01"},
}
OTHER = {"task_uuid": "t1", "task_details": "Something else altogether", "due_date": "2027-01-01"}


def assert_one_card_of(office: Office, details: str) -> None:
    """Only this one was announced."""
    [card] = office.cards
    assert details in card.text
