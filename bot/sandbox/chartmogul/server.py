"""The HTTP server on loopback: threads, kept-alive connections, and going down and up on the same port."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any

from werkzeug.exceptions import ClientDisconnected
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wrappers import Request, Response

from bot.sandbox.chartmogul.gate import Gate
from bot.sandbox.ending import end

_BACKLOG = 128


class _Handler(WSGIRequestHandler):
    """Serves one connection, request after request.

    Werkzeug's own loop closes every connection after one answer; real clients keep them.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        try:
            body = Request(environ).get_data(cache=False)
            answer = self.server.gate.answer(environ, body, self.connection)
        except (ClientDisconnected, OSError):
            answer = None
        if answer is None:
            self.close_connection = True
            return
        self._send(answer)

    def _send(self, answer: Response) -> None:
        body = answer.get_data()
        bare = answer.status_code in (204, 304)
        self.send_response_only(answer.status_code, answer.status.partition(" ")[2])
        for name, value in answer.headers.items():
            if value and name.lower() != "content-length" and not (bare and name.lower() == "content-type"):
                self.send_header(name, value)
        if not bare:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not bare and self.command != "HEAD":
            self.wfile.write(body)

    def log(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is logged: requests are recorded instead."""


class _Server(ThreadedWSGIServer):
    """One run of the server on a socket that is bound already, knowing its connections."""

    gate: Gate

    def __init__(self, listener: socket.socket, gate: Gate) -> None:
        host, port = listener.getsockname()[:2]
        self.gate = gate
        self._connections: set[socket.socket] = set()
        self._connections_lock = threading.Lock()
        super().__init__(host, port, _no_application, handler=_Handler, fd=listener.fileno())

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        with self._connections_lock:
            self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        with self._connections_lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        with self._connections_lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class LoopbackServer:
    """Serves `gate` on one port, which stays its own while it is down."""

    def __init__(self, gate: Gate, host: str, port: int) -> None:
        self._gate = gate
        self._host = host
        self.port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._held: socket.socket | None = None

    def up(self) -> None:
        """Listens. Does nothing if it does already.

        Raises:
            OSError: the port is taken.
        """
        if self._server is not None:
            return
        listener, self._held = self._held or _bound(self._host, self.port), None
        self.port = listener.getsockname()[1]
        listener.listen(_BACKLOG)
        self._server = _Server(listener, self._gate)
        listener.close()
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="chartmogul-stand-in", daemon=True
        )
        self._thread.start()

    def down(self) -> None:
        """Refuses new connections and closes those there are. The port is held, unlistened, for `up`."""
        if self._server is not None and self._thread is not None:
            self._stop(self._server, self._thread)
            self._held = _bound(self._host, self.port)

    def close(self) -> None:
        """Stops for good."""
        if self._server is not None and self._thread is not None:
            self._stop(self._server, self._thread)
        if self._held is not None:
            self._held.close()
            self._held = None

    def _stop(self, server: _Server, thread: threading.Thread) -> None:
        end(server, thread)
        server.close_connections()
        self._server = self._thread = None


def _bound(host: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    return bound


def _no_application(environ: Any, start_response: Any) -> list[bytes]:
    raise NotImplementedError("requests go through the gate")
