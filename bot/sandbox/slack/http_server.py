"""A quiet HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import socket
import threading
from typing import Any

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.sandbox.ending import end


class _Quiet(WSGIRequestHandler):
    """Writes no request log, and sends small answers at once.

    Werkzeug closes every connection after its answer, as `slack_sdk` does on its side.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class HttpServer:
    """Serves a Flask app from a daemon thread, one thread for each connection."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self._server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
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
