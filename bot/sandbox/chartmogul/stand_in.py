"""The stand-in as tests and the demo use it."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from bot.sandbox.chartmogul.account import Account
from bot.sandbox.chartmogul.app import API, create_app
from bot.sandbox.chartmogul.contents import Contents
from bot.sandbox.chartmogul.control import control_routes
from bot.sandbox.chartmogul.faults import Fault, FaultKind, Faults
from bot.sandbox.chartmogul.gate import Gate
from bot.sandbox.chartmogul.refusal import ErrorShape
from bot.sandbox.chartmogul.server import LoopbackServer
from bot.sandbox.chartmogul.traffic import RecordedRequest, Traffic


class ChartMogulStandIn(Contents):
    """One ChartMogul account behind its REST API, in memory, on loopback.

    Use it as a context manager or `start` and `stop` it. Everything may be called from any thread.

    Args:
        api_key: the one key that is let in.
        host: the address to listen on.
        port: the port to listen on; 0 takes a free one.
        strict_limits: refuse more than 40 requests a second (429) and more than 20 at once (503).
        plain_dates: write a task's days as documented, `2025-04-30`, and not as recorded from the live API,
            `2025-04-30T00:00:00.000Z`.
        error_shape: the shape of refusals; an attribute too, so that it can change on the way.
        read_only: whether the key may only read; an attribute too.
    """

    def __init__(
        self,
        api_key: str = "cm_sandbox_key",
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        strict_limits: bool = True,
        plain_dates: bool = False,
        error_shape: ErrorShape = "param",
        read_only: bool = False,
    ) -> None:
        self.api_key = api_key
        self.error_shape: ErrorShape = error_shape
        self.read_only = read_only
        self._host = host
        super().__init__(Account(plain_dates=plain_dates))
        self._faults = Faults()
        self._traffic = Traffic()
        control = control_routes(self._account, self._faults, self._traffic)
        app = create_app(
            self._account, api_key, lambda: self.error_shape, control, read_only=lambda: self.read_only
        )
        gate = Gate(app, self._account, api_key, self._traffic, self._faults, strict_limits=strict_limits)
        self._server = LoopbackServer(gate, host, port)

    def start(self) -> Self:
        """Begins to listen.

        Raises:
            OSError: the port is taken.
        """
        self._server.up()
        return self

    def stop(self) -> None:
        """Closes the port and every connection. The data stays readable."""
        self._server.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def root(self) -> str:
        """Where `/_sandbox/…` is found: `http://127.0.0.1:PORT`. With port 0 it is known once started."""
        return f"http://{self._host}:{self._server.port}"

    @property
    def url(self) -> str:
        """The API's base URL: `http://127.0.0.1:PORT/v1`. With port 0 it is known once started."""
        return self.root + API

    @property
    def clock_ahead(self) -> float:
        """How many seconds the account's clock is ahead of the machine's: in `Date` headers and on tasks."""
        return self._account.clock_ahead

    @clock_ahead.setter
    def clock_ahead(self, seconds: float) -> None:
        self._account.clock_ahead = seconds

    @property
    def list_lag(self) -> float:
        """How many seconds a new task or note is missing in the lists of them."""
        return self._account.list_lag

    @list_lag.setter
    def list_lag(self, seconds: float) -> None:
        self._account.list_lag = seconds

    @property
    def requests(self) -> list[RecordedRequest]:
        """All requests to the API so far, in the order of arrival."""
        return self._traffic.requests()

    def latest_requests(self, count: int) -> list[RecordedRequest]:
        """The last `count` of them, or all where there are fewer."""
        return self._traffic.requests(latest=count)

    @property
    def peak_in_flight(self) -> int:
        """Most requests that were served at once, counting those refused for it."""
        return self._traffic.peak_in_flight

    @property
    def peak_per_second(self) -> int:
        """Most requests that arrived within any one second, counting those refused for it."""
        return self._traffic.peak_per_second

    def fault(
        self,
        method: str,
        path: str,
        *,
        kind: FaultKind,
        times: int | None = 1,
        seconds: float = 0,
        status: int = 500,
        retry_after: str | None = None,
        body: str | bytes | dict[str, Any] | None = None,
        content_type: str | None = None,
        date: str | None = None,
    ) -> None:
        """Lets something go wrong for the next requests with this method and path; see `Fault`."""
        self._faults.add(
            Fault(
                method=method,
                path=path,
                kind=kind,
                times=times,
                seconds=seconds,
                status=status,
                retry_after=retry_after,
                body=body,
                content_type=content_type,
                date=date,
            )
        )

    def waiting_faults(self) -> list[Fault]:
        """The faults that have not struck as often as they may."""
        return self._faults.waiting()

    def clear_faults(self) -> None:
        """Forgets all faults. Requests that sleep already sleep on."""
        self._faults.clear()

    def down(self) -> None:
        """Nobody answers: new connections are refused and open ones closed, until `up`."""
        self._server.down()

    def up(self) -> None:
        """Answers again, on the same port."""
        self._server.up()
