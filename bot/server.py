"""The HTTP server: Slack's requests, health and metrics, on threads enough for a hundred people at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import structlog
from gunicorn.app.base import BaseApplication
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import BoltRequest, BoltResponse

from bot.app import Application

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = structlog.get_logger(__name__)

SLACK_PATH = "/slack/events"
BODY_MAX = 1_000_000
"""Bytes of a request; Slack's largest (a modal's submission) stay below 250 kB."""

THREADS = 128
"""Requests at work at once in one process."""

STATUS = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    413: "413 Content Too Large",
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
}


class Refusal(Exception):
    """A request that is answered before Bolt sees it."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


class WsgiApp:
    """The bot as a WSGI application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._routes: dict[str, dict[str, Callable[[WSGIEnvironment], BoltResponse]]] = {
            "/healthz": {"GET": self._healthz},
            "/readyz": {"GET": self._readyz},
            "/metrics": {"GET": self._metrics},
        }
        if application.takes_http:
            self._routes[SLACK_PATH] = {"POST": self._slack}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._dispatch(environ)
        except Refusal as refusal:
            answer = _plain(refusal.status, refusal.text)
        except Exception:
            log.exception("server.broke", path=environ.get("PATH_INFO"))
            answer = _plain(500, "Internal Server Error")
        body = answer.body.encode()
        headers = [(name, value) for name, values in answer.headers.items() for value in values]
        status = STATUS.get(answer.status) or f"{answer.status} Unknown"
        start_response(status, [*headers, ("content-length", str(len(body)))])
        return [body]

    def _dispatch(self, environ: WSGIEnvironment) -> BoltResponse:
        methods = self._routes.get(str(environ.get("PATH_INFO", "")))
        if methods is None:
            raise Refusal(404, "Not Found")
        handle = methods.get(str(environ.get("REQUEST_METHOD", "")))
        if handle is None:
            raise Refusal(405, "Method Not Allowed")
        return handle(environ)

    def _slack(self, environ: WSGIEnvironment) -> BoltResponse:
        started = time.monotonic()
        metrics = self._application.metrics
        try:
            answer = self._application.bolt.dispatch(_bolt_request(environ))
        except Refusal as refusal:
            metrics.requests.labels(str(refusal.status)).inc()
            raise
        metrics.requests.labels(str(answer.status)).inc()
        metrics.seconds.observe(time.monotonic() - started)
        return answer

    def _healthz(self, environ: WSGIEnvironment) -> BoltResponse:
        return _plain(200, "ok")

    def _readyz(self, environ: WSGIEnvironment) -> BoltResponse:
        if not self._application.database.ready():
            return _plain(503, "the database cannot be reached")
        if not self._application.connected():
            return _plain(503, "the socket to Slack is not connected")
        return _plain(200, "ok")

    def _metrics(self, environ: WSGIEnvironment) -> BoltResponse:
        text = generate_latest(self._application.metrics.registry).decode()
        return BoltResponse(status=200, body=text, headers={"content-type": CONTENT_TYPE_LATEST})


def _bolt_request(environ: WSGIEnvironment) -> BoltRequest:
    """The request for Bolt, which parses before it verifies and would raise on what it cannot parse."""
    headers = _headers(environ)
    text = _body(environ)
    timestamp = headers.get("x-slack-request-timestamp", "")
    if timestamp and not (timestamp.isascii() and timestamp.isdigit()):
        raise Refusal(401, "invalid request")
    try:
        _check_parsable(text, headers.get("content-type", ""))
        return BoltRequest(body=text, query=str(environ.get("QUERY_STRING", "")), headers=dict(headers))
    except (ValueError, RecursionError):
        raise Refusal(400, "Bad Request") from None


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {
        key.removeprefix("HTTP_").lower().replace("_", "-"): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    return {**headers, "content-type": str(environ.get("CONTENT_TYPE") or "")}


def _body(environ: WSGIEnvironment) -> str:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise Refusal(400, "Bad Request") from None
    if length > BODY_MAX:
        raise Refusal(413, "Content Too Large")
    try:
        return bytes(environ["wsgi.input"].read(length)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "Bad Request") from None


def _check_parsable(text: str, content_type: str) -> None:
    """Slack sends JSON, or a form whose `payload` is JSON: anything else in its place is not from Slack."""
    parsed: Any = {}
    if content_type.startswith("application/json"):
        parsed = json.loads(text)
    elif "payload" in (form := parse_qs(text, keep_blank_values=True)):
        parsed = json.loads(form["payload"][0])
    if not isinstance(parsed, dict):
        raise ValueError("not an object")


def _plain(status: int, text: str) -> BoltResponse:
    return BoltResponse(status=status, body=text, headers={"content-type": "text/plain;charset=utf-8"})


class Server(BaseApplication):
    """gunicorn with one process of many threads; the bot is built in that process, after the fork."""

    def __init__(self, build: Callable[[], Application], *, host: str, port: int) -> None:
        self._build = build
        self._address = f"{host}:{port}"
        self._application: Application | None = None
        super().__init__()

    def load_config(self) -> None:
        """Settings: https://docs.gunicorn.org/en/stable/settings.html"""
        for name, value in {
            "bind": self._address,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "worker_connections": 1000,
            "keepalive": 75,
            "graceful_timeout": 25,
            "timeout": 60,
            "errorlog": "-",
            "loglevel": "warning",
            "post_worker_init": self._start,
            "worker_exit": self._stop,
        }.items():
            self.cfg.set(name, value)

    # gunicorn's types know a narrower start_response than PEP 3333 and wsgiref.
    def load(self) -> WsgiApp:  # type: ignore[override]
        """Build the bot: gunicorn calls this in the worker."""
        self._application = self._build()
        return WsgiApp(self._application)

    def _start(self, worker: object) -> None:
        if self._application:
            self._application.start()

    def _stop(self, server: object, worker: object) -> None:
        if self._application:
            self._application.stop()
