"""Which calls are repeated, how long they may take, what the throttle sees and what the logs hold."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.chartmogul import (
    BadKey,
    Busy,
    ChartMogul,
    ChartMogulError,
    Forbidden,
    Invalid,
    NotFound,
    PaymentRequired,
    Priority,
    ServerError,
    TimedOut,
    Uncertain,
    Unreadable,
    new_reference,
)
from bot.chartmogul.calls import READ_ATTEMPTS
from bot.chartmogul.messages import refusal_message
from bot.chartmogul.refusals import read_refusal
from bot.task import NewTask
from tests.chartmogul.raw_server import Reply, answer, close, raw_server, silence

CUSTOMER = "cus_de305d54-75b4-431b-adb2-eb6b9e546012"
TASK = json.dumps({"task_uuid": "1", "task_details": "Call", "due_date": "2030-01-02"})
PONG = '{"data":"pong!"}'
NEW = NewTask.model_validate(
    {
        "customer_uuid": CUSTOMER,
        "task_details": "Whisper to Anna",
        "assignee": "anna@example.com",
        "due_date": "2030-01-02",
    }
)


@dataclass
class Gate:
    """A throttle that remembers who asked, and how many slots were held when each pause began."""

    asked: list[Priority] = field(default_factory=list)
    held: int = 0
    most_held: int = 0
    refusal: ChartMogulError | None = None

    def __call__(self, priority: Priority, /) -> AbstractContextManager[None]:
        return self._slot(priority)

    @contextmanager
    def _slot(self, priority: Priority) -> Iterator[None]:
        self.asked.append(priority)
        if self.refusal:
            raise self.refusal
        self.held += 1
        self.most_held = max(self.most_held, self.held)
        try:
            yield
        finally:
            self.held -= 1


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
        (format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True), 1, 301),
        (format_datetime(datetime.now(UTC) - timedelta(minutes=5), usegmt=True), 0, 0),
        ("86400", 3600, 3600),
        ("9" * 60, 3600, 3600),
        ("soon", None, None),
        ("-1", None, None),
        ("", None, None),
    ],
)
def test_both_forms_of_retry_after_are_read(
    status: int, header: str, least: float | None, most: float | None
) -> None:
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


def test_every_request_asks_for_a_slot_and_gives_it_back() -> None:
    gate = Gate()
    with raw_server(answer(500, Retry_After="0"), answer(200, PONG), answer(201, TASK), close) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=gate)
        chartmogul.ping()
        chartmogul.create_task(NEW)
        with pytest.raises(Uncertain):
            chartmogul.create_task(NEW)

        assert gate.asked == [Priority.LOOKUP, Priority.LOOKUP, Priority.TASK, Priority.TASK]
        assert gate.most_held == 1
        assert gate.held == 0


def test_paging_through_everything_goes_last() -> None:
    gate = Gate()
    with raw_server(answer(200, '{"entries": [], "cursor": "x", "has_more": false}')) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=gate)
        chartmogul.customers_page()
        chartmogul.contacts_page()

    assert gate.asked == [Priority.SYNC, Priority.SYNC]
    assert min(Priority) is Priority.TASK
    assert max(Priority) is Priority.SYNC


def test_without_a_slot_nothing_is_sent() -> None:
    refusal = Busy("Too many at once.", retry_after=2.0)
    with raw_server(answer(200, PONG)) as server:
        chartmogul = ChartMogul("key", base_url=server.url, throttle=Gate(refusal=refusal))
        for call in (chartmogul.ping, lambda: chartmogul.create_task(NEW)):
            with capture_logs() as logs, pytest.raises(Busy) as caught:
                call()
            assert caught.value is refusal
            assert [entry["reference"] for entry in logs] == [refusal.reference]

        assert server.requests == []


def test_logs_hold_no_key_body_e_mail_or_query(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refusal = answer(422, '{"message": "no user bert@example.com", "param": "assignee"}')
    nobody = answer(404, '{"code":404,"message":"No customer with carl@example.com","param":"email"}')
    with raw_server(nobody, refusal, answer(201, TASK, Bad_Header_="x"), close) as server:
        chartmogul = ChartMogul("topsecret", base_url=server.url)
        with capture_logs() as logs:
            chartmogul.customers_by_email("carl@example.com")
            with pytest.raises(Invalid) as caught:
                chartmogul.create_task(NEW)
            chartmogul.create_task(NEW)
            with pytest.raises(Uncertain):
                chartmogul.update_task("t-1", {"assignee": "dora@example.com"})

    written = repr(logs) + caplog.text + str(caught.value) + repr(caught.value)
    assert not [word for word in ("topsecret", "example.com", "Whisper", "email=") if word in written]
    assert caught.value.reference in written
    assert [(entry["method"], entry["path"], entry["status"]) for entry in logs] == [
        ("GET", "/customers/search", 404),
        ("POST", "/tasks", 422),
        ("POST", "/tasks", 201),
        ("PATCH", "/tasks/{task_uuid}", None),
    ]


@pytest.mark.parametrize("uuid", ["", ".", "..", "a/b", "a?b", "x" * 101, "a b", "é", "a\r\nHost: x"])
def test_an_id_that_would_lead_elsewhere_is_not_asked_for(uuid: str) -> None:
    with raw_server(answer(200, TASK)) as server:
        chartmogul = ChartMogul("key", base_url=server.url)
        with pytest.raises(NotFound):
            chartmogul.customer(uuid)
        with pytest.raises(NotFound):
            chartmogul.delete_task(uuid)

        assert server.requests == []


def test_malformed_entries_are_skipped_and_counted() -> None:
    entries = [
        {"uuid": CUSTOMER, "name": None},
        {"name": "no id"},
        "text",
        None,
        {"uuid": ["x", "y"]},
        {"uuid": "../tasks"},
        {"uuid": True},
    ]
    page = json.dumps({"entries": entries, "cursor": None, "has_more": False})
    with raw_server(answer(200, page)) as server:
        found = ChartMogul("key", base_url=server.url).customers_page()

    assert [customer.uuid for customer in found.entries] == [CUSTOMER]
    assert found.skipped == 6
    assert found.doubt


@pytest.mark.parametrize(
    "page",
    [
        {"entries": None, "has_more": False},
        {"entries": [], "has_more": True, "cursor": None},
        {},
    ],
)
def test_a_page_that_tells_nothing_is_not_an_empty_one(page: object) -> None:
    with raw_server(answer(200, json.dumps(page))) as server, pytest.raises(Unreadable):
        ChartMogul("key", base_url=server.url).customers_page(timeout=20)


def test_many_threads_share_one_client() -> None:
    with raw_server(answer(200, PONG)) as server, ThreadPoolExecutor(10) as pool:
        chartmogul = ChartMogul("key", base_url=server.url)
        list(pool.map(lambda _: chartmogul.ping(), range(40)))

        assert len(server.requests) == 40
        assert server.connections <= 10


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
