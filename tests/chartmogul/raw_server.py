"""A server of raw bytes, for the faults that no proper HTTP server can make."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

Reply = Callable[[socket.socket], None]
"""What is done with a request. Returning keeps the connection; closing the socket ends it."""


@dataclass
class RawServer:
    """Reads requests and hands each to the next reply; the last reply serves all further ones."""

    replies: Sequence[Reply]
    listener: socket.socket
    requests: list[str] = field(default_factory=list)
    connections: int = 0
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set once a client has ended a connection, or a reply has."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def sent(self, method: str) -> list[str]:
        """The requests that came with this method."""
        return [request for request in self.requests if request.startswith(f"{method} ")]

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve_connection, args=(connection,), daemon=True).start()

    def _serve_connection(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            while connection.fileno() >= 0 and (request := _read_request(connection)):
                number = len(self.requests)
                self.requests.append(request)
                self.replies[min(number, len(self.replies) - 1)](connection)
        self.hung_up.set()


def _read_request(connection: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return ""
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [
        int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-length:")
    ]
    while lengths and len(body) < lengths[0]:
        body += connection.recv(65536)
    return (head + b"\r\n\r\n" + body).decode()


@contextmanager
def raw_server(*replies: Reply) -> Iterator[RawServer]:
    """A server on loopback for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = RawServer(replies, listener)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # Closing alone would leave the thread in accept().
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def send(data: bytes | str) -> Reply:
    """Send these bytes and keep the connection."""
    raw = data.encode() if isinstance(data, str) else data
    return lambda connection: connection.sendall(raw)


def http(status: int = 200, body: bytes | str = b"", **headers: str) -> bytes:
    """A whole HTTP answer; `content_type="text/html"` becomes `Content-Type`."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(raw)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def answer(status: int = 200, body: bytes | str = b"", **headers: str) -> Reply:
    """Send a whole HTTP answer and keep the connection."""
    return send(http(status, body, **headers))


def close(connection: socket.socket) -> None:
    """End the connection without a word."""
    connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def then_close(reply: Reply) -> Reply:
    """Do that, then end the connection."""

    def both(connection: socket.socket) -> None:
        reply(connection)
        close(connection)

    return both


def dribble(data: bytes, *, at_once: int, every: float = 0.05) -> Reply:
    """Send a part at once and the rest byte by byte, until all is sent or the other end is gone."""

    def reply(connection: socket.socket) -> None:
        connection.sendall(data[:at_once])
        pause = threading.Event()
        for position in range(at_once, len(data)):
            pause.wait(every)
            connection.sendall(data[position : position + 1])

    return reply


def silence(connection: socket.socket) -> None:
    """Say nothing until the other end hangs up."""
    connection.recv(1)
    connection.close()
