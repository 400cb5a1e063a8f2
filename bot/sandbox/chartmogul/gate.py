"""What a request passes on its way to the API and back: the record, the limits, the faults."""

from __future__ import annotations

import io
import json
import select
import socket
import threading
import time
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

from werkzeug.http import http_date
from werkzeug.wrappers import Request, Response

from bot.sandbox.chartmogul.account import Account
from bot.sandbox.chartmogul.app import API, authenticated
from bot.sandbox.chartmogul.control import CONTROL
from bot.sandbox.chartmogul.faults import Fault, Faults
from bot.sandbox.chartmogul.refusal import Refusal, refuse
from bot.sandbox.chartmogul.traffic import RecordedRequest, Traffic, hung_up

_TOO_MANY = {
    429: "Your request rate has exceeded our rate limit.",
    503: "Service unavailable",
}


class Gate:
    """Takes each request to the application and its answer back to the connection."""

    def __init__(
        self,
        app: WSGIApplication,
        account: Account,
        api_key: str,
        traffic: Traffic,
        faults: Faults,
        *,
        strict_limits: bool,
    ) -> None:
        self._app = app
        self._account = account
        self._api_key = api_key
        self._traffic = traffic
        self._faults = faults
        self._strict_limits = strict_limits

    def answer(self, environ: WSGIEnvironment, body: bytes, connection: socket.socket) -> Response | None:
        """The answer to send, or None to close the connection without one."""
        environ = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        request = Request(environ)
        if request.path.startswith(f"{CONTROL}/"):
            return self._serve(environ)
        record = RecordedRequest(
            method=request.method,
            path=request.path.removeprefix(API),
            query=request.args.to_dict(),
            json=_json(body),
            authenticated=authenticated(request.authorization, self._api_key),
        )
        answer: Response | None = None
        refused = self._traffic.arrive(record, connection)
        try:
            if refused is not None and self._strict_limits:
                answer = refuse(Refusal(refused, _TOO_MANY[refused]))
            else:
                fault = self._faults.take(record.method, record.path)
                answer = self._struck(fault, environ, connection) if fault else self._serve(environ)
        finally:
            self._traffic.leave(record, answer.status_code if answer else None)
        if answer is not None and "Date" not in answer.headers:
            answer.headers["Date"] = http_date(self._account.now())
        return answer

    def _serve(self, environ: WSGIEnvironment) -> Response:
        return Response.from_app(self._app, environ, buffered=True)

    def _struck(self, fault: Fault, environ: WSGIEnvironment, connection: socket.socket) -> Response | None:
        answer = self._after(fault, environ, connection)
        if answer is not None and fault.date is not None:
            answer.headers["Date"] = fault.date
        return answer

    def _after(self, fault: Fault, environ: WSGIEnvironment, connection: socket.socket) -> Response | None:
        if fault.kind == "late_commit":
            time.sleep(fault.seconds)
            return self._serve(environ)
        if fault.kind in ("drop_then_commit", "status_then_commit"):
            threading.Timer(fault.seconds, self._serve, [environ]).start()
            return None if fault.kind == "drop_then_commit" else _instead(fault, fault.status)
        if fault.kind == "delay":
            return self._serve(environ) if _wait(fault.seconds, connection) else None
        if fault.kind in ("drop_before", "status"):
            return None if fault.kind == "drop_before" else _instead(fault, fault.status)
        return _after_commit(fault, self._serve(environ), connection)


def _after_commit(fault: Fault, committed: Response, connection: socket.socket) -> Response | None:
    if fault.kind == "drop_after_commit":
        return None
    if fault.kind == "delay_after_commit":
        return committed if _wait(fault.seconds, connection) else None
    if fault.kind == "status_after_commit":
        return _instead(fault, fault.status)
    if fault.kind == "empty":
        return Response(b"", committed.status_code, content_type="application/json")
    if fault.kind == "altered":
        return _altered(fault, committed)
    cut = committed.get_data()[:-1] or b"{"
    return _instead(fault, committed.status_code, default=cut)


_OF_LISTS = ("entries", "cursor", "has_more")


def _altered(fault: Fault, committed: Response) -> Response:
    content, changes = _json(committed.get_data()), fault.body
    if isinstance(content, dict) and isinstance(changes, dict):
        if isinstance(content.get("entries"), list):
            of_entries = {name: value for name, value in changes.items() if name not in _OF_LISTS}
            content["entries"] = [{**entry, **of_entries} for entry in content["entries"]]
            changes = {name: value for name, value in changes.items() if name in _OF_LISTS}
        committed.set_data(json.dumps({**content, **changes}))
    return committed


def _instead(fault: Fault, status: int, *, default: bytes | None = None) -> Response:
    content_type, body = fault.content_type or "application/json", fault.body
    if isinstance(body, dict):
        body = json.dumps(body, ensure_ascii=False)
    elif body is None and default is not None:
        body = default
    elif body is None:
        body = refuse(Refusal(status, "Something went wrong")).get_data()
    answer = Response(body, status, content_type=content_type)
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = fault.retry_after
    return answer


def _wait(seconds: float, connection: socket.socket) -> bool:
    """Waits that long; False at once when the client hangs up."""
    until = time.monotonic() + seconds
    poller = select.poll()
    poller.register(connection, select.POLLIN)
    if poller.poll(seconds * 1000):
        if hung_up(connection):
            return False
        time.sleep(max(0, until - time.monotonic()))
    return True


def _json(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return None
