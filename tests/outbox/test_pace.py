"""How long a delivery waits between two tries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chartmogul import Busy, ChartMogulError, ServerError
from bot.outbox.pace import Pace

attempts = st.integers(0, 10_000)


@given(attempts)
def test_a_wait_is_never_over_a_minute(tried: int) -> None:
    assert 0 < Pace().wait(tried) <= 60


@given(st.integers(0, 5))
def test_waits_double(tried: int) -> None:
    assert 0.5 * 2**tried <= Pace().wait(tried) <= 2**tried


@given(st.integers(6, 10_000))
def test_and_then_stay_near_a_minute(tried: int) -> None:
    assert 30 <= Pace().wait(tried) <= 60


@pytest.mark.parametrize(
    ("retry_after", "least", "most"), [(None, 0.5, 1), (0, 0.5, 1), (7.5, 7.5, 7.5), (86_400, 60, 60)]
)
@pytest.mark.parametrize("kind", [Busy, ServerError])
def test_chartmoguls_wish_is_heeded_within_reason(
    kind: type[ChartMogulError], retry_after: float | None, least: float, most: float
) -> None:
    assert least <= Pace().after(kind(retry_after=retry_after), 0) <= most


@given(attempts)
def test_many_deliveries_do_not_return_as_one(tried: int) -> None:
    assert len({Pace().wait(tried) for _ in range(10)}) > 1
