"""The network between an app and Slack: TCP connections that can be cut, reset, or fall silent.

A WebSocket server cannot misbehave below its own protocol, so connections lead through here.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from typing import Literal

WireFault = Literal["cut", "reset", "silence"]
"""`cut`: TCP ends in good order, without a WebSocket close frame. `reset`: RST.
`silence`: no byte comes through any more in either direction, until somebody hangs up."""

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Wire:
    """Takes TCP connections and passes their bytes on to another loopback port."""

    def __init__(self, host: str, target: int) -> None:
        self._target = (host, target)
        self._lock = threading.Lock()
        self._lines: list[_Line] = []
        self._dead_ends = 0
        self._listener = socket.create_server((host, 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def fail(self, fault: WireFault) -> None:
        """Let something happen to all connections that there are."""
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.fail(fault)

    def dead_ends(self, count: int) -> None:
        """Let the next connections be taken and lead nowhere."""
        with self._lock:
            self._dead_ends = count

    def stop(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.fail("cut")

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                leads_nowhere, self._dead_ends = self._dead_ends > 0, max(0, self._dead_ends - 1)
            line = _Line(near, socket.create_connection(self._target), silent=leads_nowhere)
            with self._lock:
                self._lines = [*(known for known in self._lines if not known.ended), line]
            line.start()


class _Line:
    """One connection of the app, and the one that it is passed on to."""

    def __init__(self, near: socket.socket, far: socket.socket, *, silent: bool) -> None:
        self._near = near
        self._far = far
        self._silent = silent
        self._resetting = False
        self.ended = False
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def fail(self, fault: WireFault) -> None:
        if fault == "silence":
            self._silent = True
        elif fault == "reset":
            self._resetting = True
            with contextlib.suppress(OSError):
                self._near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            _shut(self._near, socket.SHUT_RD)
            _shut(self._far, socket.SHUT_RDWR)
        else:
            _shut(self._near, socket.SHUT_RDWR)
            _shut(self._far, socket.SHUT_RDWR)

    def _run(self) -> None:
        back = threading.Thread(target=self._pass_on, args=(self._far, self._near), daemon=True)
        back.start()
        self._pass_on(self._near, self._far)
        back.join()
        self.ended = True
        self._near.close()
        self._far.close()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                if not self._silent:
                    sink.sendall(data)
        except OSError:
            pass
        if not self._resetting:
            _shut(sink, socket.SHUT_WR)


def _shut(end: socket.socket, how: int) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(how)
