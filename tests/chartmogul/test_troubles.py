"""What the bot makes of a ChartMogul that refuses or fails, against the stand-in."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from bot.chartmogul import (
    Busy,
    ChartMogul,
    Dropped,
    Invalid,
    NeverSent,
    Refused,
    ServerError,
    TimedOut,
    Uncertain,
    Unreadable,
)
from bot.sandbox.chartmogul import ChartMogulStandIn, ErrorShape, FaultKind
from tests.chartmogul.samples import ANNA, MISSING, NOBODY, task_for

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "assignee": ({"assignee": NOBODY}, "Choose somebody with a user in ChartMogul"),
    "customer_uuid": ({"customer_uuid": MISSING}, "Choose the customer again"),
}


@pytest.mark.parametrize("shape", get_args(ErrorShape))
@pytest.mark.parametrize("field", REFUSED)
def test_the_field_at_fault_is_named_in_every_error_shape(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str, field: str, shape: ErrorShape
) -> None:
    stand_in.error_shape = shape
    fields, advice = REFUSED[field]
    with pytest.raises(Invalid) as caught:
        chartmogul.create_task(task_for(acme).model_copy(update=fields))

    error = caught.value
    assert error.status == 422
    if shape == "empty":
        assert (error.param, error.detail) == (None, None)
        assert "Check what you entered" in error.message
    else:
        assert error.param == field
        assert error.detail
        assert error.detail in error.message
        assert advice in error.message
    assert stand_in.tasks == []


@pytest.mark.parametrize("shape", get_args(ErrorShape))
def test_details_that_are_too_long_are_refused_on_their_field(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str, shape: ErrorShape
) -> None:
    uuid = chartmogul.create_task(task_for(acme)).task_uuid
    stand_in.error_shape = shape
    with pytest.raises(Invalid) as caught:
        chartmogul.update_task(uuid, {"task_details": "x" * 256})

    assert caught.value.param == (None if shape == "empty" else "task_details")


UNCERTAIN: dict[FaultKind, type[Uncertain]] = {
    "drop_before": Dropped,
    "drop_after_commit": Dropped,
    "delay_after_commit": TimedOut,
    "late_commit": TimedOut,
    "status_after_commit": ServerError,
    "malformed": Unreadable,
    "empty": Unreadable,
}


@pytest.mark.parametrize("kind", UNCERTAIN)
def test_a_task_that_may_exist_is_sent_once_and_can_be_looked_for(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str, kind: FaultKind
) -> None:
    stand_in.fault("POST", "/tasks", kind=kind, seconds=1.0, status=500)
    with pytest.raises(UNCERTAIN[kind]) as caught:
        chartmogul.create_task(task_for(acme), timeout=0.4)

    assert "it may have been done" in caught.value.message
    assert [request.method for request in stand_in.requests] == ["POST"]
    if kind not in ("drop_before", "late_commit"):
        assert [task.task_details for task in chartmogul.tasks(customer_uuid=acme, assignee=ANNA)] == [
            "Call about the renewal"
        ]


def test_a_busy_chartmogul_did_nothing(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    stand_in.fault("POST", "/tasks", kind="status", status=429, retry_after="8")
    with pytest.raises(Busy) as caught:
        chartmogul.create_task(task_for(acme))

    assert caught.value.retry_after == 8
    assert "in 8 seconds" in caught.value.message
    assert stand_in.tasks == []


def test_reading_survives_a_short_trouble(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    stand_in.fault("GET", "/customers", kind="drop_before")
    stand_in.fault("GET", "/customers", kind="status", status=503)
    stand_in.fault("GET", "/customers", kind="malformed")

    assert chartmogul.customer(acme).name == "Acme"


def test_a_chartmogul_that_is_down_was_sent_nothing(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str
) -> None:
    chartmogul.ping()
    stand_in.down()
    with pytest.raises(NeverSent):
        chartmogul.create_task(task_for(acme))
    stand_in.up()

    assert chartmogul.create_task(task_for(acme)).customer_uuid == acme
    assert len(stand_in.tasks) == 1


@pytest.mark.parametrize(
    "page", ["<!doctype html><h1>Sorry</h1>", "<html><body>Traceback: secret</body></html>"]
)
@pytest.mark.parametrize("status", [403, 422, 500])
def test_no_web_page_reaches_a_person(
    stand_in: ChartMogulStandIn, chartmogul: ChartMogul, acme: str, status: int, page: str
) -> None:
    stand_in.fault("POST", "/tasks", kind="status", status=status, body=page, content_type="text/html")
    with pytest.raises((Refused, ServerError)) as caught:
        chartmogul.create_task(task_for(acme))

    assert "<" not in caught.value.message
    assert "secret" not in caught.value.message
    assert caught.value.detail is None
