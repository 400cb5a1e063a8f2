"""Errors say in a sentence what went wrong, and are found again by their reference."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul import (
    BadKey,
    Busy,
    ChartMogulError,
    Forbidden,
    Invalid,
    NotFound,
    PaymentRequired,
    ServerError,
    TimedOut,
    Unreadable,
)
from bot.chartmogul.messages import refusal_message
from bot.chartmogul.refusals import read_refusal
from bot.reference import new_reference

KINDS = [BadKey, PaymentRequired, Forbidden, NotFound, Invalid]


@pytest.mark.parametrize("kind", [*KINDS, Busy, TimedOut, ServerError, Unreadable])
def test_every_error_says_something_without_being_told(kind: type[ChartMogulError]) -> None:
    error = kind()

    assert error.message.endswith(".")
    assert "ChartMogul" in error.message
    assert error.reference.startswith("cm-")
    assert error.reference in str(error)


def test_references_differ() -> None:
    assert len({new_reference() for _ in range(10)}) > 5


@given(st.sampled_from([400, 401, 402, 403, 404, 422]), st.text(max_size=300))
def test_no_message_holds_a_page_or_runs_on(status: int, words: str) -> None:
    refusal = read_refusal(json.dumps({"message": words}).encode())
    kind = {400: Invalid, 401: BadKey, 402: PaymentRequired, 403: Forbidden, 404: NotFound}.get(
        status, Invalid
    )
    message = refusal_message(kind, "task", refusal)

    assert message.isprintable()
    assert len(message) < 500
