"""Requests to the app, signed as Slack signs them, and what Slack makes of the answers.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

import requests

from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

ACK_LIMIT = 3.0
"""Seconds in which an app must answer (https://docs.slack.dev/interactivity/handling-user-interaction)."""

TROUBLE = "We had some trouble connecting. Try again?"
"""What people see when an app does not answer, other than to a command."""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Delivery:
    """One request to the app and its answer."""

    payload: Json = field(repr=False)
    status: int = 0
    """The HTTP status; 0 when no answer came in time. Socket Mode's acknowledgements count as 200."""
    seconds: float = 0.0
    body: str = ""
    content_type: str = ""
    error: str = ""
    """Slack's word for what went wrong, such as `operation_timeout`; empty when all is well."""
    error_text: str = ""
    """What the person sees of it."""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    asked: Json | None = None
    """The confirmation dialogue that the person was shown before, as the app wrote it."""

    @property
    def acked_in_time(self) -> bool:
        """Whether a good answer came within three seconds."""
        return self.status == 200 and self.seconds <= ACK_LIMIT

    def json(self) -> Any:
        """The body as JSON; None when it is empty or no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Socket(Protocol):
    """The app's end of Socket Mode."""

    @property
    def connected(self) -> bool:
        """Whether the app listens."""

    def send(self, kind: str, payload: Json, timeout: float, *, retry: int) -> str | None:
        """Send an envelope; the acknowledgement's payload as JSON text, or None when none came in time."""


def signature(secret: str, timestamp: str, body: str) -> str:
    """The value of X-Slack-Signature."""
    base = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Dispatcher:
    """Sends what people do to the app: to its request URL, or over Socket Mode."""

    def __init__(
        self, workspace: Workspace, signing_secret: str, request_url: Callable[[], str | None]
    ) -> None:
        self._workspace = workspace
        self._secret = signing_secret
        self._request_url = request_url
        self.socket: Socket | None = None
        self.revise: Callable[[Json], Json] = lambda payload: payload

    def command(self, form: Json) -> Delivery:
        """Send a slash command."""
        return self._send("slash_commands", form, urlencode(form), what=form["command"], headers=_FORM)

    def interaction(self, payload: Json, *, url: str | None = None) -> Delivery:
        """Send an interaction payload."""
        payload = self.revise(payload)
        body = urlencode({"payload": json.dumps(payload)})
        return self._send("interactive", payload, body, what=payload["type"], headers=_FORM, url=url)

    def event(self, envelope: Json, *, retry: int = 0, reason: str = "") -> Delivery:
        """Send an event; `retry` counts repetitions of the same one."""
        envelope = self.revise(envelope)
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}
        return self._send(
            "events_api",
            envelope,
            json.dumps(envelope),
            what=envelope["event"]["type"],
            headers={**_JSON, **headers},
            retry=retry,
        )

    def _send(
        self,
        kind: str,
        payload: Json,
        body: str,
        *,
        what: str,
        headers: dict[str, str],
        url: str | None = None,
        retry: int = 0,
    ) -> Delivery:
        target = url or self._request_url()
        if target:
            delivery = self._over_http(target, payload, body, headers)
        elif self.socket and self.socket.connected:
            delivery = self._over_socket(kind, payload, retry)
        else:
            delivery = Delivery(payload, error="app_missing_action_url")
        return self._judged(delivery, what, seen=kind != "events_api")

    def _over_http(self, url: str, payload: Json, body: str, headers: dict[str, str]) -> Delivery:
        timestamp = str(int(self._workspace.now()))
        signed = {
            **headers,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        started = time.monotonic()
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.post(
                    url, data=body.encode(), headers=signed, timeout=ACK_LIMIT, allow_redirects=False
                )
        except requests.Timeout:
            return Delivery(payload, seconds=time.monotonic() - started, error="operation_timeout")
        except requests.RequestException:
            return Delivery(payload, seconds=time.monotonic() - started, error="dispatch_failed")
        return Delivery(
            payload,
            status=answer.status_code,
            seconds=time.monotonic() - started,
            body=answer.content.decode("utf-8", "replace"),
            content_type=answer.headers.get("Content-Type", ""),
            headers=dict(answer.headers),
            error="" if answer.status_code == 200 else "dispatch_failed",
        )

    def _over_socket(self, kind: str, payload: Json, retry: int) -> Delivery:
        assert self.socket is not None
        started = time.monotonic()
        answer = self.socket.send(kind, payload, ACK_LIMIT, retry=retry)
        seconds = time.monotonic() - started
        if answer is None:
            return Delivery(payload, seconds=seconds, error="operation_timeout")
        return Delivery(payload, 200, seconds, answer, "application/json")

    def _judged(self, delivery: Delivery, what: str, *, seen: bool) -> Delivery:
        """The delivery with the words that the person sees; failures are the app's problem."""
        error = delivery.error
        if not error and delivery.seconds > ACK_LIMIT:
            error = "operation_timeout"
        if not error:
            return delivery
        if error == "operation_timeout":
            self._workspace.problem(f"late: {what} was not acknowledged within {ACK_LIMIT:g} s")
        elif delivery.status:
            self._workspace.problem(f"{what} was answered with HTTP {delivery.status}")
        text = f'{what} failed with the error "{error}"' if what.startswith("/") else TROUBLE
        return replace(delivery, error=error, error_text=text if seen else "")
