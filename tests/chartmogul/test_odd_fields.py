"""What identifies a record is needed; every other field may be odd, and is absent then."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul import ChartMogul, Unreadable
from bot.chartmogul.task import Task
from bot.task import NewTask
from tests.chartmogul.raw_server import answer, raw_server

UUID = "6bedc144-2179-11f0-9074-47237186e386"
CUSTOMER = "cus_de305d54-75b4-431b-adb2-eb6b9e546012"
TASK: dict[str, Any] = {
    "task_uuid": UUID,
    "customer_uuid": CUSTOMER,
    "task_details": "Call about the renewal",
    "assignee": "anna@example.com",
    "due_date": "2025-04-30T00:00:00.000Z",
    "completed_at": None,
    "created_at": "2025-04-25T02:03:03.396Z",
    "updated_at": "2025-04-25T02:03:03.396Z",
}
NEW = NewTask.model_validate({name: TASK[name] for name in list(TASK)[1:4]} | {"due_date": "2025-04-30"})
TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-23T10:00:00.000Z", TEN),
        ("2026-11-23T10:00:00Z", TEN),
        ("2026-11-23T10:00Z", TEN),
        ("2026-11-23 10:00:00 UTC", TEN),
        ("2026-11-23 10:00:00 +0000", TEN),
        ("2026-11-23 10:00:00", TEN),
        ("2026-11-23T10:00:00", TEN),
        ("2026-11-23T12:00:00+02:00", TEN),
        ("2026-11-23T12:00:00+0200", TEN),
        ("2026-11-23 05:00:00 -0500", TEN),
        ("2026-11-23T10:00:00.000000000Z", TEN),
        ("2026/11/23 10:00:00 GMT", TEN),
        (" 2026-11-23T10:00:00z ", TEN),
        (TEN.timestamp(), TEN),
        (int(TEN.timestamp()), TEN),
        (int(TEN.timestamp() * 1000), TEN),
        (int(TEN.timestamp() * 1_000_000), TEN),
        (str(int(TEN.timestamp())), TEN),
        ("2026-11-23 10:00:00 PST", None),
        ("23/11/2026 10:00", None),
        ("2026-11-23", None),
        ("2026-13-45T10:00:00Z", None),
        ("2026-11-23T25:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("0000-00-00 00:00:00", None),
        ("just now", None),
        ("", None),
        ("  ", None),
        (None, None),
        (0, None),
        (-1, None),
        (17, None),
        (10**30, None),
        (float("inf"), None),
        (float("nan"), None),
        (True, None),
        ([], None),
        ({"at": "2026-11-23"}, None),
    ],
)
def test_a_time_is_read_where_its_notation_leaves_no_doubt(written: Any, read: datetime | None) -> None:
    task = Task.model_validate({**TASK, "created_at": written, "updated_at": written})

    assert task.created_at == task.updated_at == read
    assert task.created_at is None or task.created_at.tzinfo
    assert task.task_details == TASK["task_details"]


@pytest.mark.parametrize(
    "written",
    [
        "2027-04-21",
        "2027-04-21T00:00:00.000Z",
        "2027-04-21T23:59:59Z",
        "2027-04-21T00:00:00+14:00",
        "2027-04-21T23:30:00-11:00",
        "2027-04-21 00:00:00 UTC",
        "2027-04-21 00:00:00 -0800",
        "2027/04/21",
        "2027/4/21",
        "2027.04.21",
        "20270421",
        " 2027-04-21 ",
        {"date": "2027-04-21 00:00:00.000000", "timezone_type": 3, "timezone": "America/New_York"},
        datetime(2027, 4, 21, tzinfo=UTC).timestamp(),
        int(datetime(2027, 4, 21, tzinfo=UTC).timestamp()) * 1000,
    ],
)
def test_a_due_day_is_the_one_that_is_written(written: Any) -> None:
    assert Task.model_validate({**TASK, "due_date": written}).due_date == date(2027, 4, 21)


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)),
    st.times(),
    st.integers(-14 * 60, 14 * 60),
)
def test_no_zone_shifts_a_due_day(day: date, at: time, minutes: int) -> None:
    written = datetime.combine(day, at, timezone(timedelta(minutes=minutes))).isoformat()

    assert Task.model_validate({**TASK, "due_date": written}).due_date == day


@pytest.mark.parametrize(
    "odd",
    ["", None, "soon", "04/21/2027", "2027-02-30", "2027-04/21", 5, True, [], {}, 1776844801, "9999-12-31"],
)
def test_an_odd_due_day_is_absent(odd: Any) -> None:
    task = Task.model_validate({**TASK, "due_date": odd})

    assert task.due_date is None


@pytest.mark.parametrize(
    ("field", "odd", "read"),
    [
        ("completed_at", "", None),
        ("completed_at", False, None),
        ("completed_at", "2025-04-20", datetime(2025, 4, 20, tzinfo=UTC)),
        ("assignee", {"email": "anna@example.com", "name": "Anna"}, "anna@example.com"),
        ("assignee", [{"email": "anna@example.com"}], "anna@example.com"),
        ("assignee", {"name": "Anna"}, ""),
        ("assignee", None, ""),
        ("task_details", 2027, "2027"),
        ("task_details", None, ""),
        ("task_details", {"html": "<b>"}, ""),
        ("customer_uuid", None, ""),
        ("customer_uuid", {"uuid": CUSTOMER}, ""),
    ],
)
def test_a_task_with_one_odd_field_is_a_task(field: str, odd: Any, read: Any) -> None:
    task = Task.model_validate({**TASK, field: odd, "associated_object": {"x": [1]}})

    assert getattr(task, field) == read
    assert task == Task.model_validate(TASK).model_copy(update={field: read})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(Task.model_fields, ANYTHING)))
def test_whatever_the_fields_are_a_uuid_makes_a_task(fields: dict[str, Any]) -> None:
    assert Task.model_validate({**fields, "task_uuid": UUID}).task_uuid == UUID


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (201, json.dumps(TASK)),
        (200, json.dumps(TASK)),
        (202, json.dumps(TASK)),
        (201, "\ufeff" + json.dumps(TASK)),
        (201, f"\r\n{json.dumps(TASK)}\r\n\r\n"),
        (201, json.dumps({"task": TASK})),
        (201, json.dumps({"data": TASK})),
        (201, json.dumps({**TASK, "task_uuid": None, "uuid": UUID})),
        (201, json.dumps({"uuid": UUID})),
        (201, json.dumps({"task_uuid": f" {UUID} "})),
        (201, json.dumps(TASK).encode("utf-16")),
        (201, json.dumps(TASK).encode().replace(b"Call", b"C\xe4ll")),
        (201, json.dumps(TASK).replace('"2025-04-25T02:03:03.396Z"', "9" * 6000)),
        (201, json.dumps(TASK).replace('"2025-04-25T02:03:03.396Z"', "NaN")),
    ],
    ids=range(14),
)
def test_a_success_with_a_uuid_is_a_created_task(status: int, body: str | bytes) -> None:
    with raw_server(answer(status, body)) as server:
        assert ChartMogul("key", base_url=server.url).create_task(NEW).task_uuid == UUID


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"task_uuid": None},
        {"task_uuid": ""},
        {"task_uuid": " "},
        {"task_uuid": "../customers"},
        {"task_uuid": "x" * 101},
        {"task_uuid": {"uuid": UUID}},
        {"task_uuid": True},
        {"customer": {"uuid": CUSTOMER}},
        {"data": {"task_details": "Call"}},
        {"data": [TASK]},
        {"task": UUID},
        {"error": "no"},
    ],
)
def test_a_success_without_a_uuid_is_uncertain(body: Any) -> None:
    with raw_server(answer(201, json.dumps(body))) as server, pytest.raises(Unreadable):
        ChartMogul("key", base_url=server.url).create_task(NEW)


def test_half_an_answer_is_uncertain_however_much_of_it_came() -> None:
    with raw_server(answer(201, json.dumps(TASK)[:-1])) as server, pytest.raises(Unreadable):
        ChartMogul("key", base_url=server.url).create_task(NEW)
