"""Connections that keep to a time as a whole, and tell a failure to connect from one after sending.

`urllib3.Timeout` alone bounds each step anew: every address of the host, the TLS handshake, every piece of
the answer. A server that sends a byte now and then would hold a thread for hours.
"""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection
from urllib3.util.ssl_ import create_urllib3_context

LOOKUP = 3
"""Times the time to connect after which a host's name comes too late: the lease on a task must outlast it."""


class _DeadlineReader(io.RawIOBase):
    """Reads from a socket until a deadline, however slowly the bytes come in.

    A socket's own time-out starts anew with every byte that arrives.
    """

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, deadline: float) -> None:
        self._sock = sock
        self._raw = raw
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for this answer is up")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _DeadlineResponse(http.client.HTTPResponse):
    """Takes the socket's time-out at the start as the time for the whole answer, its head included."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        seconds = sock.gettimeout()
        if seconds is not None:
            reader = _DeadlineReader(sock, self.fp.detach(), time.monotonic() + seconds)
            self.fp = io.BufferedReader(reader)


@contextmanager
def _connecting(connection: HTTPConnection) -> Iterator[None]:
    """Marks whatever fails before the connection stands, TLS and proxy tunnel included, as such.

    urllib3 reports a time-out or reset within the TLS handshake in the words of a failed read.
    """
    try:
        yield
    except (ConnectTimeoutError, NewConnectionError):
        raise
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, UnicodeError) as error:
        raise NewConnectionError(connection, type(error).__name__) from None


def _connected(connection: HTTPConnection) -> socket.socket:
    """A socket to the first of the host's addresses that answers; its time-out is what is left.

    urllib3 would grant the whole time-out to each address in turn, and again to TLS.
    """
    host, port, seconds = connection.host.strip("[]"), connection.port, connection.timeout
    assert isinstance(seconds, int | float)
    asked = time.monotonic()
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if time.monotonic() - asked > LOOKUP * seconds:
        # The system's resolver cannot be interrupted, but what it delayed need not be sent.
        raise socket.gaierror("looking up the name took too long")
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    deadline = time.monotonic() + seconds
    failure: OSError = socket.gaierror("no addresses")
    for tried, address in enumerate(addresses):
        share = (deadline - time.monotonic()) / (len(addresses) - tried)
        try:
            made = create_connection(
                (address, port), max(share, 0.001), socket_options=connection.socket_options
            )
        except OSError as error:
            failure = error
        else:
            made.settimeout(max(deadline - time.monotonic(), 0.001))
            return made
    raise failure


class _Connection(HTTPConnection):
    response_class = _DeadlineResponse

    def _new_conn(self) -> socket.socket:
        return _connected(self)

    def connect(self) -> None:
        with _connecting(self):
            super().connect()


class _TlsConnection(_Connection, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class BoundedAdapter(HTTPAdapter):
    """requests' adapter with the connections above, directly and through a proxy. It repeats nothing.

    It leads to one address, that of its first request.

    Args:
        pool_size: most idle connections kept.
    """

    def __init__(self, pool_size: int) -> None:
        super().__init__(pool_connections=2, pool_maxsize=pool_size, max_retries=0)
        self._pool: Any = None

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        # Finding the pool among others takes a tenth as long as sending the request.
        if self._pool is None:
            self._pool = super().get_connection_with_tls_context(*args, **kwargs)
        return self._pool

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Have the pool trust the certificates of a bundle, which is read once.

        urllib3 would read it for each connection anew, which takes longer than the handshake.
        """
        if "ssl_context" in conn.conn_kw:
            return
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        # A proxy may speak TLS itself, and is checked against the bundle too.
        if isinstance(conn, HTTPSConnectionPool) and not conn.proxy:
            context = create_urllib3_context()
            context.load_verify_locations(conn.ca_certs, conn.ca_cert_dir)
            conn.ca_certs = conn.ca_cert_dir = None
            conn.conn_kw["ssl_context"] = context

    def close(self) -> None:
        self._pool = None
        super().close()

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        return manager
