"""A quiet HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.sandbox.ending import end


class _Quiet(WSGIRequestHandler):
    """Writes no request log, and sends small answers at once.

    Werkzeug closes every connection after its answer, as `slack_sdk` does on its side.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    clock: ClassVar[Callable[[], float]] = time.time

    def date_time_string(self, timestamp: float | None = None) -> str:
        """What `Date` says."""
        return super().date_time_string(type(self).clock() if timestamp is None else timestamp)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class HttpServer:
    """Serves a Flask app from a daemon thread, one thread for each connection.

    Args:
        clock: what time it says it is, epoch seconds.
    """

    def __init__(self, app: Flask, host: str, port: int, clock: Callable[[], float] = time.time) -> None:
        handler = type("_Handler", (_Quiet,), {"clock": staticmethod(clock)})
        self._server = make_server(host, port, app, threaded=True, request_handler=handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.address = f"http://{host}:{self._server.server_port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; requests in hand go on."""
        if self._thread.is_alive():
            end(self._server, self._thread)
        self._server.server_close()


def drop_connection() -> Response:
    """Cut the connection of the request in hand instead of answering it."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    return Response(status=500)
