"""What the client makes of servers and networks that misbehave, down to single bytes."""

from __future__ import annotations

import gzip
import json
import socket
import sys
import threading
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.chartmogul import (
    ChartMogul,
    ChartMogulError,
    Dropped,
    Forbidden,
    Invalid,
    NeverSent,
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

KEY = "secret-key-of-the-account"
CUSTOMER = "cus_de305d54-75b4-431b-adb2-eb6b9e546012"
TASK = json.dumps({"task_uuid": "1", "task_details": "Call", "due_date": "2030-01-02"})
PONG = '{"data":"pong!"}'


def client(url: str, **more: float) -> ChartMogul:
    read = more.get("read", 5.0)
    return ChartMogul(KEY, base_url=url, timeout=(more.get("connect", 2.0), read))


@pytest.fixture
def new_task() -> NewTask:
    return NewTask.model_validate(
        {
            "customer_uuid": CUSTOMER,
            "task_details": "Call Anna about the renewal",
            "assignee": "anna@example.com",
            "due_date": "2030-01-02",
        }
    )


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
    "POST": lambda chartmogul: chartmogul.create_note(CUSTOMER, "Hello", "anna@example.com"),
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


@pytest.fixture
def refusing_port() -> Iterator[int]:
    """A port that nobody listens on, held so that nobody else takes it."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def test_a_refused_connection_means_nothing_was_sent(refusing_port: int, new_task: NewTask) -> None:
    with pytest.raises(NeverSent):
        client(f"http://127.0.0.1:{refusing_port}/v1").create_task(new_task)


def test_an_unknown_host_means_nothing_was_sent(new_task: NewTask) -> None:
    with pytest.raises(NeverSent):
        client("http://chartmogul.invalid/v1").create_task(new_task)


@pytest.mark.parametrize(
    "url", ["http:///v1", "nonsense", "ftp://127.0.0.1/v1", "http://" + "x" * 70 + ".y/v1"]
)
def test_a_malformed_address_means_nothing_was_sent(url: str, new_task: NewTask) -> None:
    with pytest.raises(NeverSent):
        client(url).create_task(new_task)


@contextmanager
def taking_no_connection(address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    """A port whose queue is full, so that further attempts to connect are left without an answer."""
    with ExitStack() as stack:
        full = stack.enter_context(socket.socket())
        full.bind((address, port))
        full.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        yield int(full.getsockname()[1])


def test_a_host_that_takes_no_connection_in_time_means_nothing_was_sent(new_task: NewTask) -> None:
    with taking_no_connection() as port, pytest.raises(NeverSent):
        client(f"http://127.0.0.1:{port}/v1", connect=0.3).create_task(new_task)


@pytest.mark.skipif(
    sys.platform != "linux", reason="127.0.0.2 and further exist by themselves on Linux alone"
)
def test_dead_addresses_of_a_host_leave_time_for_the_live_one(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    dead, resolve = ["127.0.0.2", "127.0.0.3", "127.0.0.4"], socket.getaddrinfo

    def resolver(host: str, *args: Any, **kwargs: Any) -> list[Any]:
        hosts = [*dead, "127.0.0.1"] if host == "chartmogul.example" else [host]
        return [found for each in hosts for found in resolve(each, *args, **kwargs)]

    clean_environment.setattr(socket, "getaddrinfo", resolver)
    with raw_server(answer(201, TASK)) as server, ExitStack() as stack:
        for address in dead:
            stack.enter_context(taking_no_connection(address, server.port))
        url = f"http://chartmogul.example:{server.port}/v1"

        assert client(url).create_task(new_task, timeout=2.0).task_uuid == "1"


def test_a_name_that_is_found_too_late_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    resolve = socket.getaddrinfo

    def resolver(host: str, *args: Any, **kwargs: Any) -> list[Any]:
        if host == "chartmogul.example":
            threading.Event().wait(0.4)
        return resolve("127.0.0.1", *args, **kwargs)

    clean_environment.setattr(socket, "getaddrinfo", resolver)
    with raw_server(answer(201, TASK)) as server:
        url = f"http://chartmogul.example:{server.port}/v1"

        with pytest.raises(NeverSent):
            client(url, connect=0.1).create_task(new_task)

        assert client(url, connect=1.0).create_task(new_task).task_uuid == "1"


def test_a_failed_tls_handshake_means_nothing_was_sent(new_task: NewTask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(NeverSent):
        client(f"https://127.0.0.1:{mute.getsockname()[1]}/v1", connect=0.3).create_task(new_task)


def test_plain_http_where_tls_was_expected_means_nothing_was_sent(new_task: NewTask) -> None:
    def greet() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(http(400))
            connection.recv(65536)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        greeting = threading.Thread(target=greet, daemon=True)
        greeting.start()
        with pytest.raises(NeverSent):
            client(f"https://127.0.0.1:{listener.getsockname()[1]}/v1").create_task(new_task)
        greeting.join(10)


def test_a_refusal_stands_though_its_reason_breaks_off(new_task: NewTask) -> None:
    half = http(422, '{"message": "Assignee is unknown", "param": "assignee"}')[:-9]
    with raw_server(then_close(send(half))) as server, pytest.raises(Invalid) as caught:
        client(server.url).create_task(new_task)

    assert caught.value.status == 422


def test_the_key_is_not_taken_along_by_a_redirect(new_task: NewTask) -> None:
    with raw_server(answer(201, TASK)) as other:
        with raw_server(answer(302, Location=f"{other.url}/tasks")) as server, pytest.raises(Unreadable):
            client(server.url).create_task(new_task)

        assert other.connections == 0


def test_no_cookie_is_sent_back() -> None:
    with raw_server(answer(200, PONG, Set_Cookie="session=1; Path=/")) as server:
        chartmogul = client(server.url)
        chartmogul.ping()
        chartmogul.ping()

        assert not any("cookie:" in request.lower() for request in server.requests)


def test_the_key_is_the_user_name_and_the_password_is_empty() -> None:
    with raw_server(answer(200, PONG)) as server:
        client(server.url).ping()

        assert f"Authorization: Basic {b64encode(f'{KEY}:'.encode()).decode()}\r\n" in server.requests[0]


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


def test_a_proxy_of_the_environment_is_used_and_netrc_is_not(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine chartmogul.example login somebody password else\n")
    netrc.chmod(0o600)
    clean_environment.setenv("NETRC", str(netrc))
    with raw_server(answer(200, PONG)) as proxy:
        clean_environment.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        client("http://chartmogul.example/v1").ping()

        assert proxy.requests[0].startswith("GET http://chartmogul.example/v1/ping ")
        assert b64encode(f"{KEY}:".encode()).decode() in proxy.requests[0]


def test_a_proxy_that_is_away_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, refusing_port: int, new_task: NewTask
) -> None:
    clean_environment.setenv("https_proxy", f"http://127.0.0.1:{refusing_port}")
    with pytest.raises(NeverSent):
        client("https://chartmogul.example/v1").create_task(new_task)


def test_a_proxy_that_refuses_the_tunnel_means_nothing_was_sent(
    clean_environment: pytest.MonkeyPatch, new_task: NewTask
) -> None:
    with raw_server(then_close(answer(407))) as proxy:
        clean_environment.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(NeverSent):
            client("https://chartmogul.example/v1").create_task(new_task)

        assert [request.split()[0] for request in proxy.requests] == ["CONNECT"]


def test_loopback_is_reached_without_the_proxy(
    clean_environment: pytest.MonkeyPatch, refusing_port: int
) -> None:
    clean_environment.setenv("http_proxy", f"http://127.0.0.1:{refusing_port}")
    with raw_server(answer(200, PONG)) as server:
        client(server.url).ping()

        assert len(server.requests) == 1


@pytest.mark.parametrize("fault", [close, answer(500), answer(200, "no"), answer(403, '{"error": "no"}')])
def test_a_traceback_holds_neither_address_nor_e_mail(fault: Reply) -> None:
    email = "@".join(["anna", "example.com"])
    with raw_server(fault) as server:
        with pytest.raises(ChartMogulError) as caught:
            client(server.url).customers_by_email(email, timeout=0.4)

        text = "".join(traceback.format_exception(caught.value))
        assert not [part for part in (email, str(server.port), KEY) if part in text]
        assert caught.value.__context__ is None


def test_a_key_outside_latin_1_is_refused_by_chartmogul_and_not_by_the_client() -> None:
    with raw_server(answer(403)) as server, pytest.raises(Forbidden):
        ChartMogul("ключ", base_url=server.url).ping()
