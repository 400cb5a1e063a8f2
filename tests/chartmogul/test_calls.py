"""Which calls are repeated, and how long they may take."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.chartmogul import (
    BadKey,
    Busy,
    ChartMogul,
    ChartMogulError,
    Forbidden,
    Invalid,
    NotFound,
    PaymentRequired,
    ServerError,
    TimedOut,
)
from bot.chartmogul.calls import READ_ATTEMPTS
from tests.chartmogul.raw_server import Reply, answer, close, raw_server, silence
from tests.chartmogul.samples import NEW, PONG, TASK


@pytest.mark.parametrize(
    "fault",
    [
        answer(500),
        answer(503, Retry_After="0"),
        answer(429, Retry_After="0"),
        answer(200, '{"data":'),
        answer(200, ""),
        close,
    ],
)
def test_reading_is_tried_again(fault: Reply) -> None:
    with raw_server(fault, fault, answer(200, PONG)) as server:
        ChartMogul("key", base_url=server.url).ping()

        assert len(server.requests) == 3


def test_reading_is_given_up_in_the_end() -> None:
    with raw_server(answer(500, Retry_After="0")) as server:
        with pytest.raises(ServerError):
            ChartMogul("key", base_url=server.url).ping()

        assert len(server.requests) == READ_ATTEMPTS


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Invalid),
        (401, BadKey),
        (402, PaymentRequired),
        (403, Forbidden),
        (404, NotFound),
        (405, Invalid),
        (409, Invalid),
        (422, Invalid),
        (451, Invalid),
    ],
)
def test_a_refusal_is_not_tried_again(status: int, kind: type[ChartMogulError]) -> None:
    with raw_server(answer(status, '{"error": "no"}')) as server:
        with pytest.raises(kind) as caught:
            ChartMogul("key", base_url=server.url).account()

        assert len(server.requests) == 1
        assert caught.value.status == status


def test_reading_does_not_wait_longer_than_it_may() -> None:
    with raw_server(answer(503, Retry_After="20"), answer(200, PONG)) as server:
        with pytest.raises(ServerError) as caught:
            ChartMogul("key", base_url=server.url).ping(timeout=5)

        assert caught.value.retry_after == 20
        assert len(server.requests) == 1


def test_the_attempts_share_one_time() -> None:
    with raw_server(answer(500, Retry_After="0"), silence) as server:
        with pytest.raises(TimedOut):
            ChartMogul("key", base_url=server.url).ping(timeout=0.4)

        assert len(server.requests) == 2


def test_a_sync_does_not_sit_out_a_long_wait() -> None:
    with raw_server(answer(429, Retry_After="31")) as server:
        with pytest.raises(Busy) as caught:
            ChartMogul("key", base_url=server.url).customers_page()

        assert caught.value.retry_after == 31
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        (" 7 ", 7, 7),
        ("0", 0, 0),
        (timedelta(minutes=5), 1, 301),
        (timedelta(minutes=-5), 0, 0),
        ("86400", 3600, 3600),
        ("9" * 60, 3600, 3600),
        ("soon", None, None),
        ("-1", None, None),
        ("", None, None),
    ],
)
def test_both_forms_of_retry_after_are_read(
    status: int, header: str | timedelta, least: float | None, most: float | None
) -> None:
    if isinstance(header, timedelta):
        header = format_datetime(datetime.now(UTC) + header, usegmt=True)
    with raw_server(answer(status, Retry_After=header)) as server, pytest.raises(ChartMogulError) as caught:
        ChartMogul("key", base_url=server.url).create_task(NEW)

    wait = caught.value.retry_after
    if least is None or most is None:
        assert wait is None
    else:
        assert wait is not None
        assert least <= wait <= most
    assert isinstance(caught.value, Busy if status == 429 else ServerError)


def test_a_task_that_meets_a_busy_chartmogul_is_not_sent_again() -> None:
    with raw_server(answer(429), answer(201, TASK)) as server:
        with pytest.raises(Busy):
            ChartMogul("key", base_url=server.url).create_task(NEW)

        assert len(server.requests) == 1


@pytest.mark.parametrize("uuid", ["", ".", "..", "a/b", "a?b", "x" * 101, "a b", "é", "a\r\nHost: x"])
def test_an_id_that_would_lead_elsewhere_is_not_asked_for(uuid: str) -> None:
    with raw_server(answer(200, TASK)) as server:
        chartmogul = ChartMogul("key", base_url=server.url)
        with pytest.raises(NotFound):
            chartmogul.customer(uuid)
        with pytest.raises(NotFound):
            chartmogul.delete_task(uuid)

        assert server.requests == []


def test_many_threads_share_one_client() -> None:
    with raw_server(answer(200, PONG)) as server, ThreadPoolExecutor(10) as pool:
        chartmogul = ChartMogul("key", base_url=server.url)
        list(pool.map(lambda _: chartmogul.ping(), range(40)))

        assert len(server.requests) == 40
        assert server.connections <= 10
