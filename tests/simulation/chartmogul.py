"""ChartMogul in memory: an account with its tasks. The way to it is in `chartmogul_line.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.chartmogul.customer import Customer
from tests.simulation.virtual import EPOCH

Json = dict[str, Any]

PAGE = 2
"""Tasks on a page, so that lists are long. ChartMogul's own have up to 200."""

USERS = ("anna@ourcompany.test", "ben@ourcompany.test", "cleo@ourcompany.test")
"""Whom ChartMogul knows; others are in Slack alone."""

ACME, GLOBEX, GONE = (f"cus_{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")


def _customer(number: int, uuid: str, name: str) -> Customer:
    url = f"https://app.chartmogul.com/#/customers/{number}-{name}"
    return Customer.model_validate(
        {"uuid": uuid, "name": name, "email": f"info@{name.lower()}.test", "chartmogul-url": url}
    )


CUSTOMERS = (_customer(1, ACME, "Acme"), _customer(2, GLOBEX, "Globex"), _customer(3, GONE, "Initech"))
"""The last one was merged into another in ChartMogul, and the directory does not know yet."""


class Refused(Exception):
    """ChartMogul says no, for a reason that concerns a field."""

    def __init__(self, status: int, field: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.field = field
        self.reason = reason


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


class Account:
    """The account.

    Args:
        now: the world's time.
        list_lag: seconds until a task shows in the list.
        clock_ahead: seconds that the account's clock is ahead.
    """

    def __init__(self, now: Callable[[], float], *, list_lag: float, clock_ahead: float) -> None:
        self._now = now
        self._list_lag = list_lag
        self._clock_ahead = clock_ahead
        self.tasks: list[Task] = []

    def check(self, body: Json) -> None:
        """Look at a new task.

        Raises:
            Refused: it will never be taken.
        """
        if body["customer_uuid"] not in {ACME, GLOBEX}:
            raise Refused(404, "customer_uuid", "Customer not found")
        if body["assignee"] not in USERS:
            raise Refused(422, "assignee", "assignee is not a user of this account")

    def create(self, body: Json) -> Task:
        """Create a task that is right."""
        task = Task(
            uuid=f"{len(self.tasks) + 1:08x}-0000-4000-8000-000000000000",
            customer=body["customer_uuid"],
            details=body["task_details"],
            assignee=body["assignee"],
            due=body["due_date"],
            created=self._now(),
        )
        self.tasks.append(task)
        return task

    def page(self, query: Mapping[str, str]) -> Json:
        """A page of the tasks that show by now, the newest first."""
        shown = [
            task
            for task in reversed(self.tasks)
            if task.created + self._list_lag <= self._now()
            and task.customer == query["customer_uuid"]
            and task.assignee == query["assignee"]
        ]
        start = int(query.get("cursor", "0"))
        end = start + PAGE
        entries = [self.json(task) for task in shown[start:end]]
        return {"entries": entries, "cursor": str(end), "has_more": end < len(shown)}

    def customer(self, uuid: str) -> Json:
        """One customer.

        Raises:
            Refused: there is none.
        """
        known = next((one for one in CUSTOMERS[:2] if one.uuid == uuid), None)
        if known is None:
            raise Refused(404, "customer_uuid", "Customer not found")
        return known.model_dump(mode="json", by_alias=True)

    def json(self, task: Task) -> Json:
        """A task as the API shows it."""
        moment = datetime.fromtimestamp(self.date(task.created), UTC).isoformat().replace("+00:00", "Z")
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

    def date(self, moment: float) -> float:
        """What the account's clock says at this moment of the world, epoch seconds."""
        return EPOCH + moment + self._clock_ahead
