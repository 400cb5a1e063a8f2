"""Socket Mode: the same requests over a WebSocket that the app opens.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from bot.sandbox.slack.methods import Arguments, Method, World
from bot.sandbox.slack.workspace import APP_ID, Workspace

Json = dict[str, Any]


@dataclass
class _Waiting:
    """An envelope on its way, until it is acknowledged."""

    done: threading.Event = field(default_factory=threading.Event)
    answer: str = ""


class SocketMode:
    """Takes the app's WebSockets and sends each envelope down one of them, in turn."""

    def __init__(self, workspace: Workspace, host: str) -> None:
        self._workspace = workspace
        self._host = host
        self._lock = threading.Lock()
        self._server: Server | None = None
        self._tickets: set[str] = set()
        self._connections: list[ServerConnection] = []
        self._waiting: dict[str, _Waiting] = {}

    @property
    def connected(self) -> bool:
        """Whether the app listens."""
        with self._lock:
            return bool(self._connections)

    def methods(self) -> dict[str, Method]:
        """The Web API method that leads here."""
        return {"apps.connections.open": Method(self._open, app_token=True)}

    def send(self, kind: str, payload: Json, timeout: float, *, retry: int) -> str | None:
        """Send an envelope; the acknowledgement's payload as JSON text, or None when none came in time."""
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        waiting = _Waiting()
        with self._lock:
            if not self._connections:
                return None
            connection = self._connections.pop(0)
            self._connections.append(connection)
            self._waiting[envelope["envelope_id"]] = waiting
        try:
            connection.send(json.dumps(envelope))
            return waiting.answer if waiting.done.wait(timeout) else None
        except ConnectionClosed:
            return None
        finally:
            with self._lock:
                del self._waiting[envelope["envelope_id"]]

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect again, and hang up, as Slack does every few hours."""
        with self._lock:
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))
            connection.close()

    def stop(self) -> None:
        """Hang up and listen no more."""
        with self._lock:
            connections, self._connections = self._connections, []
            server, self._server = self._server, None
        for connection in connections:
            connection.close()
        if server:
            server.shutdown()

    def _open(self, world: World, arguments: Arguments) -> Json:
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets.add(ticket)
            if self._server is None:
                self._server = serve(self._converse, self._host, 0, process_request=self._admit)
                threading.Thread(target=self._server.serve_forever, daemon=True).start()
            port = self._server.socket.getsockname()[1]
        return {"url": f"ws://{self._host}:{port}/link/?ticket={ticket}&app_id={APP_ID}"}

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        with self._lock:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
        return None if known else connection.respond(HTTPStatus.FORBIDDEN, "link_disabled\n")

    def _converse(self, connection: ServerConnection) -> None:
        hello = {
            "type": "hello",
            "num_connections": 1,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {},
        }
        connection.send(json.dumps(hello))
        with self._lock:
            self._connections.append(connection)
        self._announce()
        try:
            for text in connection:
                self._acknowledge(text)
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                if connection in self._connections:
                    self._connections.remove(connection)
            self._announce()

    def _announce(self) -> None:
        """Let those who wait for a connection look again."""
        with self._workspace.changing():
            pass

    def _acknowledge(self, text: str | bytes) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            self._workspace.problem("Socket Mode: an acknowledgement is no JSON")
            return
        with self._lock:
            waiting = self._waiting.get(answer.get("envelope_id", ""))
        if waiting is None or waiting.done.is_set():
            self._workspace.problem("Socket Mode: acknowledged too late, twice, or what was never sent")
            return
        payload = answer.get("payload")
        waiting.answer = json.dumps(payload) if payload else ""
        waiting.done.set()
