"""How the ways to services in memory fail: what `requests` and `urllib` raise where a network does."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from typing import Protocol
from urllib.error import URLError

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import ConnectTimeoutError, ProtocolError, ReadTimeoutError

from bot.slack.connections import NotConnected
from tests.simulation.changes import Changes
from tests.simulation.events import Event
from tests.simulation.faults import Faults
from tests.simulation.options import Options
from tests.simulation.outbox import Outbox
from tests.simulation.scheduler import Scheduler


class Surroundings(Protocol):
    """What the ways to ChartMogul and Slack need of their world."""

    options: Options
    scheduler: Scheduler
    faults: Faults
    outbox: Outbox
    changes: Changes

    def in_hand(self) -> str:
        """What the strand works on: a delivery, a change or a note; empty where it works on none."""

    def is_late(self) -> bool:
        """Whether the strand has lost it without standing still, and should not act any more."""

    def is_excused(self) -> bool:
        """Whether the strand stood still since it noted something, and cannot know what became of it."""

    def hear(self, event: Event) -> None:
        """Something happened."""

    def trace(self, who: str, what: str) -> None:
        """Write it down."""


class Broken(BaseException):
    """The simulation itself has a mistake, which must not pass for the network's."""


@contextmanager
def faithful() -> Iterator[None]:
    """Lets nothing out but what a network raises: the bot would take any other error for an odd answer."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise Broken from error


def unreachable() -> Exception:
    """To ChartMogul, no connection was made."""
    return requests.exceptions.ConnectTimeout(ConnectTimeoutError())


def broken_off() -> Exception:
    """ChartMogul has hung up."""
    gone = http.client.RemoteDisconnected("Remote end closed connection without response")
    return requests.exceptions.ConnectionError(ProtocolError("Connection aborted.", gone))


def not_answered() -> Exception:
    """ChartMogul has not answered in time."""
    late = ReadTimeoutError(None, "/", "Read timed out.")  # type: ignore[arg-type]
    return requests.exceptions.ReadTimeout(late)


def answer(
    request: requests.PreparedRequest,
    status: int,
    body: bytes,
    *,
    at: float,
    headers: Mapping[str, str] | None = None,
) -> requests.Response:
    """ChartMogul's answer, as requests' own adapter would build it.

    Args:
        at: when it is given, epoch seconds by the clock of who gives it.
    """
    whole = {"Content-Type": "application/json", "Date": formatdate(at, usegmt=True), **(headers or {})}
    raw = HTTPResponse(io.BytesIO(body), headers=whole, status=status, preload_content=False)
    return _BUILDER.build_response(request, raw)


_BUILDER = HTTPAdapter()


def slack_unreachable() -> Exception:
    """To Slack, no connection was made."""
    return URLError(NotConnected("ConnectionRefusedError"))


def slack_broken_off() -> Exception:
    """Slack has hung up."""
    return http.client.RemoteDisconnected("Remote end closed connection without response")


def slack_not_answered() -> Exception:
    """Slack has not answered in time."""
    return TimeoutError("timed out")
