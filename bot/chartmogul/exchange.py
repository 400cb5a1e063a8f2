"""One HTTP request to ChartMogul and its whole answer, within a given time and size.

Nothing in here repeats a request, whatever its method. urllib3 opens a new connection by itself only where
the server has closed the kept-alive one before a byte of the request was sent.
"""

from __future__ import annotations

import http.client
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import requests
import urllib3
from requests.adapters import BaseAdapter
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError

from bot.chartmogul.headers import http_date
from bot.chartmogul.way import Way

ANSWER_MAX = 10_000_000
"""Most bytes of an answer, once unpacked: a page of 200 customers is well under one million."""

for _name in ("urllib3.connectionpool", "urllib3.connection"):
    # They log whole URLs, and a customer is looked up by an e-mail in the query.
    logging.getLogger(_name).setLevel(logging.ERROR)


class NotConnected(Exception):
    """No connection was made, so no byte of the request was sent."""


class NoAnswerInTime(Exception):
    """The time was up before the answer was complete. `status` is set where at least that had come."""

    status: int | None = None


class BrokenOff(Exception):
    """The connection ended before the answer was complete. `status` is set where at least that had come."""

    status: int | None = None


class TooLarge(Exception):
    """The answer has more than `ANSWER_MAX` bytes."""

    status: int | None = None


@dataclass(frozen=True)
class Answer:
    """A whole answer, unpacked.

    Args:
        at: when it was given, epoch seconds by the clock of whoever gave it; None where that is not said.
    """

    status: int
    body: bytes = b""
    retry_after: str | None = None
    content_type: str | None = None
    at: float | None = None


class Line:
    """A pool of kept-alive connections to one ChartMogul, with one key.

    One transport serves all threads: urllib3's pools are safe to share, and a pool per thread would keep a
    connection per thread, which with ChartMogul's limit of 20 is too many.

    A proxy and a certificate bundle are taken from the environment (`HTTPS_PROXY`, `REQUESTS_CA_BUNDLE`), as
    whoever deploys the bot expects; not so on loopback, where no proxy can help. `~/.netrc` never counts.
    Redirects are not followed, so the key goes to one host, and cookies are not kept.
    """

    def __init__(self, base_url: str, api_key: str, transport: BaseAdapter) -> None:
        self._base_url = base_url.rstrip("/")
        # As bytes, for requests would refuse characters outside Latin-1 before ChartMogul can.
        self._auth = HTTPBasicAuth(api_key.encode(), b"")
        self._transport = transport

    def exchange(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None,
        body: Any,
        connect: float,
        total: float,
    ) -> Answer:
        """Send one request and read its whole answer.

        Args:
            connect: seconds for making a connection, over all of the host's addresses, TLS included.
            total: seconds from the first attempt to connect to the last byte. Looking up the host's name is
                outside of it, as the system's resolver cannot be interrupted; see `connections.LOOKUP`.

        Raises:
            NotConnected: nothing was sent.
            NoAnswerInTime, BrokenOff, TooLarge: the request may have been received.
        """
        limits = urllib3.Timeout(total=total, connect=min(connect, total), read=total)
        with (
            _translated(answering=False),
            self._transport.send(
                self._way.request(method, path, query, body),
                stream=True,
                # HTTPAdapter.send also takes urllib3's Timeout, the only one that knows a total.
                timeout=cast(Any, limits),
                verify=self._way.verify,
                proxies=self._way.proxies,
            ) as response,
        ):
            status, headers = response.status_code, response.headers
            return Answer(
                status,
                _body(response.raw, status),
                retry_after=headers.get("Retry-After"),
                content_type=headers.get("Content-Type"),
                at=http_date(headers.get("Date")),
            )

    def close(self) -> None:
        """Close the idle connections."""
        self._transport.close()

    @cached_property
    def _way(self) -> Way:
        return Way.to(self._base_url, self._auth)


def _body(raw: urllib3.BaseHTTPResponse, status: int) -> bytes:
    parts = bytearray()
    try:
        with _translated():
            for part in raw.stream(65536, decode_content=True):
                parts += part
                if len(parts) > ANSWER_MAX:
                    raise TooLarge
    except (NoAnswerInTime, BrokenOff, TooLarge) as error:
        error.status = status
        raise
    return bytes(parts)


@contextmanager
def _translated(*, answering: bool = True) -> Iterator[None]:
    """Turns what requests, urllib3 and the socket raise into the ways an exchange ends without an answer.

    Args:
        answering: whether the answer has begun. Until then, what requests leaves as a plain `OSError` came
            before any connection: a file of certificates that is not there.
    """
    try:
        yield
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        OSError,
    ) as error:
        causes = list(_causes(error))
        name = type(causes[-1]).__name__
        early = (
            not answering and isinstance(error, OSError) and not isinstance(error, requests.RequestException)
        )
        if early or any(isinstance(cause, _NOT_CONNECTED) for cause in causes):
            raise NotConnected(name) from None
        if any(isinstance(cause, ReadTimeoutError | TimeoutError) for cause in causes):
            raise NoAnswerInTime(name) from None
        raise BrokenOff(name) from None


_NOT_CONNECTED = (
    ConnectTimeoutError,
    NewConnectionError,
    urllib3.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
    requests.exceptions.InvalidSchema,
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it wraps: requests and urllib3 keep the cause in `args` or `reason`."""
    for _ in range(5):
        yield error
        wrapped = getattr(error, "reason", None) or next(
            (arg for arg in error.args if isinstance(arg, BaseException)), None
        )
        if not isinstance(wrapped, BaseException):
            return
        error = wrapped
