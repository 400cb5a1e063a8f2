"""Socket Mode: the same requests over a WebSocket that the app opens.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from bot.sandbox.slack.ids import APP_ID
from bot.sandbox.slack.methods import Arguments, Method, World
from bot.sandbox.slack.wire import Wire, WireFault
from bot.sandbox.slack.workspace import Workspace

Json = dict[str, Any]

CONNECTIONS_MAX = 10
"""Open connections of one app at a time."""

SocketFault = WireFault | Literal["close"]
"""How a connection can end or fail; `close` is a WebSocket close frame out of the blue."""

OpeningFault = Literal["no_answer", "no_hello", "forbidden"]
"""How a new connection can fail: nothing answers, no `hello` comes, or the ticket is not taken."""


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
        self._wire: Wire | None = None
        self._opening_faults: list[OpeningFault] = []
        self._opened = 0
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

    @property
    def opened(self) -> int:
        """How many connections there have been."""
        with self._lock:
            return self._opened

    def disconnect(self, reason: str = "refresh_requested", *, hang_up: bool = True) -> None:
        """Ask the app to connect again, as Slack does every few hours; hang up, or not yet (`warning`)."""
        with self._lock:
            connections = list(self._connections)
            if hang_up:
                self._connections = []
        for connection in connections:
            with contextlib.suppress(ConnectionClosed):
                connection.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))
            if hang_up:
                connection.close()

    def say(self, text: str) -> None:
        """Send any text down all connections, also one that Slack would not."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            connection.send(text)

    def fail(self, fault: SocketFault) -> None:
        """Let the connections that there are end, or fall silent, without a word before."""
        with self._lock:
            connections, wire = list(self._connections), self._wire
        if fault == "close":
            for connection in connections:
                connection.close(1001)
        elif wire:
            wire.fail(fault)

    def fail_opening(self, fault: OpeningFault, *, times: int = 1) -> None:
        """Let the next connections fail; `no_answer` is counted before the others."""
        with self._lock:
            if fault == "no_answer":
                self._listen().dead_ends(times)
            else:
                self._opening_faults += [fault] * times

    def stop(self) -> None:
        """Hang up and listen no more."""
        with self._lock:
            connections, self._connections = self._connections, []
            server, self._server = self._server, None
            wire, self._wire = self._wire, None
        if wire:
            wire.stop()
        for connection in connections:
            connection.close()
        if server:
            server.shutdown()

    def _open(self, world: World, arguments: Arguments) -> Json:
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets.add(ticket)
            port = self._listen().port
        return {"url": f"ws://{self._host}:{port}/link/?ticket={ticket}&app_id={APP_ID}"}

    def _listen(self) -> Wire:
        """The wire to a listening server; the lock is held."""
        if self._server is None or self._wire is None:
            self._server = serve(self._converse, self._host, 0, process_request=self._admit)
            threading.Thread(target=self._server.serve_forever, daemon=True).start()
            self._wire = Wire(self._host, int(self._server.socket.getsockname()[1]))
        return self._wire

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        with self._lock:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
            if self._opening_faults[:1] == ["forbidden"]:
                self._opening_faults.pop(0)
                known = False
        return None if known else connection.respond(HTTPStatus.FORBIDDEN, "link_disabled\n")

    def _converse(self, connection: ServerConnection) -> None:
        with self._lock:
            mute = self._opening_faults[:1] == ["no_hello"]
            if mute:
                self._opening_faults.pop(0)
            others = len(self._connections)
        if others >= CONNECTIONS_MAX:
            connection.send(json.dumps({"type": "disconnect", "reason": "too_many_websockets"}))
            return
        if not mute:
            self._greet(connection, others + 1)
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

    def _greet(self, connection: ServerConnection, count: int) -> None:
        hello = {
            "type": "hello",
            "num_connections": count,
            "connection_info": {"app_id": APP_ID},
            "debug_info": {},
        }
        connection.send(json.dumps(hello))
        with self._lock:
            self._connections.append(connection)
            self._opened += 1
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
