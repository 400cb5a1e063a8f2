"""The bot as a WSGI application and as a process: Slack's requests, health and metrics."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import BoltResponse

from bot.app import Application
from bot.front_door.door import admit
from bot.front_door.http_server import HttpServer
from bot.front_door.refusals import Refusals
from bot.front_door.refused import Reason, Refused
from bot.front_door.signature import BODY_MAX

if TYPE_CHECKING:
    from types import FrameType
    from wsgiref.types import StartResponse, WSGIEnvironment

log = structlog.get_logger(__name__)

SLACK_PATH = "/slack/events"

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

Handler = Callable[["WSGIEnvironment"], BoltResponse]


class WsgiApp:
    """The bot as a WSGI application."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._refusals = Refusals(application.metrics.refused)
        self._routes: dict[str, tuple[tuple[str, ...], Handler]] = {
            "/healthz": (("GET", "HEAD"), self._healthz),
            "/readyz": (("GET", "HEAD"), self._readyz),
            "/metrics": (("GET", "HEAD"), self._metrics),
        }
        if application.signing_secret is not None:
            self._routes[SLACK_PATH] = (("POST",), self._slack)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._dispatch(environ)
        except Exception:
            log.exception("server.broke", path=environ.get("PATH_INFO"))
            answer = _plain(500)
        body = answer.body.encode()
        headers = [(name, value) for name, values in answer.headers.items() for value in values]
        status = STATUS.get(answer.status) or f"{answer.status} Unknown"
        start_response(status, [*headers, ("content-length", str(len(body)))])
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

    def _dispatch(self, environ: WSGIEnvironment) -> BoltResponse:
        methods, handle = self._routes.get(str(environ.get("PATH_INFO", "")), ((), None))
        if handle is None:
            if environ.get("HTTP_X_SLACK_SIGNATURE"):
                self._refusals.note(Refused(Reason.WRONG_PATH))
            return _plain(404)
        if environ.get("REQUEST_METHOD") not in methods:
            return _plain(405, allow=", ".join(methods))
        return handle(environ)

    def _slack(self, environ: WSGIEnvironment) -> BoltResponse:
        started = time.monotonic()
        metrics = self._application.metrics
        try:
            answer = self._answer(environ)
        except Refused as refused:
            self._refusals.note(refused)
            answer = _plain(refused.reason.status)
        metrics.requests.labels(str(answer.status)).inc()
        metrics.seconds.observe(time.monotonic() - started)
        return answer

    def _answer(self, environ: WSGIEnvironment) -> BoltResponse:
        secret = self._application.signing_secret
        assert secret is not None
        request = admit(
            secret.get_secret_value(),
            _headers(environ),
            _body(environ),
            now=self._application.rooms.runtime.now().timestamp(),
        )
        return self._application.reception.answer(request)

    def _healthz(self, environ: WSGIEnvironment) -> BoltResponse:
        return _plain(200, "ok")

    def _readyz(self, environ: WSGIEnvironment) -> BoltResponse:
        if problem := self._application.rooms.database.problem():
            return _plain(503, problem.said)
        if not self._application.connected():
            return _plain(503, "the socket to Slack is not connected")
        return _plain(200, "ok")

    def _metrics(self, environ: WSGIEnvironment) -> BoltResponse:
        text = generate_latest(self._application.metrics.registry).decode()
        return BoltResponse(status=200, body=text, headers={"content-type": CONTENT_TYPE_LATEST})


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    headers = {
        key.removeprefix("HTTP_").lower().replace("_", "-"): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    return {**headers, "content-type": str(environ.get("CONTENT_TYPE") or "")}


def _body(environ: WSGIEnvironment) -> bytes:
    """The body, or as much of it as shows that it is too large; a chunked one may have no length."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length and environ.get("wsgi.input_terminated"):
        length = str(BODY_MAX + 1)
    if not (length.isascii() and length.isdigit()):
        return b""
    if len(length) > 12 or int(length) > BODY_MAX + 1:
        raise Refused(Reason.TOO_LARGE)
    return bytes(environ["wsgi.input"].read(int(length)))


def _plain(status: int, text: str = "", *, allow: str = "") -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {"content-type": "text/plain;charset=utf-8"}
    if allow:
        headers["allow"] = allow
    return BoltResponse(status=status, body=text or STATUS[status].partition(" ")[2], headers=headers)


class Server:
    """The bot as a process, until SIGTERM or SIGINT; then what is in hand is ended.

    A second Ctrl+C does not wait for that. A second SIGTERM means nothing: some hosts send several
    (https://devcenter.heroku.com/articles/dyno-shutdown-behavior).

    Raises:
        CannotListen: the address is taken, or not this machine's.
    """

    def __init__(self, build: Callable[[], Application], *, host: str, port: int) -> None:
        self._build = build
        self._http = HttpServer(host, port)
        self._leaving = False

    def run(self) -> None:
        """Build the bot and serve it.

        Raises:
            DatabaseUnavailable: the database cannot be reached.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._told_to_stop)
        application = self._build()
        application.start()
        try:
            self._http.run(WsgiApp(application))
        finally:
            application.stop()

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self._leaving and number == signal.SIGTERM:
            return
        self._leaving = True
        self._http.stop()
