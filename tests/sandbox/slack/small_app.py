"""An app of a few lines behind Slack, which answers everything alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response

from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.http_server import HttpServer


@contextmanager
def answering(slack: SlackStandIn, answer: Any = None) -> Iterator[None]:
    """Have an app behind Slack that acknowledges with `answer` as JSON, or with nothing."""
    app = Flask("small-app")

    def acknowledge() -> Response:
        body = "" if answer is None else json.dumps(answer)
        return Response(body, content_type="application/json")

    app.add_url_rule("/", view_func=acknowledge, methods=["POST"])
    server = HttpServer(app, "127.0.0.1", 0)
    server.start()
    slack.request_url = f"{server.address}/"
    yield
    slack.request_url = None
    server.stop()
