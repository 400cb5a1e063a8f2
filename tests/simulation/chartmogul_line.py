"""The way to ChartMogul for the bot's real client: an adapter in place of the network; all may fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import Timeout

from tests.faults.faults import ODD_FIELDS, ODD_LISTS
from tests.simulation import network
from tests.simulation.chartmogul import Account, Json, Refused, Task
from tests.simulation.events import Answered, Asked, Busy, Created
from tests.simulation.options import Kind

CREATING = (
    Kind.BUSY,
    Kind.NOT_REACHED,
    Kind.SERVER_ERROR,
    Kind.DROPPED,
    Kind.TIMED_OUT,
    Kind.UNREADABLE,
    Kind.GATEWAY,
    Kind.REFUSED,
    Kind.ODD_TASK,
)
READING = (Kind.LIST, Kind.LIST_ODD, Kind.LIST_SLOW)

REFUSALS = (
    Refused(402, "base", "Request failed"),
    Refused(403, "base", "The trial has expired"),
    Refused(422, "task_details", "task_details is invalid"),
    Refused(400, "due_date", "due_date is invalid"),
)
"""For reasons that lie in the account, or that nobody knows."""


class ChartMogulLine(BaseAdapter):
    """Carries requests there and answers back."""

    def __init__(self, world: network.Surroundings, account: Account) -> None:
        super().__init__()
        self._world = world
        self._account = account
        self._faults = world.faults
        self._scheduler = world.scheduler
        self._dice = world.options.dice("chartmogul")

    def close(self) -> None:
        """Nothing is open."""

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, *, timeout: Timeout, **_: Any
    ) -> requests.Response:
        """Carry a request, through whatever happens on the way; as `HTTPAdapter.send` does."""
        with network.faithful():
            return self._sent(request, float(timeout.total or 0))  # type: ignore[arg-type]

    def _sent(self, request: requests.PreparedRequest, seconds: float) -> requests.Response:
        url = urlsplit(request.url or "")
        path = url.path.removeprefix("/v1")
        creates = (request.method, path) == ("POST", "/tasks")
        self._world.trace(self._scheduler.strand.owner.name, f"calls {request.method} {path}")
        kind = self._faults.strikes(*(CREATING if creates else READING))
        self._scheduler.pause(self._dice.uniform(0.01, 0.2))
        if kind is Kind.NOT_REACHED:
            raise network.unreachable()
        outbox = self._world.outbox
        self._world.hear(Asked(outbox.in_hand(), creates=creates, is_late=outbox.is_late()))
        try:
            if creates:
                return self._create(request, json.loads(request.body or ""), kind, seconds)
            return self._read(request, path, dict(parse_qsl(url.query)), kind, seconds)
        except Refused as refused:
            return self._refuse(request, refused)
        finally:
            self._world.hear(Answered())

    def _create(
        self, request: requests.PreparedRequest, body: Json, kind: Kind | None, seconds: float
    ) -> requests.Response:
        if kind in {Kind.BUSY, Kind.GATEWAY}:
            return self._turned_away(request, kind)
        self._account.check(body)
        match kind:
            case Kind.SERVER_ERROR:
                self._perhaps(body, self._faults.late_effect())
                return self._answer(request, self._dice.choice((500, 502, 503, 504)), {})
            case Kind.DROPPED:
                self._perhaps(body, self._faults.late_effect())
                raise network.broken_off()
            case Kind.TIMED_OUT:
                self._perhaps(body, self._faults.very_late_effect())
                self._scheduler.pause(seconds)
                raise network.not_answered()
            case Kind.REFUSED:
                raise self._dice.choice(REFUSALS)
        task = self._commit(body)
        self._scheduler.pause(self._dice.uniform(0.05, 1.0))
        if kind is Kind.UNREADABLE:
            return self._answer(request, 201, self._dice.choice((b"", b'{"task_uuid": "t', b"<html>")))
        odd = self._dice.choice(ODD_FIELDS) if kind is Kind.ODD_TASK else {}
        return self._answer(request, 201, {**self._account.json(task), **odd})

    def _turned_away(self, request: requests.PreparedRequest, kind: Kind | None) -> requests.Response:
        if kind is Kind.GATEWAY:
            page = b"<html><h1>404 Not Found</h1></html>"
            return self._answer(request, 404, page, {"Content-Type": "text/html"})
        seconds = self._dice.choice((0, 5, 30))
        if request.method == "POST":
            self._world.hear(Busy(self._world.outbox.in_hand(), float(seconds)))
        return self._answer(request, 429, {}, {"Retry-After": str(seconds)} if seconds else {})

    def _perhaps(self, body: Json, late: float | None) -> None:
        if late is not None:
            self._scheduler.after(late, lambda: _done(lambda: self._commit(body)))

    def _commit(self, body: Json) -> Task:
        task = self._account.create(body)
        self._world.trace("ChartMogul", f"has {task.uuid[:8]}: {task.content}")
        self._world.hear(Created(task.content))
        return task

    def _read(
        self,
        request: requests.PreparedRequest,
        path: str,
        query: Mapping[str, str],
        kind: Kind | None,
        seconds: float,
    ) -> requests.Response:
        if kind is Kind.LIST:
            return self._trouble(request, seconds)
        if path == "/tasks":
            if kind is Kind.LIST_SLOW:
                self._scheduler.pause(self._dice.uniform(0.5, 0.8) * seconds)
            odd = self._dice.choice(ODD_LISTS) if kind is Kind.LIST_ODD else {}
            return self._answer(request, 200, _altered(self._account.page(query), odd))
        if path.startswith("/customers/cus_"):
            return self._answer(request, 200, self._account.customer(path.rpartition("/")[2]))
        return self._answer(request, 200, {"entries": [], "has_more": False, "cursor": None})

    def _trouble(self, request: requests.PreparedRequest, seconds: float) -> requests.Response:
        match self._dice.randrange(6):
            case 0:
                return self._turned_away(request, Kind.BUSY)
            case 1:
                return self._answer(request, self._dice.choice((500, 502, 503)), {})
            case 2:
                raise network.broken_off()
            case 3:
                self._scheduler.pause(seconds)
                raise network.not_answered()
            case 4:
                return self._answer(request, 200, self._dice.choice((b"", b'{"entries": [', b"[]")))
        return self._turned_away(request, Kind.GATEWAY)

    def _refuse(self, request: requests.PreparedRequest, refused: Refused) -> requests.Response:
        status, field, reason = refused.status, refused.field, refused.reason
        shapes: tuple[Json | bytes, ...] = (
            {"code": status, "message": reason, "param": field},
            {"errors": {field: reason}},
            {field: [reason], "error_details": [{"param": field, "code": "invalid", "message": reason}]},
        )
        # A 404 says who gave it by its shape alone.
        others: tuple[Json | bytes, ...] = () if status == 404 else ({"error": reason}, reason.encode(), b"")
        return self._answer(request, status, self._dice.choice(shapes + others))

    def _answer(
        self,
        request: requests.PreparedRequest,
        status: int,
        body: Json | bytes,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        at = self._account.date(self._scheduler.now)
        return network.answer(request, status, content, at=at, headers=headers)


def _done(effect: Callable[[], object]) -> None:
    effect()


def _altered(page: Json, odd: Mapping[str, Any]) -> Json:
    """The page with other values: those of a page in itself, those of a task in each of its entries."""
    whole = {name: value for name, value in odd.items() if name in page}
    each = {name: value for name, value in odd.items() if name not in page}
    return {**page, "entries": [{**entry, **each} for entry in page["entries"]], **whole}
