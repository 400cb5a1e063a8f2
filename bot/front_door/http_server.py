"""waitress, with limits chosen on purpose: one thread reads all requests, and many answer whole ones.

https://docs.pylonsproject.org/projects/waitress/en/stable/arguments.html
"""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from bot.front_door.listening import BACKLOG, bound, room_for_connections
from bot.front_door.signature import BODY_MAX

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

QUIET_SECONDS = 0.5
"""After which a connection without a request is not about to send one, when the server stops."""


@dataclass(frozen=True)
class Limits:
    """How much the server bears; times in seconds."""

    threads: int = 128
    """Requests at work at once: a submission may wait 2 s for ChartMogul, and idle threads cost little."""
    connections: int = 3000
    """Open at once; what is idle or half-sent costs no thread."""
    kept_alive: int = 75
    """An answered connection stays open for another request; a load balancer's patience is 60."""
    request: float = 20.0
    """A request must have come in whole, and its connection have said something at all."""
    unfinished: int = 250_000_000
    """Bytes of requests that are not whole yet, which lie in memory and in temporary files."""
    crowded: float = 2.0
    """Where nearly all connections or bytes are taken, the idle and the slow ones go after this time.

    So do requests that are not whole when the server is told to stop.
    """
    leaving: float = 25.0
    """For what is in hand when the server is told to stop; hosts kill after 30."""


class _Request(HTTPRequestParser):
    """A request that comes in, and since when."""

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.begun = time.time()


class _Connection(HTTPChannel):
    parser_class = _Request

    @property
    def is_busy(self) -> bool:
        """Whether a whole request is in hand, or its answer on the way."""
        return bool(self.requests or self.total_outbufs_len or self.close_when_flushed)

    def waited(self, now: float) -> float:
        """Seconds that this connection has kept a place without a whole request."""
        since = self.request.begun if isinstance(self.request, _Request) else self.last_activity
        return now - since

    @property
    def is_owing(self) -> bool:
        """Whether a request is begun and not whole yet, or none has ever come."""
        return self.request is not None or self.last_activity == self.creation_time


class _Listener(TcpWSGIServer):
    channel_class = _Connection
    limits = Limits()

    @property
    def connections(self) -> list[_Connection]:
        """All that are open."""
        # waitress's types call this mapping a single channel.
        channels: Any = self.active_channels
        return list(channels.values())

    def maintenance(self, now: float) -> None:
        """Part with connections that only keep a place: waitress itself lets a request drip in for ever."""
        super().maintenance(int(now))
        crowded = self._is_crowded()
        for connection in self.connections:
            if connection.is_busy:
                continue
            if crowded:
                connection.will_close |= connection.waited(now) > self.limits.crowded
            elif connection.is_owing:
                connection.will_close |= connection.waited(now) > self.limits.request

    def _is_crowded(self) -> bool:
        open_ones = self.connections
        unfinished = sum(each.request.body_bytes_received for each in open_ones if each.request)
        return len(open_ones) >= 0.8 * self.adj.connection_limit or unfinished > 0.8 * self.limits.unfinished

    def accept_waiting(self) -> None:
        """Accept what has connected by now."""
        for _ in range(BACKLOG):
            known = len(self.connections)
            self.handle_accept()
            if len(self.connections) == known:
                return

    def stop_listening(self) -> None:
        """Take no new connection; those that are open go on."""
        self.accepting = False
        wasyncore.dispatcher.close(self)


class HttpServer:
    """Serves one WSGI application until it is told to stop.

    Args:
        host: an address of this machine, or a name of one; `::` is IPv4 too.
        port: 0 for any.

    Raises:
        CannotListen: the address is taken, or not this machine's.
    """

    def __init__(self, host: str, port: int, *, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._sockets = bound(host, port)
        self.port = int(self._sockets[0].getsockname()[1])
        self._listeners: list[_Listener] = []
        self._map: dict[int, Any] = {}
        self._told_to_stop = 0
        # A signal may come while its own thread is ending.
        self._ending = threading.RLock()

    def stop(self) -> None:
        """Take nothing new and end what is in hand; told again, end at once. May be called by a signal."""
        with self._ending:
            self._told_to_stop += 1
            for listener in self._listeners[:1]:
                listener.pull_trigger()

    def run(self, app: WSGIApplication) -> None:
        """Serve until `stop`; who has connected by now is served too."""
        dispatcher = ThreadedTaskDispatcher()
        try:
            self._listeners = [self._listener(app, each, dispatcher) for each in self._sockets]
            dispatcher.set_thread_count(self._limits.threads)
            while not self._told_to_stop:
                self._turn(1.0)
            self._leave()
        finally:
            with self._ending:
                # No file is left by then that `stop` may write to.
                self._listeners = []
            dispatcher.shutdown(timeout=1)
            wasyncore.close_all(self._map, ignore_all=True)
            for each in self._sockets:
                each.close()

    def _listener(
        self, app: WSGIApplication, bound_to: socket.socket, dispatcher: ThreadedTaskDispatcher
    ) -> _Listener:
        listener = _Listener(
            app,
            map=self._map,
            _sock=bound_to,
            dispatcher=dispatcher,
            sockinfo=(bound_to.family, bound_to.type, bound_to.proto, bound_to.getsockname()),
            bind_socket=False,
            sockets=[bound_to],
            backlog=BACKLOG,
            connection_limit=room_for_connections(self._limits.connections),
            channel_timeout=self._limits.kept_alive,
            cleanup_interval=1,
            # The exact limit is the front door's: waitress counts what chunks are wrapped in too.
            max_request_body_size=BODY_MAX + 100_000,
            max_request_header_size=65_536,
            recv_bytes=65_536,
            asyncore_use_poll=True,
            log_socket_errors=False,
            expose_tracebacks=False,
            clear_untrusted_proxy_headers=True,
            ident="",
        )
        listener.limits = self._limits
        return listener

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _leave(self) -> None:
        for listener in self._listeners:
            listener.accept_waiting()
            listener.stop_listening()
        until = time.monotonic() + self._limits.leaving
        while self._told_to_stop < 2 and time.monotonic() < until:
            open_ones = [each for listener in self._listeners for each in listener.connections]
            now = time.time()
            for connection in open_ones:
                patience = QUIET_SECONDS if connection.request is None else self._limits.crowded
                if not connection.is_busy and connection.waited(now) > patience:
                    connection.handle_close()
            if not open_ones:
                return
            self._turn(0.05)
