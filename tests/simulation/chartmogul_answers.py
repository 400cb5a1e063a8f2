"""What ChartMogul, or something before it, answers where it does not do what was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping

import requests
from requests.adapters import BaseAdapter

from tests.simulation import network
from tests.simulation.chartmogul import Account, Json, Refused
from tests.simulation.events import Busy
from tests.simulation.options import Kind

REFUSALS = (
    Refused(402, "base", "Request failed"),
    Refused(403, "base", "The trial has expired"),
    Refused(422, "task_details", "task_details is invalid"),
    Refused(400, "due_date", "due_date is invalid"),
)
"""For reasons that lie in the account, or that nobody knows."""


class Answers(BaseAdapter):
    """Gives them."""

    def __init__(self, world: network.Surroundings, account: Account) -> None:
        super().__init__()
        self._world = world
        self._account = account
        self._faults = world.faults
        self._scheduler = world.scheduler
        self._dice = world.options.dice("chartmogul")

    def close(self) -> None:
        """Nothing is open."""

    def _turned_away(self, request: requests.PreparedRequest, kind: Kind | None) -> requests.Response:
        if kind is Kind.GATEWAY:
            page = b"<html><h1>404 Not Found</h1></html>"
            return self._answer(request, 404, page, {"Content-Type": "text/html"})
        seconds = self._dice.choice((0, 5, 30))
        # Who stood still has lost what they asked for, and whoever has it by now does not hear of this.
        if request.method != "GET" and not self._world.is_excused():
            self._world.hear(Busy(self._world.in_hand(), float(seconds)))
        return self._answer(request, 429, {}, {"Retry-After": str(seconds)} if seconds else {})

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
