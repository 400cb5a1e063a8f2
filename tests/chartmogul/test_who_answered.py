"""What ChartMogul says, told from what a gateway says in its place; and when it was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chartmogul import (
    ChartMogul,
    Intercepted,
    Invalid,
    NotFound,
    Refused,
)
from bot.chartmogul.calls import READ_ATTEMPTS
from bot.chartmogul.headers import http_date
from bot.task import NewTask
from tests.chartmogul.impatient import Impatient
from tests.chartmogul.raw_server import answer, raw_server

CUSTOMER = "cus_de305d54-75b4-431b-adb2-eb6b9e546012"
NEW = NewTask.model_validate(
    {
        "customer_uuid": CUSTOMER,
        "task_details": "Call",
        "assignee": "anna@example.com",
        "due_date": "2030-01-02",
    }
)
JSON = "application/json"
HTML = "text/html; charset=UTF-8"
TEXT = "text/plain"

OWN: dict[str, Any] = {
    "param": {"code": 404, "message": "Customer not found", "param": "customer_uuid"},
    "no param": {"code": 404, "message": "Customer not found", "param": None},
    "code as text": {"code": "404", "message": "Not there"},
    "error": {"error": "Customer not found"},
    "errors": {"errors": {"customer_uuid": "does not exist"}},
    "details": {"customer_uuid": ["is gone"], "error_details": [{"param": "customer_uuid", "message": "x"}]},
    "by field": {"customer_uuid": ["does not exist"]},
}
GATEWAYS: dict[str, tuple[str, str]] = {
    "nginx": ("<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>nginx</body></html>", HTML),
    "a page without a type": ("<!DOCTYPE html><html lang=en>", ""),
    "an empty page": ("", HTML),
    "a page said to be JSON": ("<html><body>Not found</body></html>", JSON),
    "XML": ("<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "application/xml"),
    "Go": ("404 page not found\n", TEXT),
    "Kubernetes": ("default backend - 404", TEXT),
    "Express": ("Cannot POST /v1/tasks", TEXT),
    "Kong": ('{"message":"no Route matched with those values"}', JSON),
    "Cloudflare": ("error code: 1020", TEXT),
}
ANYBODY: dict[str, tuple[str, str]] = {
    "nothing": ("", ""),
    "nothing as JSON": ("", JSON),
    "words": ("Customer not found", TEXT),
    "an empty object": ("{}", JSON),
    "a list": ("[]", JSON),
    "null": ("null", JSON),
    "a framework": ('{"status":404,"error":"Not Found"}', JSON),
    "a framework's one word": ('{"error":"Not Found"}', JSON),
    "FastAPI": ('{"detail":"Not Found"}', JSON),
    "Spring": ('{"timestamp":"2026-11-23","status":404,"error":"Not Found","path":"/v1/tasks"}', JSON),
    "AWS": ('{"message":"Missing Authentication Token"}', JSON),
}
FOREIGN = {**GATEWAYS, **ANYBODY}

READS: dict[str, Callable[[ChartMogul], object]] = {
    "tasks": lambda client: list(client.tasks(customer_uuid=CUSTOMER)),
    "customer": lambda client: client.customer(CUSTOMER),
    "by e-mail": lambda client: client.customers_by_email("a@b.example"),
}


@pytest.mark.parametrize("shape", OWN)
def test_chartmoguls_own_404_says_that_it_is_not_there(shape: str) -> None:
    with raw_server(answer(404, json.dumps(OWN[shape]), Content_Type=JSON)) as server:
        client = ChartMogul("key", base_url=server.url)
        with pytest.raises(NotFound):
            client.customer(CUSTOMER)
        with pytest.raises(NotFound) as caught:
            client.create_task(NEW)
        assert client.customers_by_email("a@b.example") == []

    assert caught.value.param == "customer_uuid"
    assert len(server.requests) == 3


@pytest.mark.parametrize("who", FOREIGN)
@pytest.mark.parametrize("what", READS)
def test_anybody_elses_404_does_not_say_that_it_is_not_there(who: str, what: str) -> None:
    body, content_type = FOREIGN[who]
    with raw_server(answer(404, body, Content_Type=content_type)) as server, pytest.raises(Intercepted):
        READS[what](ChartMogul("key", base_url=server.url, runtime=Impatient()))

    assert len(server.requests) == READ_ATTEMPTS


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 407, 410, 413, 422, 451])
def test_reading_goes_on_once_a_gateway_lets_it(status: int) -> None:
    page = answer(status, "<html>Maintenance</html>", Content_Type=HTML)
    with raw_server(page, answer(200, '{"data":"pong!"}')) as server:
        ChartMogul("key", base_url=server.url).ping()

    assert len(server.requests) == 2


@pytest.mark.parametrize("who", GATEWAYS)
@pytest.mark.parametrize("status", [404, 405, 407, 410, 421, 425])
def test_a_gateway_that_knows_no_way_kept_a_task_from_being_sent(status: int, who: str) -> None:
    body, content_type = GATEWAYS[who]
    with (
        raw_server(answer(status, body, Content_Type=content_type)) as server,
        pytest.raises(Intercepted) as caught,
    ):
        ChartMogul("key", base_url=server.url).create_task(NEW)

    assert len(server.requests) == 1
    assert "Nothing was changed" in caught.value.message


@pytest.mark.parametrize("status", [400, 401, 402, 403, 413, 422, 451])
def test_a_firewall_that_refuses_a_task_is_named_as_what_it_is(status: int) -> None:
    page = answer(status, "<html>Your request was blocked: secret</html>", Content_Type=HTML)
    with raw_server(page) as server, pytest.raises(Refused) as caught:
        ChartMogul("key", base_url=server.url).create_task(NEW)

    assert len(server.requests) == 1
    assert caught.value.param is None
    assert "between this bot and ChartMogul" in caught.value.message
    assert "API key" not in caught.value.message
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("who", ANYBODY)
def test_a_404_of_unknown_origin_refuses_a_task_without_blaming_the_customer(who: str) -> None:
    body, content_type = ANYBODY[who]
    with (
        raw_server(answer(404, body, Content_Type=content_type)) as server,
        pytest.raises(Invalid) as caught,
    ):
        ChartMogul("key", base_url=server.url).create_task(NEW)

    assert "deleted or merged" not in caught.value.message


MOMENT = datetime(2026, 11, 23, 10, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("Mon, 23 Nov 2026 10:00:00 GMT", MOMENT),
        ("Monday, 23-Nov-26 10:00:00 GMT", MOMENT),
        ("Mon, 23 Nov 2026 12:00:00 +0200", MOMENT),
        ("Mon, 23 Nov 2026 10:00:00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Mon, 32 Nov 2026 10:00:00 GMT", None),
        ("2026-11-23T10:00:00Z", None),
        ("now", None),
        ("1 2 3", None),
        (",,,", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_header_is_read_or_absent(header: str | None, read: float | None) -> None:
    assert http_date(header) == read


def test_a_page_knows_when_it_was_answered() -> None:
    page = '{"entries": [], "cursor": null, "has_more": false}'
    with raw_server(answer(200, page, Date="Mon, 23 Nov 2026 10:00:00 GMT")) as server:
        [found] = ChartMogul("key", base_url=server.url).task_pages()

    assert found.at == MOMENT
    assert found.doubt == ""
