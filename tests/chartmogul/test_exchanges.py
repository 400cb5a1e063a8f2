"""What the client makes of servers that misbehave under a request, down to single bytes."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from bot.chartmogul import (
    ChartMogul,
    ChartMogulError,
    Dropped,
    Invalid,
    ServerError,
    TimedOut,
    Uncertain,
    Unreadable,
)
from bot.task import NewTask
from tests.chartmogul.raw_server import (
    Reply,
    answer,
    close,
    dribble,
    http,
    raw_server,
    send,
    silence,
    then_close,
)
from tests.chartmogul.samples import CUSTOMER, PONG, TASK, client

CHUNKED = b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 500 + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(dribble(http(201, TASK, X_Padding="x" * 400), at_once=10), id="head"),
        pytest.param(dribble(http(201, " " * 400 + TASK), at_once=80), id="body"),
        pytest.param(dribble(CHUNKED, at_once=80), id="chunks"),
        pytest.param(silence, id="silence"),
    ],
)
def test_a_slow_answer_is_given_up_as_a_whole(reply: Reply, new_task: NewTask) -> None:
    with raw_server(reply) as server:
        with pytest.raises(TimedOut):
            client(server.url).create_task(new_task, timeout=0.5)

        assert server.hung_up.wait(10)
        assert len(server.sent("POST")) == 1


FAULTS: dict[str, tuple[Reply, type[ChartMogulError]]] = {
    "no answer": (close, Dropped),
    "half an answer": (then_close(send(http(201, TASK)[:-10])), Dropped),
    "half a head": (then_close(send(b"HTTP/1.1 201 Created\r\nContent-")), Uncertain),
    "half a chunk": (then_close(send(CHUNKED[:90])), Dropped),
    "garbage": (then_close(send(b"\x00\xff\x00 nonsense\r\n\r\n")), Dropped),
    "500": (answer(500), ServerError),
    "502 with a page": (answer(502, "<html>Bad gateway</html>"), ServerError),
    "503": (answer(503, Retry_After="0"), ServerError),
    "408": (answer(408), TimedOut),
    "empty": (answer(201), Unreadable),
    "no content": (answer(204), Unreadable),
    "page": (answer(200, "<html>Log in to the Wi-Fi</html>", Content_Type="text/html"), Unreadable),
    "broken JSON": (answer(201, TASK[:-1]), Unreadable),
    "a list": (answer(201, f"[{TASK}]"), Unreadable),
    "null": (answer(201, "null"), Unreadable),
    "no id": (answer(201, '{"task_details": "Call"}'), Unreadable),
    "very deep": (answer(201, "[" * 200_000), Unreadable),
    "not UTF-8": (answer(201, b'{"task_uuid": "\xff"}'), Unreadable),
    "too large": (answer(201, b" " * 10_000_001 + TASK.encode()), Unreadable),
    "a bomb": (
        answer(201, gzip.compress(b" " * 50_000_000 + TASK.encode()), Content_Encoding="gzip"),
        Unreadable,
    ),
    "not gzip": (answer(201, TASK, Content_Encoding="gzip"), Uncertain),
    "redirect": (answer(307, Location="/v1/elsewhere"), Unreadable),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_change_is_sent_once_and_its_end_is_uncertain(fault: str, new_task: NewTask) -> None:
    reply, kind = FAULTS[fault]
    with raw_server(reply) as server:
        chartmogul = client(server.url)
        with pytest.raises(kind) as caught:
            chartmogul.create_task(new_task)

        assert isinstance(caught.value, Uncertain)
        assert len(server.requests) == 1


CHANGES: dict[str, Callable[[ChartMogul], object]] = {
    "PATCH": lambda chartmogul: chartmogul.update_task("t1", {"assignee": "anna@example.com"}),
    "DELETE": lambda chartmogul: chartmogul.delete_task("t1"),
    "POST": lambda chartmogul: chartmogul.notes.create(CUSTOMER, "Hello", "anna@example.com"),
}


@pytest.mark.parametrize("method", CHANGES)
@pytest.mark.parametrize("fault", ["no answer", "503"])
def test_no_change_is_ever_repeated(method: str, fault: str) -> None:
    with raw_server(FAULTS[fault][0]) as server:
        with pytest.raises(Uncertain):
            CHANGES[method](client(server.url))

        assert len(server.sent(method)) == len(server.requests) == 1


def test_a_kept_connection_that_ends_under_a_task_does_not_send_it_twice(new_task: NewTask) -> None:
    with raw_server(answer(200, PONG), close, answer(201, TASK)) as server:
        chartmogul = client(server.url)
        chartmogul.ping()
        with pytest.raises(Dropped):
            chartmogul.create_task(new_task)

        assert server.connections == 1
        assert len(server.sent("POST")) == 1


def test_a_kept_connection_that_ended_before_is_replaced(new_task: NewTask) -> None:
    with raw_server(then_close(answer(200, PONG)), answer(201, TASK)) as server:
        chartmogul = client(server.url)
        chartmogul.ping()
        assert server.hung_up.wait(10)

        assert chartmogul.create_task(new_task).task_uuid == "1"
        assert server.connections == 2
        assert len(server.sent("POST")) == 1


def test_a_connection_is_kept(new_task: NewTask) -> None:
    with raw_server(answer(201, TASK)) as server:
        chartmogul = client(server.url)
        for _ in range(3):
            chartmogul.create_task(new_task)

        assert server.connections == 1


def test_a_refusal_stands_though_its_reason_breaks_off(new_task: NewTask) -> None:
    half = http(422, '{"message": "Assignee is unknown", "param": "assignee"}')[:-9]
    with raw_server(then_close(send(half))) as server, pytest.raises(Invalid) as caught:
        client(server.url).create_task(new_task)

    assert caught.value.status == 422
