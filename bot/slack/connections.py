"""urllib's way to Slack, on connections that stay open for a moment: most of a quick call is the handshake.

urllib closes each after one answer. Proxies, certificates and errors are urllib's.
"""

from __future__ import annotations

import http.client
import io
import os
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, Request, build_opener
from urllib.response import addinfourl

from urllib3.util.wait import wait_for_read

IDLE = 10.0
"""Seconds after an answer in which a connection is used again: well before any server gives it up.

A message on a connection that Slack is just closing may or may not have been taken.
"""

MOST = 16
"""Idle connections to one host."""

Clock = Callable[[], float]


class NotConnected(OSError):
    """No connection was made, TLS and a proxy's tunnel included, so no byte of the request was sent."""


@contextmanager
def _connecting() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NotConnected(type(error).__name__) from error


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with _connecting():
            super().__init__(*args, **kwargs)

    def connect(self) -> None:
        with _connecting():
            super().connect()


class _TlsConnection(_Connection, http.client.HTTPSConnection):
    """The same over TLS."""


_Kind = Callable[..., http.client.HTTPConnection]
_Way = tuple[int, _Kind, str, str, str]


class KeptConnections:
    """Connections of which the last answer was read to its end. Safe to share between threads."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._idle: dict[_Way, list[tuple[float, http.client.HTTPConnection]]] = defaultdict(list)

    def take(self, way: _Way) -> http.client.HTTPConnection | None:
        """One that leads this way and that the other end has not closed."""
        while True:
            with self._turn:
                if not self._idle[way]:
                    return None
                since, connection = self._idle[way].pop()
            if self._clock() - since <= IDLE and not _has_something_to_read(connection):
                return connection
            connection.close()

    def keep(self, way: _Way, connection: http.client.HTTPConnection) -> None:
        """Have it at hand for the next request; those that nobody took in time go."""
        now = self._clock()
        with self._turn:
            idle = [*self._idle[way], (now, connection)]
            young = [kept for kept in idle if now - kept[0] <= IDLE][-MOST:]
            self._idle[way] = young
            old = [kept for kept in idle if kept not in young]
        for _, gone in old:
            gone.close()


def _has_something_to_read(connection: http.client.HTTPConnection) -> bool:
    """Whether the other end has hung up, or says something unasked."""
    return wait_for_read(connection.sock, timeout=0)


class Opener:
    """Opens requests as urllib does, and follows no redirect: a token would go to whatever host it names."""

    def __init__(self, kept: KeptConnections) -> None:
        self._opener = build_opener(_Keeping(kept), _Stay)

    def open(self, request: Request, timeout: float) -> addinfourl:
        """The answer, read to its end. Raises what `urllib` raises, and `NotConnected` within `URLError`.

        Args:
            timeout: seconds for each step.
        """
        answer = self._opener.open(request, timeout=timeout)
        assert isinstance(answer, addinfourl)
        return answer


class _Keeping(HTTPHandler, HTTPSHandler):
    def __init__(self, kept: KeptConnections) -> None:
        super().__init__()
        self._kept = kept

    def http_open(self, req: Request) -> Any:
        return _opened(self._kept, _Connection, req)

    def https_open(self, req: Request) -> Any:
        return _opened(self._kept, self._over_tls, req)

    @cached_property
    def _over_tls(self) -> _Kind:
        """Makes connections over TLS.

        What certificates are trusted is read once: for each connection anew, it would take longer than the
        handshake, and a megabyte.
        """
        with _connecting():
            context = ssl.create_default_context()
        context.set_alpn_protocols(["http/1.1"])
        return partial(_TlsConnection, context=context)


class _Stay(HTTPRedirectHandler):
    """Makes a redirect an answer like any other."""

    def redirect_request(self, *answer: Any) -> None:
        """Not followed."""


def _opened(kept: KeptConnections, kind: _Kind, request: Any) -> addinfourl:
    headers = {
        name.title(): value for name, value in {**request.headers, **request.unredirected_hdrs}.items()
    }
    tunnel = request._tunnel_host or ""
    passport = headers.pop("Proxy-Authorization", "") if tunnel else ""
    # A forked process must not talk on its parent's connections.
    way = (os.getpid(), kind, request.host, tunnel, passport)
    connection = kept.take(way)
    if connection is None:
        connection = kind(request.host, timeout=request.timeout)
        if tunnel:
            connection.set_tunnel(tunnel, headers={"Proxy-Authorization": passport} if passport else None)
    else:
        connection.sock.settimeout(request.timeout)
    try:
        answer, body = _answer(connection, request, headers)
    except BaseException:
        connection.close()
        raise
    # After an answer that says so, `http.client` has closed it.
    if connection.sock:
        kept.keep(way, connection)
    told = addinfourl(io.BytesIO(body), answer.headers, request.full_url, answer.status)
    told.msg = answer.reason  # type: ignore[attr-defined]
    return told


def _answer(
    connection: http.client.HTTPConnection, request: Request, headers: dict[str, str]
) -> tuple[http.client.HTTPResponse, bytes]:
    try:
        connection.request(request.get_method(), request.selector, request.data, headers)
    except OSError as error:
        raise URLError(error) from error
    answer = connection.getresponse()
    return answer, answer.read()
