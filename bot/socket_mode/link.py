"""One WebSocket to Slack, from its opening to its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.socket_mode.frames import Disconnect, Hello, parse
from bot.socket_mode.pulse import TICK, Pulse

log = structlog.get_logger(__name__)

OPENING = 5.0
"""Seconds for TCP, TLS and the WebSocket handshake, and again for Slack's `hello`."""

FAREWELL = 30.0
"""Seconds that a connection which Slack wants replaced is still listened to; Slack hangs up after some 10."""

HANGING_UP = 1.0
"""Seconds for the closing handshake; Slack leaves the TCP connection open after it."""

MESSAGE_MAX = 8 * 1024 * 1024
"""Bytes of one message; a shortcut on a long message carries up to 3 MB."""


class Link:
    """Connects in a thread of its own and takes envelopes until the connection ends.

    Args:
        url: the address that `apps.connections.open` gave; it holds a ticket and stays secret.
        take: is given every envelope, and must not block.
    """

    def __init__(self, url: str, take: Callable[[Link, SocketModeRequest], None]) -> None:
        self._url = url
        self._take = take
        self._connection: ClientConnection | None = None
        self._pulse: Pulse | None = None
        self._ready_since: float | None = None
        self._until = 0.0
        self._closing = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="socket", daemon=True)
        self.leaving = threading.Event()
        """Set when another link is needed, because this one has ended or soon will."""
        self.reason = ""
        """Why it is leaving."""
        self.only_a_change = False
        """Whether Slack merely asked for a fresh link instead of this one."""

    @property
    def hears(self) -> bool:
        """Whether what Slack sends down this link arrives, as far as can be told."""
        late = self._pulse is not None and self._pulse.late
        return self._ready_since is not None and not late and not self._ended.is_set()

    @property
    def ended(self) -> bool:
        """Whether nothing will come any more."""
        return self._ended.is_set()

    @property
    def ready_seconds(self) -> float:
        """For how long Slack has been using it."""
        return 0.0 if self._ready_since is None else time.monotonic() - self._ready_since

    def start(self) -> None:
        """Begin to connect."""
        self._thread.start()

    def send(self, text: str) -> bool:
        """Send a message; whether that was possible."""
        if self._connection is None or self._ended.is_set():
            return False
        try:
            self._connection.send(text)
        except ConnectionClosed:
            return False
        return True

    def close(self) -> None:
        """Hang up and wait for the end."""
        self._closing.set()
        self._leave("the bot hangs up")
        if self._connection:
            self._connection.close()
            self._thread.join(OPENING)

    def _run(self) -> None:
        try:
            # Our own pulse instead of the library's pings, which tell nobody that one is late.
            with connect(
                self._url,
                open_timeout=OPENING,
                ping_interval=None,
                close_timeout=HANGING_UP,
                max_size=MESSAGE_MAX,
            ) as connection:
                self._connection = connection
                self._pulse = Pulse(connection.ping)
                self._until = time.monotonic() + OPENING
                self._leave(self._listen(connection, self._pulse))
        except ConnectionClosed as closed:
            self._leave(_how(closed))
        except InvalidStatus as refused:
            self._leave(f"refused with HTTP {refused.response.status_code}")
        except Exception as error:
            # Whatever broke this link, the next may hold. The error's text may hold the address.
            self._leave(f"not opened: {type(error).__name__}")
        finally:
            self._ended.set()

    def _listen(self, connection: ClientConnection, pulse: Pulse) -> str:
        """Take what comes; returns why the bot itself hangs up."""
        while not self._closing.is_set():
            try:
                text = connection.recv(timeout=TICK)
            except TimeoutError:
                pulse.tick()
            else:
                pulse.heard()
                self._hear(text)
            if pulse.dead:
                return "silent: no answer to a ping"
            if self._until and time.monotonic() > self._until:
                return "no hello came"
        return "the bot hangs up"

    def _hear(self, text: str | bytes) -> None:
        match parse(text):
            case Hello():
                self._ready_since = time.monotonic()
                self._until = 0.0
                log.info("socket.connected")
            case Disconnect() as disconnect:
                self.only_a_change = disconnect.only_a_change
                self._until = time.monotonic() + FAREWELL
                self._leave(f"Slack says {disconnect.reason}")
            case SocketModeRequest() as request:
                self._take(self, request)

    def _leave(self, reason: str) -> None:
        self.reason = self.reason or reason
        self.leaving.set()


def _how(closed: ConnectionClosed) -> str:
    if closed.rcvd is None:
        return "cut without a close frame"
    return f"closed with {closed.rcvd.code}"
