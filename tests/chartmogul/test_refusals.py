"""ChartMogul's reasons, read out of every shape its error answers take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul.refusals import DETAIL_MAX, clean, read_refusal


@pytest.mark.parametrize(
    ("body", "param", "detail"),
    [
        ({"code": 422, "message": "not a user", "param": "assignee"}, "assignee", "not a user"),
        ({"code": 400, "message": "is invalid", "param": "due_date"}, "due_date", "is invalid"),
        ({"code": 400, "message": "is invalid", "param": None}, None, "is invalid"),
        ({"error": "Assignee not found"}, "assignee", "Assignee not found"),
        ({"error": {"message": "too long", "param": "task_details"}}, "task_details", "too long"),
        ({"errors": {"customer_uuid": "is unknown"}}, "customer_uuid", "is unknown"),
        ({"errors": {"due_date": ["is bad", "is late"]}}, "due_date", "is bad; is late"),
        ({"errors": ["Task details is too long"]}, "task_details", "Task details is too long"),
        ({"errors": [{"param": "assignee", "message": "unknown"}]}, "assignee", "unknown"),
        (
            {
                "assignee": ["is unknown"],
                "error_details": [{"param": "assignee", "code": "unknown", "message": "is unknown"}],
            },
            "assignee",
            "is unknown",
        ),
        ({"task_details": ["is too long (maximum is 255 characters)"]}, "task_details", None),
        ({"code": 422, "message": "bad", "param": "task[due_date]"}, "due_date", "bad"),
        ({"code": 422, "message": "bad", "param": "dueDate"}, "due_date", "bad"),
        ({"code": 422, "message": "bad", "param": "assignee_email"}, "assignee", "bad"),
        ({"code": 422, "message": "bad", "param": "Task Details"}, "task_details", "bad"),
        ({"code": 422, "message": "bad", "param": "colour"}, "colour", "bad"),
        ({"message": "Due date is in the wrong format"}, "due_date", None),
        ({"message": "Customer does not exist"}, "customer_uuid", None),
        ({"message": "The assignee is no user of this customer's account"}, "assignee", None),
        ({"message": "completed_at must be in the past"}, "completed_at", None),
        ({"message": "No user with this email"}, "assignee", None),
        ({"message": "invalid date"}, "due_date", None),
        ("Assignee is unknown", "assignee", "Assignee is unknown"),
        ({"message": "Could not be completed due to an error. Contact customer support."}, None, None),
        ({"error": "bad", "request": "Call Anna", "assignee": "anna@example.com"}, None, "bad"),
        ({"base": ["is closed"]}, None, "is closed"),
        ({}, None, ""),
        ([], None, ""),
        (None, None, ""),
        (17, None, ""),
        ({"code": 422, "message": None, "param": 3}, None, ""),
    ],
)
def test_every_shape(body: Any, param: str | None, detail: str | None) -> None:
    refusal = read_refusal(json.dumps(body).encode())

    assert refusal.param == param
    if detail is not None:
        assert refusal.detail == (detail or None)


@pytest.mark.parametrize(
    ("body", "param", "detail"),
    [
        (b"", None, None),
        (b"   \n", None, None),
        (b"Due date is missing\n", "due_date", "Due date is missing"),
        (b"<!DOCTYPE html><html><body><h1>assignee</h1></body></html>", None, None),
        (b"  <html>no</html>", None, None),
        (b'{"message": "cut o', None, None),
        (b"[" * 100_000, None, None),
        (b"\xff\xfe\x00 assignee", "assignee", None),
    ],
)
def test_bodies_that_are_no_json(body: bytes, param: str | None, detail: str | None) -> None:
    refusal = read_refusal(body)

    assert refusal.param == param
    if detail is not None or param is None:
        assert refusal.detail == detail


def test_a_long_reason_is_cut() -> None:
    detail = read_refusal(json.dumps({"error": "word " * 1000}).encode()).detail

    assert detail is not None
    assert len(detail) <= DETAIL_MAX
    assert detail.endswith("…")


def test_markup_and_credentials_are_left_out_of_a_reason() -> None:
    reason = "<b>No</b>: see https://key:secret@api.example.com/x\n\tagain\x00"

    assert clean(reason) == "No : see https://api.example.com/x again"


@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    detail = read_refusal(body).detail

    assert detail is None or (0 < len(detail) <= DETAIL_MAX and detail.isprintable())


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(["message", "error", "errors", "error_details", "param", "code", "assignee"])
            | st.text(),
            inner,
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_no_json_makes_it_fail(body: Any) -> None:
    detail = read_refusal(json.dumps(body).encode()).detail

    assert detail is None or (0 < len(detail) <= DETAIL_MAX and detail.isprintable())
