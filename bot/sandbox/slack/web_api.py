"""The Web API and the response URLs over HTTP: tokens, scopes, rates, faults, and a record of every call."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Request, Response, jsonify, request

from bot.sandbox.slack import block_methods, chat_methods, conversation_methods, user_methods, view_methods
from bot.sandbox.slack.errors import MISTAKES, ApiError
from bot.sandbox.slack.faults import PlannedFault, PlannedFaults
from bot.sandbox.slack.http_server import drop_connection
from bot.sandbox.slack.methods import Arguments, Method, World
from bot.sandbox.slack.rates import Rates
from bot.sandbox.slack.response_urls import Rejected, ResponseUrls

Json = dict[str, Any]

RESPONSE_URL = "response_url"
"""The name under which messages to response URLs are recorded and faulted."""

_AS_JSON = frozenset({"view", "blocks", "message", "attachments", "metadata"})
"""Arguments that a form carries as JSON text."""


@dataclass(frozen=True)
class ApiCall:
    """One call as it ended. `at` is when it came in, in seconds of the monotonic clock."""

    method: str
    arguments: Json
    ok: bool
    error: str
    status: int
    """The HTTP status that was answered; 0 when the connection was cut."""
    at: float


class WebApi:
    """Answers the app's calls. `methods` may be extended before the first call, `rates` set at any time."""

    def __init__(
        self,
        world: World,
        response_urls: ResponseUrls,
        faults: PlannedFaults,
        *,
        bot_token: str,
        app_token: str,
        rates: Rates | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.methods: dict[str, Method] = {
            **block_methods.METHODS,
            **chat_methods.METHODS,
            **conversation_methods.METHODS,
            **user_methods.METHODS,
            **view_methods.METHODS,
        }
        self._world = world
        self._response_urls = response_urls
        self._faults = faults
        self._bot_token = bot_token
        self._app_token = app_token
        self.rates = rates
        self.is_installed = True
        """Whether the bot's token is taken; without the app, calls end as `account_inactive`."""
        self._clock = clock
        self._lock = threading.Lock()
        self._calls: list[ApiCall] = []

    def calls(self, method: str | None = None) -> list[ApiCall]:
        """The calls that have ended, or those of one method."""
        with self._lock:
            return [call for call in self._calls if method in {None, call.method}]

    def routes(self) -> Blueprint:
        """`/api/<method>` and `/response/<token>`."""
        routes = Blueprint("slack_api", __name__)
        routes.add_url_rule("/api/<method>", view_func=self._serve_method, methods=["GET", "POST"])
        routes.add_url_rule("/response/<token>", view_func=self._serve_response_url, methods=["POST"])
        return routes

    def _serve_method(self, method: str) -> Response:
        arguments, malformed = _decode(request, takes_json=self._takes_json(method))
        return self._serve(method, arguments, lambda: self._call(method, arguments, malformed))

    def _serve_response_url(self, token: str) -> Response:
        body = request.get_json(force=True, silent=True)
        arguments = {**body, "token": token} if isinstance(body, dict) else {"token": token}
        return self._serve(RESPONSE_URL, arguments, lambda: self._answer(token, body))

    def _serve(self, name: str, arguments: Json, run: Callable[[], Response]) -> Response:
        started = self._clock()
        fault = self._faults.take(name, arguments)
        if fault is None:
            answer = run()
        elif fault.refuses:
            time.sleep(fault.delay)
            answer = _refusal(fault)
        else:
            answer = _disturbed(fault, run)
        error = answer.headers.pop("X-Stand-In-Error", "")
        status = int(answer.headers.pop("X-Stand-In-Status", answer.status_code))
        ok = not error and status == 200
        shown = {key: value for key, value in arguments.items() if key != "token" or name == RESPONSE_URL}
        with self._lock:
            self._calls.append(ApiCall(name, shown, ok, error, status, started))
        if fault and status == 0:
            return drop_connection()
        return answer

    def _takes_json(self, method: str) -> bool:
        return method in self.methods and self.methods[method].takes_json

    def _call(self, name: str, arguments: Json, malformed: str) -> Response:
        is_known = False
        try:
            method = self.methods.get(name)
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            self._authenticate(method, arguments)
            is_known = method.needs_token and not method.app_token
            if malformed:
                raise ApiError(malformed)
            self._world.require(method.scopes if not method.app_token else ())
            wait = self.rates.wait(name, str(arguments.get("channel"))) if self.rates else 0
            if wait:
                return _refusal(PlannedFault(name, error="ratelimited", status=429, retry_after=wait))
            answer = jsonify({"ok": True, **method.run(self._world, Arguments(arguments))})
        except ApiError as error:
            if error.code in MISTAKES and not self._world.is_declined(error):
                detail = "; ".join((error.detail.get("response_metadata") or {}).get("messages", ()))
                self._world.workspace.problem(f"{name}: {error.code} {detail}".strip())
            answer = jsonify({"ok": False, "error": error.code, **error.detail})
            answer.headers["X-Stand-In-Error"] = error.code
        if is_known and self._world.scopes is not None:
            answer.headers["X-OAuth-Scopes"] = ",".join(sorted(self._world.scopes))
        return answer

    def _authenticate(self, method: Method, arguments: Json) -> None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        token = token or str(arguments.get("token") or "")
        if not (token or method.needs_token):
            return
        if not token:
            raise ApiError("not_authed")
        if token not in {self._bot_token, self._app_token}:
            raise ApiError("invalid_auth")
        if (token == self._app_token) != method.app_token:
            raise ApiError("not_allowed_token_type")
        if token == self._bot_token and not self.is_installed:
            raise ApiError("account_inactive")

    def _answer(self, token: str, body: Any) -> Response:
        try:
            self._response_urls.answer(token, body)
        except Rejected as rejected:
            self._world.workspace.problem(f"response_url: {rejected.word}")
            answer = Response(rejected.word, status=rejected.status, content_type="text/plain")
            answer.headers["X-Stand-In-Error"] = rejected.word
            return answer
        return Response("ok", content_type="text/plain")


def _decode(incoming: Request, *, takes_json: bool) -> tuple[Json, str]:
    """The arguments, and Slack's word for a body that cannot be read.

    Methods that take no JSON ignore a JSON body: https://docs.slack.dev/apis/web-api/#post_bodies
    """
    values: Json = {**incoming.args.to_dict(), **incoming.form.to_dict()}
    if incoming.is_json and incoming.get_data():
        body = incoming.get_json(force=True, silent=True)
        if not isinstance(body, dict):
            return values, "invalid_json"
        return ({**values, **body} if takes_json else values), ""
    malformed = ""
    for name in _AS_JSON & values.keys():
        try:
            values[name] = json.loads(values[name])
        except ValueError:
            malformed = f"invalid_{name}_format" if name not in {"view", "message"} else "invalid_arguments"
    return values, malformed


def _refusal(fault: PlannedFault) -> Response:
    limited = fault.retry_after is not None
    status = fault.status or (429 if limited else 200)
    word = fault.error or ("ratelimited" if limited else f"http_{status}")
    answer = jsonify({"ok": False, "error": word}) if fault.error or limited else Response(status=status)
    answer.status_code = status
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = f"{fault.retry_after:g}"
    answer.headers["X-Stand-In-Error"] = word
    return answer


def _disturbed(fault: PlannedFault, run: Callable[[], Response]) -> Response:
    """Runs the call, or not, and says what comes back; status 0 stands for a cut connection."""
    if fault.kind == "error":
        time.sleep(fault.delay)
        return run()
    if fault.kind == "drop_before":
        time.sleep(fault.delay)
        answer = Response()
    else:
        answer = run()
        time.sleep(fault.delay)
    if fault.kind == "malformed":
        answer = Response("<html>upstream error</html>", content_type="text/html")
        answer.headers["X-Stand-In-Error"] = "malformed"
    if fault.kind == "incomplete":
        answer = jsonify({"ok": True})
    if fault.kind.startswith("drop_"):
        answer.headers["X-Stand-In-Status"] = "0"
    return answer
