"""What stands behind the page: Slack, ChartMogul, and the small app."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.ending import end
from bot.sandbox.slack import SlackStandIn
from tests.browser.small_app import SmallApp

HOSTILE = "<img src=x onerror=window.attacked=1>"


class Silent(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Print nothing."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    end(server, thread)
    server.server_close()


@dataclass
class Stage:
    """Everything behind the page."""

    slack: SlackStandIn
    chartmogul: ChartMogulStandIn
    app: SmallApp
    me: str
    channel: str
    url: str
