"""Who asked for what and when, and whether that was too much at once.

40 requests a second and 20 at the same time: https://dev.chartmogul.com/docs/rate-limits
"""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

MAX_PER_SECOND = 40
MAX_IN_FLIGHT = 20


@dataclass
class RecordedRequest:
    """One request as it arrived and what became of it.

    `path` is the one below `/v1`. `json` is None when the body is absent or no JSON. `started_at` and
    `ended_at` are of the monotonic clock; `ended_at` is None while the request is being served. `status` is
    None while it is being served and when the connection was closed without an answer.
    """

    method: str
    path: str
    query: dict[str, str]
    json: Any
    authenticated: bool
    started_at: float = 0
    ended_at: float | None = None
    status: int | None = None


def hung_up(connection: socket.socket) -> bool:
    """Whether the client has closed its side."""
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


class Traffic:
    """All requests so far and the peaks they made. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: list[RecordedRequest] = []
        self._in_flight: dict[int, socket.socket] = {}
        self._last_second: deque[float] = deque()
        self.peak_in_flight = 0
        self.peak_per_second = 0

    def requests(self, latest: int | None = None) -> list[RecordedRequest]:
        """A copy of what was recorded, in the order of arrival: all, or as many as `latest` says."""
        with self._lock:
            first = 0 if latest is None else max(len(self._requests) - latest, 0)
            return [replace(request) for request in self._requests[first:]]

    def arrive(self, request: RecordedRequest, connection: socket.socket) -> int | None:
        """Records the request; 503 or 429 when it is one too many, else None.

        Every request counts, refused ones too. One whose client has hung up is no longer in flight.
        """
        with self._lock:
            now = request.started_at = time.monotonic()
            self._requests.append(request)
            self._last_second.append(now)
            while self._last_second[0] <= now - 1:
                self._last_second.popleft()
            self.peak_per_second = max(self.peak_per_second, len(self._last_second))
            self._in_flight[id(request)] = connection
            if len(self._in_flight) > min(self.peak_in_flight, MAX_IN_FLIGHT):
                self._forget_gone(id(request))
            self.peak_in_flight = max(self.peak_in_flight, len(self._in_flight))
            if len(self._in_flight) > MAX_IN_FLIGHT:
                return 503
            return 429 if len(self._last_second) > MAX_PER_SECOND else None

    def leave(self, request: RecordedRequest, status: int | None) -> None:
        """Records the answer. Call it before the first byte goes out, as who reads it may ask again."""
        with self._lock:
            request.status = status
            request.ended_at = time.monotonic()
            self._in_flight.pop(id(request), None)

    def _forget_gone(self, arriving: int) -> None:
        gone = [key for key, connection in self._in_flight.items() if key != arriving and hung_up(connection)]
        for key in gone:
            del self._in_flight[key]
