"""ChartMogul in memory, behind the real client: an adapter for requests in place of the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter
from urllib3 import Timeout

from bot.chartmogul.customer import Customer
from tests.faults.faults import ODD_FIELDS, ODD_LISTS
from tests.simulation import network
from tests.simulation.events import Answered, Asked, Busy, Created, Event
from tests.simulation.faults import Faults
from tests.simulation.options import Kind, Options
from tests.simulation.scheduler import Scheduler
from tests.simulation.virtual import EPOCH

Json = dict[str, Any]

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

USERS = ("anna@ourcompany.test", "ben@ourcompany.test", "cleo@ourcompany.test")
"""Whom ChartMogul knows; others are in Slack alone."""

ACME, GLOBEX, GONE = (f"cus_{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")

CUSTOMERS = (
    Customer(uuid=ACME, name="Acme", email="info@acme.test"),
    Customer(uuid=GLOBEX, name="Globex", email="info@globex.test"),
    Customer(uuid=GONE, name="Initech", email="info@initech.test"),
)
"""The last one was merged into another in ChartMogul, and the directory does not know yet."""


@dataclass(frozen=True)
class Task:
    """One task."""

    uuid: str
    customer: str
    details: str
    assignee: str
    due: str
    created: float
    """By the world's time."""

    @property
    def content(self) -> str:
        """What tells it from tasks that somebody else asked for."""
        return content_of(self.customer, self.details, self.assignee)


def content_of(customer: str, details: str, assignee: str) -> str:
    """What two requests for the same have in common."""
    return f"{details} / {customer[4:8]} / {assignee.partition('@')[0]}"


class Surroundings(Protocol):
    """What ChartMogul needs of its world."""

    options: Options
    scheduler: Scheduler
    faults: Faults

    def hear(self, event: Event) -> None:
        """Something happened."""

    def trace(self, who: str, what: str) -> None:
        """Write it down."""

    def delivery_in_hand(self) -> tuple[str, bool]:
        """The delivery that the strand works on, and whether it lost its lease by standing still."""

    def overdue(self) -> str:
        """The delivery in the strand's hands, where its lease has run out though it did not stand still."""


class ChartMogul(BaseAdapter):
    """The account, and the way to it."""

    def __init__(self, world: Surroundings) -> None:
        super().__init__()
        self._world = world
        self._faults = world.faults
        self._scheduler = world.scheduler
        self._dice = world.options.dice("chartmogul")
        self.tasks: list[Task] = []

    def close(self) -> None:
        """Nothing is open."""

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, *, timeout: Timeout, **_: Any
    ) -> requests.Response:
        """Carry a request there and its answer back, through whatever happens on the way."""
        with network.faithful():
            return self._sent(request, float(timeout.total or 0))  # type: ignore[arg-type]

    def _sent(self, request: requests.PreparedRequest, seconds: float) -> requests.Response:
        url = urlsplit(request.url or "")
        path = url.path.removeprefix("/v1")
        self._world.trace(self._scheduler.strand.owner.name, f"calls {request.method} {path}")
        creates = (request.method, path) == ("POST", "/tasks")
        kind = self._faults.strikes(*(CREATING if creates else READING))
        self._scheduler.pause(self._dice.uniform(0.01, 0.2))
        if kind is Kind.NOT_REACHED:
            raise network.unreachable()
        body = json.loads(request.body or "{}")
        delivery, _ = self._world.delivery_in_hand()
        self._world.hear(Asked(delivery if creates else "", self._world.overdue()))
        try:
            if creates:
                return self._create(request, body, kind, seconds)
            return self._read(request, path, dict(parse_qsl(url.query)), kind, seconds)
        finally:
            self._world.hear(Answered())

    def _create(
        self, request: requests.PreparedRequest, body: Json, kind: Kind | None, seconds: float
    ) -> requests.Response:
        refused = self._refusal(body)
        commit = (lambda: self._commit(body)) if refused is None else (lambda: None)
        match kind:
            case Kind.BUSY:
                return self._busy(request)
            case Kind.SERVER_ERROR:
                self._perhaps(commit, self._faults.late_effect())
                return self._answer(request, self._dice.choice((500, 502, 503, 504)), {})
            case Kind.DROPPED:
                self._perhaps(commit, self._faults.late_effect())
                raise network.broken_off()
            case Kind.TIMED_OUT:
                self._perhaps(commit, self._faults.very_late_effect())
                self._scheduler.pause(seconds)
                raise network.not_answered()
            case Kind.GATEWAY:
                return self._gateway(request)
            case Kind.REFUSED:
                refused = refused or self._dice.choice(_REFUSALS)
        if refused is not None:
            return self._refuse(request, *refused)
        task = self._commit(body)
        self._scheduler.pause(self._dice.uniform(0.05, 1.0))
        if kind is Kind.UNREADABLE:
            return self._answer(request, 201, self._dice.choice((b"", b'{"task_uuid": "t', b"<html>")))
        odd = self._dice.choice(ODD_FIELDS) if kind is Kind.ODD_TASK else {}
        return self._answer(request, 201, {**self._json(task), **odd})

    def _refusal(self, body: Json) -> tuple[int, str, str] | None:
        """Status, field and reason, for what ChartMogul never takes."""
        if body["customer_uuid"] not in {ACME, GLOBEX}:
            return 404, "customer_uuid", "Customer not found"
        if body["assignee"] not in USERS:
            return 422, "assignee", "assignee is not a user of this account"
        return None

    def _perhaps(self, commit: Callable[[], object], late: float | None) -> None:
        if late == 0:
            commit()
        elif late is not None:
            self._scheduler.after(late, lambda: (commit(), None)[1])

    def _commit(self, body: Json) -> Task:
        task = Task(
            uuid=f"{len(self.tasks) + 1:08x}-0000-4000-8000-000000000000",
            customer=body["customer_uuid"],
            details=body["task_details"],
            assignee=body["assignee"],
            due=body["due_date"],
            created=self._scheduler.now,
        )
        self.tasks.append(task)
        self._world.hear(Created(task.uuid, task.content))
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
            return self._answer(request, 200, _altered(self._page(query), odd))
        if path.startswith("/customers/cus_"):
            known = next((one for one in CUSTOMERS[:2] if path.endswith(one.uuid)), None)
            if known is None:
                return self._refuse(request, 404, "customer_uuid", "Customer not found")
            return self._answer(request, 200, known.model_dump(mode="json", by_alias=True))
        return self._answer(request, 200, {"entries": [], "has_more": False, "cursor": None})

    def _trouble(self, request: requests.PreparedRequest, seconds: float) -> requests.Response:
        match self._dice.randrange(6):
            case 0:
                return self._busy(request)
            case 1:
                return self._answer(request, self._dice.choice((500, 502, 503)), {})
            case 2:
                raise network.broken_off()
            case 3:
                self._scheduler.pause(seconds)
                raise network.not_answered()
            case 4:
                return self._answer(request, 200, self._dice.choice((b"", b'{"entries": [', b"[]")))
        return self._gateway(request)

    def _page(self, query: Mapping[str, str]) -> Json:
        """A page of the tasks that show by now, the newest first. Pages are short, so that lists are long."""
        shown = [
            task
            for task in reversed(self.tasks)
            if task.created + self._world.options.list_lag <= self._scheduler.now
            and task.customer == query["customer_uuid"]
            and task.assignee == query["assignee"]
        ]
        start = int(query.get("cursor", "0"))
        end = start + PAGE
        entries = [self._json(task) for task in shown[start:end]]
        return {"entries": entries, "cursor": str(end), "has_more": end < len(shown)}

    def _json(self, task: Task) -> Json:
        moment = datetime.fromtimestamp(self._date(task.created), UTC).isoformat().replace("+00:00", "Z")
        return {
            "task_uuid": task.uuid,
            "customer_uuid": task.customer,
            "task_details": task.details,
            "assignee": task.assignee,
            "due_date": f"{task.due}T00:00:00.000Z",
            "completed_at": None,
            "created_at": moment,
            "updated_at": moment,
        }

    def _busy(self, request: requests.PreparedRequest) -> requests.Response:
        seconds = self._dice.choice((0, 5, 30))
        if request.method == "POST":
            delivery, _ = self._world.delivery_in_hand()
            self._world.hear(Busy(delivery, float(seconds)))
        return self._answer(request, 429, {}, {"Retry-After": str(seconds)} if seconds else {})

    def _gateway(self, request: requests.PreparedRequest) -> requests.Response:
        page = b"<html><h1>404 Not Found</h1></html>"
        return self._answer(request, 404, page, {"Content-Type": "text/html"})

    def _refuse(
        self, request: requests.PreparedRequest, status: int, field: str, reason: str
    ) -> requests.Response:
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
        return network.answer(request, status, content, at=self._date(self._scheduler.now), headers=headers)

    def _date(self, moment: float) -> float:
        return EPOCH + moment + self._world.options.clock_ahead


PAGE = 2
"""Tasks on a page. ChartMogul's own have up to 200."""

_REFUSALS = (
    (402, "base", "Request failed"),
    (403, "base", "The trial has expired"),
    (422, "task_details", "task_details is invalid"),
    (400, "due_date", "due_date is invalid"),
)


def _altered(page: Json, odd: Mapping[str, Any]) -> Json:
    """The page with other values: those of a page in itself, those of a task in each of its entries."""
    whole = {name: value for name, value in odd.items() if name in page}
    each = {name: value for name, value in odd.items() if name not in page}
    return {**page, "entries": [{**entry, **each} for entry in page["entries"]], **whole}
