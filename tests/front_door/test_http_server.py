"""Who only keeps a place holds up nobody, and whoever is in hand when the server stops is answered."""

from __future__ import annotations

import errno
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import requests

from bot.front_door.http_server import HttpServer, Limits
from bot.front_door.listening import CannotListen, bound
from tests.scenarios.running import eventually

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HALF = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nand then noth"
HEADER = b"POST / HTTP/1.1\r\nHost: he"


class App:
    """Answers with the length of the body; `/held` only once it is let go."""

    def __init__(self) -> None:
        self.held = threading.Event()
        self.released = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        if environ["PATH_INFO"] == "/held":
            self.held.set()
            assert self.released.wait(10)
        answer = str(len(body)).encode()
        start_response("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]


class Running:
    """A server at work."""

    def __init__(self, host: str, limits: Limits) -> None:
        self.app = App()
        self.server = HttpServer(host, 0, limits=limits)
        self.thread = threading.Thread(target=self.server.run, args=(self.app,), daemon=True)
        self.thread.start()

    def url(self, host: str = "127.0.0.1") -> str:
        """Its address, by one of the names of its host."""
        return f"http://{host}:{self.server.port}/"

    def connect(self, stack: ExitStack, first: bytes = b"") -> socket.socket:
        """A connection that sends this much."""
        made = stack.enter_context(socket.create_connection(("127.0.0.1", self.server.port), timeout=10))
        made.sendall(first)
        return made

    def answers(self) -> bool:
        """Whether an honest request is answered."""
        return requests.post(self.url(), data=b"hello", timeout=10).text == "5"

    def has_ended(self) -> bool:
        """Whether it has come to its end by itself."""
        return not self.thread.is_alive()


@contextmanager
def running(host: str = "127.0.0.1", limits: Limits | None = None) -> Iterator[Running]:
    """A server, until the end."""
    made = Running(host, limits or Limits())
    try:
        yield made
    finally:
        made.app.released.set()
        made.server.stop()
        made.server.stop()
        made.thread.join(10)
        assert made.has_ended()


def is_closed(connection: socket.socket) -> bool:
    """Whether the server hung up, with nothing said; waits for it."""
    try:
        return connection.recv(100) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    ("host", "reached_by"),
    [
        ("127.0.0.1", ["127.0.0.1"]),
        ("0.0.0.0", ["127.0.0.1"]),
        ("", ["127.0.0.1"]),
        ("localhost", ["localhost"]),
        ("::1", ["[::1]"]),
        ("[::1]", ["[::1]"]),
        ("::", ["[::1]", "127.0.0.1"]),
        ("[::]", ["[::1]", "127.0.0.1"]),
    ],
)
def test_every_way_to_write_a_host(host: str, reached_by: list[str]) -> None:
    if ":" in host and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    with running(host) as server:
        for name in reached_by:
            assert requests.get(server.url(name), timeout=5).text == "0"


def test_everywhere_is_ipv4_where_a_machine_has_no_ipv6(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket

    def without_ipv6(family: int = -1, *more: Any, **named: Any) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "Address family not supported by protocol")
        return real(family, *more, **named)

    monkeypatch.setattr(socket, "socket", without_ipv6)
    [only] = bound("::", 0)
    with only:
        assert only.getsockname()[0] == "0.0.0.0"
    with pytest.raises(CannotListen, match=r"^cannot listen on \[::1\]:0 "):
        bound("::1", 0)


def has_ipv6() -> bool:
    """Whether this machine knows itself by an IPv6 address."""
    try:
        for each in bound("::1", 0):
            each.close()
    except CannotListen:
        return False
    return True


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost", "::"])
def test_a_taken_port_is_one_line(host: str) -> None:
    with (
        running("0.0.0.0") as server,
        pytest.raises(
            CannotListen, match=rf"{re.escape(host)}.*:{server.server.port}.*Address already in use"
        ),
    ):
        HttpServer(host, server.server.port)


@pytest.mark.parametrize(
    "host", ["192.0.2.1", "no-such-host.invalid", "::ffff:ffff", "not a host", "1.2.3.4.5"]
)
def test_an_address_of_somebody_else_is_one_line(host: str) -> None:
    with pytest.raises(CannotListen, match="cannot listen on") as refused:
        HttpServer(host, 0)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("chunks", [False, True])
def test_a_body_arrives_whole(chunks: bool) -> None:
    body = b"x" * 3_000_000
    with running() as server:
        data = iter([body[:10], body[10:1_000_000], body[1_000_000:]]) if chunks else body
        assert requests.post(server.url(), data=data, timeout=10).text == "3000000"


@pytest.mark.parametrize("said", [b"", HEADER, HALF])
def test_a_request_that_does_not_come_whole_is_not_waited_for(said: bytes) -> None:
    with running(limits=Limits(request=0.1)) as server, ExitStack() as stack:
        waiting = [server.connect(stack, said) for _ in range(20)]

        assert server.answers()
        assert all(map(is_closed, waiting))


def test_a_request_that_drips_in_is_not_waited_for() -> None:
    with running(limits=Limits(request=0.1)) as server, ExitStack() as stack:
        dripping = server.connect(stack, HALF)

        def drip() -> bool:
            try:
                dripping.sendall(b".")
            except ConnectionError:
                return True
            return False

        assert eventually(drip)


def test_a_connection_that_was_answered_is_kept_longer() -> None:
    with running(limits=Limits(request=0.1)) as server, ExitStack() as stack, requests.Session() as session:
        assert session.post(server.url(), data=b"hello", timeout=5).text == "5"
        assert is_closed(server.connect(stack, HALF))
        [pool] = session.adapters["http://"].poolmanager.pools._container.values()  # type: ignore[attr-defined]

        assert session.post(server.url(), data=b"again", timeout=5).text == "5"

        assert pool.num_connections == 1


def test_where_all_connections_are_taken_the_idle_ones_go() -> None:
    with running(limits=Limits(connections=20, crowded=0.1)) as server, ExitStack() as stack:
        for said in (b"", HEADER, HALF, b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"):
            for _ in range(10):
                server.connect(stack, said)

        assert server.answers()


def test_where_half_sent_bodies_take_all_room_the_slow_ones_go() -> None:
    with running(limits=Limits(unfinished=100_000, crowded=0.1)) as server, ExitStack() as stack:
        large = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 90000\r\n\r\n" + b"x" * 60_000
        waiting = [server.connect(stack, large) for _ in range(3)]

        assert all(map(is_closed, waiting))
        assert server.answers()


class TestToldToStop:
    def test_what_is_in_hand_is_answered_and_nothing_new_is_taken(self) -> None:
        with running() as server, ThreadPoolExecutor(1) as pool:
            in_hand = pool.submit(requests.post, f"{server.url()}held", data=b"hello", timeout=10)
            assert server.app.held.wait(10)

            server.server.stop()

            eventually(lambda: refuses(server))
            assert not in_hand.done()
            server.app.released.set()
            assert in_hand.result().text == "5"
            eventually(server.has_ended)

    def test_a_request_that_is_just_coming_in_is_answered(self) -> None:
        with running() as server, ExitStack() as stack:
            coming = server.connect(stack, HALF)
            assert server.answers()

            server.server.stop()
            eventually(lambda: refuses(server))
            coming.sendall(b"." * (1000 - len(HALF.partition(b"\r\n\r\n")[2])))

            assert b"200 OK" in coming.recv(1000)
            eventually(server.has_ended)

    @pytest.mark.parametrize("said", [b"", HEADER, HALF, b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"])
    def test_connections_without_a_request_do_not_hold_it_up(self, said: bytes) -> None:
        with running(limits=Limits(crowded=0.5)) as server, ExitStack() as stack:
            server.connect(stack, said)
            assert server.answers()

            server.server.stop()

            eventually(server.has_ended, seconds=5)

    def test_told_again_it_ends_at_once(self) -> None:
        with running() as server, ThreadPoolExecutor(1) as pool:
            in_hand = pool.submit(requests.post, f"{server.url()}held", data=b"hello", timeout=10)
            assert server.app.held.wait(10)

            server.server.stop()
            server.server.stop()

            eventually(server.has_ended, seconds=5)
            server.app.released.set()
            assert in_hand.exception()

    def test_before_it_has_begun_it_does_not_begin(self) -> None:
        server = HttpServer("127.0.0.1", 0)
        server.stop()

        server.run(App())

        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), timeout=5)


def refuses(server: Running) -> bool:
    """Whether a new connection is refused."""
    try:
        socket.create_connection(("127.0.0.1", server.server.port), timeout=5).close()
    except ConnectionError:
        return True
    return False
