"""ChartMogul in memory: an account with its tasks. The way to it is in `chartmogul_line.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
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
    """One task, as it is at some time."""

    uuid: str
    customer: str
    details: str
    assignee: str
    due: str
    created: float
    """By the world's time."""
    content: str
    """What told it from tasks that somebody else asked for, when it was made."""
    completed_at: str | None = None
    is_gone: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.completed_at is None and not self.is_gone


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
        self.lives: dict[str, list[tuple[float, Task]]] = {}
        """What became of each task, and when."""

    @property
    def tasks(self) -> list[Task]:
        """All that were ever made, as they are now."""
        return [life[-1][1] for life in self.lives.values()]

    def check(self, body: Json) -> None:
        """Look at a new task.

        Raises:
            Refused: it will never be taken.
        """
        if body["customer_uuid"] not in {ACME, GLOBEX}:
            raise Refused(404, "customer_uuid", "Customer not found")
        if body["assignee"] not in USERS:
            raise Refused(422, "assignee", "assignee is not a user of this account")

    def create(self, body: Json, *, age: float = 0.0) -> Task:
        """Create a task that is right; as if it had been there for so many seconds, where that is said."""
        customer, details, assignee = body["customer_uuid"], body["task_details"], body["assignee"]
        task = Task(
            uuid=f"{len(self.lives) + 1:08x}-0000-4000-8000-000000000000",
            customer=customer,
            details=details,
            assignee=assignee,
            due=body["due_date"],
            created=self._now() - age,
            content=content_of(customer, details, assignee),
        )
        self.lives[task.uuid] = [(task.created, task)]
        return task

    def task(self, uuid: str) -> Task:
        """One task.

        Raises:
            Refused: there is none (any more).
        """
        life = self.lives.get(uuid)
        if life is None or life[-1][1].is_gone:
            raise Refused(404, "task_uuid", "Task not found")
        return life[-1][1]

    def check_change(self, uuid: str, body: Json) -> None:
        """Look at new values for some fields of a task.

        Raises:
            Refused: they will never be taken, or there is no such task.
        """
        self.task(uuid)
        if body.get("assignee", USERS[0]) not in USERS:
            raise Refused(422, "assignee", "assignee is not a user of this account")
        completed = body.get("completed_at")
        if completed and datetime.fromisoformat(completed).timestamp() > self.date(self._now()):
            raise Refused(422, "completed_at", "completed_at must be in the past")

    def change(self, uuid: str, body: Json) -> Task:
        """Give a task these values, which are right."""
        names = {"task_details": "details", "assignee": "assignee", "due_date": "due"}
        fields = {name: body[given] for given, name in names.items() if given in body}
        if "completed_at" in body:
            fields["completed_at"] = body["completed_at"]
        return self._become(replace(self.task(uuid), **fields))

    def delete(self, uuid: str) -> Task:
        """Delete a task that is there."""
        return self._become(replace(self.task(uuid), is_gone=True))

    def _become(self, task: Task) -> Task:
        self.lives[task.uuid].append((self._now(), task))
        return task

    def page(self, query: Mapping[str, str]) -> Json:
        """A page of the tasks as they were a while ago, the newest first, after the cursor's."""
        shown = [
            task
            for life in reversed(self.lives.values())
            if (task := _at(life, self._now() - self._list_lag)) and _matches(task, query)
        ]
        # UUIDs rise.
        left = [task for task in shown if task.uuid < query.get("cursor", "g")]
        entries = [self.json(task) for task in left[:PAGE]]
        last = left[:PAGE][-1].uuid if left else "0"
        return {"entries": entries, "cursor": last, "has_more": len(left) > PAGE}

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
            "completed_at": task.completed_at,
            "created_at": moment,
            "updated_at": moment,
        }

    def date(self, moment: float) -> float:
        """What the account's clock says at this moment of the world, epoch seconds."""
        return EPOCH + moment + self._clock_ahead


def _at(life: list[tuple[float, Task]], moment: float) -> Task | None:
    """The task as it was then, if it was."""
    return next((task for since, task in reversed(life) if since <= moment), None)


def _matches(task: Task, query: Mapping[str, str]) -> bool:
    wanted = {"customer_uuid": task.customer, "assignee": task.assignee}
    wanted["completed"] = "true" if task.completed_at else "false"
    return not task.is_gone and all(query.get(name, value) == value for name, value in wanted.items())
