"""The way to ChartMogul for the bot's real client: an adapter in place of the network; all may fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from urllib3 import Timeout

from tests.faults.faults import ODD_FIELDS, ODD_LISTS
from tests.simulation import network
from tests.simulation.chartmogul import Json, Refused, Task
from tests.simulation.chartmogul_answers import REFUSALS
from tests.simulation.chartmogul_notes import NotesLine, altered
from tests.simulation.events import Answered, Asked, Created
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


class ChartMogulLine(NotesLine):
    """Carries requests there and answers back."""

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, *, timeout: Timeout, **_: Any
    ) -> requests.Response:
        """Carry a request, through whatever happens on the way; as `HTTPAdapter.send` does."""
        with network.faithful():
            return self._sent(request, float(timeout.total or 0))  # type: ignore[arg-type]

    def _sent(self, request: requests.PreparedRequest, seconds: float) -> requests.Response:
        url = urlsplit(request.url or "")
        path = url.path.removeprefix("/v1")
        creates, is_one = (request.method, path) == ("POST", "/tasks"), path.startswith("/tasks/")
        reads = request.method == "GET"
        self._world.trace(self._scheduler.strand.owner.name, f"calls {request.method} {path}")
        kind = self._faults.strikes(*(READING if reads else CREATING))
        self._scheduler.pause(self._dice.uniform(0.01, 0.2))
        if kind is Kind.NOT_REACHED:
            raise network.unreachable()
        world = self._world
        world.hear(Asked(world.in_hand(), not reads, world.is_late(), world.is_excused()))
        try:
            if creates:
                return self._create(request, json.loads(request.body or ""), kind, seconds)
            if (request.method, path) == ("POST", "/notes"):
                return self._write_note(request, kind, seconds)
            if is_one:
                return self._on_task(request, path.rpartition("/")[2], kind, seconds)
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
        if path == "/notes":
            return self._list_notes(request, query, kind, seconds)
        if kind is Kind.LIST:
            return self._trouble(request, seconds)
        if path == "/tasks":
            if kind is Kind.LIST_SLOW:
                self._scheduler.pause(self._dice.uniform(0.5, 0.8) * seconds)
            odd = self._dice.choice(ODD_LISTS) if kind is Kind.LIST_ODD else {}
            return self._answer(request, 200, altered(self._account.page(query), odd))
        if path.startswith("/customers/cus_"):
            return self._answer(request, 200, self._account.customer(path.rpartition("/")[2]))
        return self._answer(request, 200, {"entries": [], "has_more": False, "cursor": None})


def _done(effect: Callable[[], object]) -> None:
    effect()
