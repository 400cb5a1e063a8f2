"""Where no connection comes about, nothing was sent."""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from bot.chartmogul import NeverSent
from bot.task import NewTask
from tests.chartmogul.raw_server import answer, http, raw_server
from tests.chartmogul.samples import TASK, client


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


def test_which_certificates_are_trusted_is_read_once(
    new_task: NewTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, load = [], ssl.SSLContext.load_verify_locations

    def counted(context: ssl.SSLContext, *args: Any, **kwargs: Any) -> None:
        read.append(context)
        load(context, *args, **kwargs)

    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", counted)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        chartmogul = client(f"https://127.0.0.1:{mute.getsockname()[1]}/v1", connect=0.1)
        for _ in range(2):
            with pytest.raises(NeverSent):
                chartmogul.create_task(new_task)

    assert len(read) == 1
