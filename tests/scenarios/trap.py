"""An address that nobody should be made to call."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bot.sandbox.ending import end


class Trap:
    """Counts who comes, and sends them on to `location` where one is set."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.location = ""
        trap = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                trap.called.append(self.path)
                self.send_response(307 if trap.location else 200)
                if trap.location:
                    self.send_header("Location", trap.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_POST  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def set(self) -> Iterator[Trap]:
        """Wait for callers."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            end(self._server, thread)
            self._server.server_close()
