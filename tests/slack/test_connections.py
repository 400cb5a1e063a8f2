"""Connections to Slack that stay open for a moment."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.error import URLError
from urllib.request import Request

import pytest

from bot.slack.connections import IDLE, MOST, KeptConnections, Opener
from tests.still_clock import StillClock

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
CLOSE = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n"
BODY = b"a=1"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Peer:
    """Takes connections, and answers on each what the test says, in turn."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/x"
        self.connections: list[socket.socket] = []
        self._answers: list[bytes] = []
        self._turn = threading.Condition()
        threading.Thread(target=self._accept, daemon=True).start()

    def answer(self, *answers: bytes) -> None:
        """What the next requests are answered, whatever they ask; nothing for `b""`."""
        with self._turn:
            self._answers += answers
            self._turn.notify_all()

    def wait_until_answered(self) -> None:
        """Until nothing is left to answer."""
        with self._turn:
            assert self._turn.wait_for(lambda: not self._answers, 20)

    def close(self) -> None:
        """Take nothing more."""
        self._listening.close()
        for connection in self.connections:
            connection.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            while _request(connection):
                with self._turn:
                    self._turn.wait_for(lambda: self._answers)
                    answer = self._answers.pop(0)
                    self._turn.notify_all()
                connection.sendall(answer)
        except OSError:
            return


def _request(connection: socket.socket) -> bytes:
    """The next one, whole, in however many pieces it comes; `b""` at the end."""
    received = b""
    while not received.endswith(b"\r\n\r\n" + BODY):
        piece = connection.recv(65536)
        if not piece:
            return b""
        received += piece
    return received


@contextmanager
def peer() -> Iterator[Peer]:
    """On loopback."""
    made = Peer()
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def opener(clock: StillClock) -> Opener:
    return Opener(KeptConnections(clock.monotonic))


def ask(opener: Opener, url: str, *, timeout: float = 20.0) -> bytes:
    """The answer to one request."""
    return bytes(opener.open(Request(url, data=BODY), timeout).read())


@pytest.mark.parametrize(
    "answers",
    [
        [OK + b"ab", OK + b"cd"],
        [CHUNKED + b"2\r\nab\r\n0\r\n\r\n", OK + b"cd"],
    ],
)
def test_one_connection_serves_two_requests(opener: Opener, answers: list[bytes]) -> None:
    with peer() as slack:
        slack.answer(*answers)

        assert [ask(opener, slack.url), ask(opener, slack.url)] == [b"ab", b"cd"]
        assert len(slack.connections) == 1


@pytest.mark.parametrize("status", [b"429 Too Many Requests", b"500 Oops", b"302 Found"])
def test_so_it_does_after_an_error(opener: Opener, status: bytes) -> None:
    with peer() as slack:
        slack.answer(OK.replace(b"200 OK", status) + b"no", OK + b"ok")
        with pytest.raises(URLError):
            ask(opener, slack.url)

        assert ask(opener, slack.url) == b"ok"
        assert len(slack.connections) == 1


@pytest.mark.parametrize("answer", [CLOSE + b"ab", OK.replace(b"HTTP/1.1", b"HTTP/1.0") + b"ab"])
def test_a_server_that_wants_to_close_is_left_to(opener: Opener, answer: bytes) -> None:
    with peer() as slack:
        slack.answer(answer, OK + b"cd")

        assert [ask(opener, slack.url), ask(opener, slack.url)] == [b"ab", b"cd"]
        assert len(slack.connections) == 2


def test_one_that_was_closed_meanwhile_costs_nobody_anything(opener: Opener) -> None:
    with peer() as slack:
        slack.answer(OK + b"ab", OK + b"cd")
        ask(opener, slack.url)
        slack.connections[0].shutdown(socket.SHUT_RDWR)

        assert ask(opener, slack.url) == b"cd"
        assert len(slack.connections) == 2


@pytest.mark.parametrize("extra", [b"more", OK + b"zz"])
def test_what_was_said_unasked_is_no_answer_to_the_next(opener: Opener, extra: bytes) -> None:
    with peer() as slack:
        slack.answer(OK + b"ab" + extra, OK + b"cd")
        ask(opener, slack.url)

        assert ask(opener, slack.url) == b"cd"


def test_an_idle_one_is_given_up_before_the_server_does(opener: Opener, clock: StillClock) -> None:
    with peer() as slack:
        slack.answer(OK + b"ab", OK + b"cd")
        ask(opener, slack.url)
        clock.seconds += IDLE + 1

        assert ask(opener, slack.url) == b"cd"
        assert len(slack.connections) == 2


def test_a_late_answer_is_not_taken_for_the_next_ones(opener: Opener) -> None:
    with peer() as slack:
        with pytest.raises(TimeoutError):
            ask(opener, slack.url, timeout=0.05)
        slack.answer(OK + b"la")
        slack.wait_until_answered()
        slack.answer(OK + b"ok")

        assert ask(opener, slack.url) == b"ok"
        assert len(slack.connections) == 2


def test_half_an_answer_is_an_error_and_ends_the_connection(opener: Opener) -> None:
    with peer() as slack:
        slack.answer(OK + b"a")
        with pytest.raises(TimeoutError):
            ask(opener, slack.url, timeout=0.05)
        slack.answer(OK + b"cd")

        assert ask(opener, slack.url) == b"cd"
        assert len(slack.connections) == 2


def test_many_at_once_never_meet_on_one_connection(opener: Opener) -> None:
    with peer() as slack, ThreadPoolExecutor(2 * MOST) as pool:
        slack.answer(*[OK + b"ab"] * 1000)

        answers = list(pool.map(lambda _: ask(opener, slack.url), range(1000)))

        assert set(answers) == {b"ab"}


def test_which_certificates_are_trusted_is_read_once(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    read, load = [], ssl.SSLContext.load_default_certs

    def counted(context: ssl.SSLContext, *args: Any) -> None:
        read.append(context)
        load(context, *args)

    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", counted)
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"https://127.0.0.1:{gone.getsockname()[1]}/x"

    for _ in range(2):
        with pytest.raises(URLError):
            ask(opener, url)

    assert len(read) == 1
