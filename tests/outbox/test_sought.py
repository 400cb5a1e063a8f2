"""A task is left alone while a delivery may be looking for it by what it says."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chartmogul.task import Task
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Post
from bot.outbox.sought import Sought
from bot.request import Announce, Request
from bot.slack.conversation import Origin
from bot.task import NewTask
from tests.store.clock import StoppedClock

SENT = NewTask(
    customer_uuid="cus_11111111-1111-4111-8111-111111111111",
    task_details="Send the quote",
    assignee="anna@ourcompany.test",
    due_date=date(2030, 3, 19),
)


def seen(**fields: object) -> Task:
    """The task as ChartMogul shows it."""
    sent = SENT.model_dump(include={"customer_uuid", "task_details", "assignee", "due_date"})
    return Task.model_validate({"task_uuid": "t1", **sent, **fields})


@pytest.fixture
def outbox(clock: StoppedClock) -> Deliveries:
    """It has sent a task, and had no answer."""
    deliveries = Deliveries(clock)
    request = Request(
        task=SENT, customer_name="Acme", assignee="U1", asked_by="U1", origin=Origin(), announce=Announce.ME
    )
    deliveries.add("one", request.model_dump_json(), form_seconds=0.0)
    delivery = deliveries.claim(lease=30.0)
    assert delivery
    deliveries.advance(delivery, lease=30.0, post=Post.SENT)
    return deliveries


def test_what_was_sent_without_an_answer_is_sought(outbox: Deliveries) -> None:
    assert Sought(outbox).may_be(seen())


@pytest.mark.parametrize(
    "fields", [{"task_details": "Call Kim about invoices"}, {"assignee": "ben@ourcompany.test"}]
)
def test_another_task_is_not(outbox: Deliveries, fields: dict[str, object]) -> None:
    assert not Sought(outbox).may_be(seen(**fields))


def test_one_that_was_found_is_not_any_more(outbox: Deliveries, clock: StoppedClock) -> None:
    clock.seconds += 31.0
    delivery = outbox.claim(lease=30.0)
    assert delivery
    outbox.advance(delivery, lease=30.0, post=Post.CREATED, task_uuid="t1")

    assert not Sought(outbox).may_be(seen())


def test_nor_is_one_that_another_delivery_has_made(outbox: Deliveries, clock: StoppedClock) -> None:
    outbox.add("two", "a request", form_seconds=0.0)
    clock.seconds += 1.0
    delivery = outbox.claim(lease=30.0)
    assert delivery
    assert delivery.id == "two"
    outbox.advance(delivery, lease=30.0, post=Post.CREATED, task_uuid="t1")

    assert not Sought(outbox).may_be(seen())
