"""ChartMogul's REST API: customers, contacts, tasks and notes (https://dev.chartmogul.com/reference)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

import structlog
from pydantic import SecretStr
from pydantic_core import to_jsonable_python
from requests.adapters import BaseAdapter

from bot.chartmogul.answers import Model, Page, read_object, read_page, read_record
from bot.chartmogul.call import Call
from bot.chartmogul.calls import Caller
from bot.chartmogul.connections import BoundedAdapter
from bot.chartmogul.customer import Contact, Customer
from bot.chartmogul.errors import NotFound, Unreadable
from bot.chartmogul.exchange import Line
from bot.chartmogul.key import Account, Key
from bot.chartmogul.messages import uncertain_message
from bot.chartmogul.notes import Notes
from bot.chartmogul.pages import each_page
from bot.chartmogul.task import Task
from bot.chartmogul.throttle import Priority, Throttle, unthrottled
from bot.observer import UNOBSERVED, Observer
from bot.runtime import REAL, Runtime
from bot.task import NewTask

PER_PAGE_MAX = 200
"""Most entries on a page (https://dev.chartmogul.com/docs/pagination)."""

log = structlog.get_logger("bot.chartmogul")


class TaskFilters(TypedDict, total=False):
    """Which tasks to list, and how.

    `timeout` is the seconds for each page.
    """

    customer_uuid: str
    assignee: str
    due_date_on_or_after: date
    due_date_on_or_before: date
    completed: bool
    per_page: int
    priority: Priority
    timeout: float | None


class ChartMogul:
    """ChartMogul with one API key. Safe to share between threads; make it after a fork, not before.

    Reading is tried up to four times within its `timeout`; changing is tried once, never repeated in here. A
    `timeout` given to a method is the seconds for the whole call; its default is the sum of the two below.
    The pages of all customers or contacts are for background work: they may take 90 seconds, pauses included.

    Every method raises `ChartMogulError` (see `bot.chartmogul.errors`).

    Args:
        api_key: the user name of ChartMogul's Basic authentication (https://dev.chartmogul.com/docs/authentication).
        base_url: the API's address.
        timeout: seconds for connecting, and for the answer after that.
        throttle: entered around every request; shares the limits among all that call ChartMogul.
        pool_size: most idle connections kept.
        runtime: tells the time, and pauses.
        transport: carries the requests in place of the network.
        observer: hears of every call.
    """

    def __init__(
        self,
        api_key: SecretStr | str,
        *,
        base_url: str = "https://api.chartmogul.com/v1",
        timeout: tuple[float, float] = (3.05, 10.0),
        throttle: Throttle = unthrottled,
        pool_size: int = 20,
        runtime: Runtime = REAL,
        transport: BaseAdapter | None = None,
        observer: Observer = UNOBSERVED,
    ) -> None:
        key = api_key.get_secret_value() if isinstance(api_key, SecretStr) else api_key
        self._line = Line(base_url, key, transport or BoundedAdapter(pool_size))
        connect, read = timeout
        self._caller = Caller(
            self._line, throttle, connect=connect, read=read, runtime=runtime, observer=observer
        )
        self.key = Key(self._caller)
        self.notes = Notes(self._caller)

    def close(self) -> None:
        """Close the idle connections."""
        self._line.close()

    def ping(self, *, timeout: float | None = None) -> None:
        """Whether ChartMogul is there and takes the key."""
        self._object(Call("GET", "/ping", timeout=timeout))

    def account(self, *, timeout: float | None = None) -> Account:
        """The account that the key belongs to."""
        return self.key.account(timeout=timeout)[0]

    def create_task(self, new: NewTask, *, timeout: float | None = None) -> Task:
        """Create a task (https://dev.chartmogul.com/reference/tasks/add).

        Args:
            timeout: seconds for the request once there is a slot for it.

        Raises:
            Refused: there is no task, and there will be none from trying again.
            Busy, NeverSent: there is no task; try again.
            Uncertain: there may be a task; look with `tasks` before trying again.
        """
        call = Call("POST", "/tasks", body=new.payload(), priority=Priority.TASK, timeout=timeout)
        return self._one(Task, call)

    def tasks(self, **filters: Unpack[TaskFilters]) -> Iterator[Task]:
        """Tasks, newest first, page by page as they are taken (https://dev.chartmogul.com/reference/tasks/list).

        Raises:
            Unreadable: none of a page's tasks could be read.
            Endless: the list leads around and around.
        """
        for page in self.task_pages(**filters):
            if page.skipped and not page.entries:
                raise Unreadable(uncertain_message(Unreadable, reads=True))
            yield from page.entries

    def task_pages(self, **filters: Unpack[TaskFilters]) -> Iterator[Page[Task]]:
        """The pages that `tasks` takes its tasks from, for whoever has to know what may be missing from them.

        A task that stands on none of the pages is absent only if no page has a `doubt`. One whose details or
        due date could not be read is among the entries.

        Raises:
            Endless: the list leads around and around; raised after the last page that was of use.
        """
        priority, timeout = filters.get("priority", Priority.LOOKUP), filters.get("timeout")
        query = _query(
            customer_uuid=filters.get("customer_uuid"),
            assignee=filters.get("assignee"),
            due_date_on_or_after=filters.get("due_date_on_or_after"),
            due_date_on_or_before=filters.get("due_date_on_or_before"),
            completed=filters.get("completed"),
            per_page=filters.get("per_page", PER_PAGE_MAX),
        )

        def read(cursor: str | None) -> Page[Task]:
            at = {**query, **_query(cursor=cursor)}
            return self._page(Task, Call("GET", "/tasks", query=at, priority=priority, timeout=timeout))

        return each_page(read)

    def task(
        self, task_uuid: str, *, priority: Priority = Priority.LOOKUP, timeout: float | None = None
    ) -> Task:
        """One task. One that was deleted is `NotFound`."""
        return self.task_now(task_uuid, priority=priority, timeout=timeout)[0]

    def task_now(
        self, task_uuid: str, *, priority: Priority = Priority.LOOKUP, timeout: float | None = None
    ) -> tuple[Task, float | None]:
        """One task, and when ChartMogul says that it showed it so (epoch seconds), if it says so."""
        ids = {"task_uuid": task_uuid}
        call = Call("GET", "/tasks/{task_uuid}", ids=ids, priority=priority, timeout=timeout)
        return self._caller.carry_out(call, lambda answer: (read_record(Task, answer), answer.at))

    def update_task(
        self, task_uuid: str, changes: Mapping[str, Any], *, timeout: float | None = None
    ) -> Task:
        """Change fields of a task (https://dev.chartmogul.com/reference/tasks/update).

        Args:
            changes: new values by the names of `NewTask`'s fields; dates as `date` or ISO 8601 text. To
                reopen a task, set `completed_at` to None: ChartMogul refuses `""`.
        """
        call = Call(
            "PATCH",
            "/tasks/{task_uuid}",
            ids={"task_uuid": task_uuid},
            body=to_jsonable_python(dict(changes)),
            priority=Priority.TASK,
            timeout=timeout,
        )
        changed = self._caller.carry_out(
            call, lambda answer: read_record(Task, answer) if answer.body else None
        )
        return changed or self.task(task_uuid, timeout=timeout)

    def delete_task(self, task_uuid: str, *, timeout: float | None = None) -> None:
        """Delete a task. One that is gone already is `NotFound`."""
        ids = {"task_uuid": task_uuid}
        call = Call("DELETE", "/tasks/{task_uuid}", ids=ids, priority=Priority.TASK, timeout=timeout)
        self._caller.carry_out(call, lambda answer: None)

    def customer(
        self, uuid: str, *, priority: Priority = Priority.LOOKUP, timeout: float | None = None
    ) -> Customer:
        """One customer. One that was merged into another or deleted is `NotFound`."""
        ids = {"customer_uuid": uuid}
        call = Call("GET", "/customers/{customer_uuid}", ids=ids, priority=priority, timeout=timeout)
        return self._one(Customer, call)

    def contact(
        self, uuid: str, *, priority: Priority = Priority.LOOKUP, timeout: float | None = None
    ) -> Contact:
        """One contact."""
        ids = {"contact_uuid": uuid}
        call = Call("GET", "/contacts/{contact_uuid}", ids=ids, priority=priority, timeout=timeout)
        return self._one(Contact, call)

    def customers_by_email(self, email: str, *, timeout: float | None = None) -> list[Customer]:
        """Customers with exactly this e-mail, or with a contact that has it; at most 200.

        https://dev.chartmogul.com/reference/customers/list-by-email
        """
        query = _query(email=email, with_associated_emails=True, per_page=PER_PAGE_MAX)
        try:
            return self._few(Call("GET", "/customers/search", query=query, timeout=timeout))
        except NotFound:
            return []

    def customers_by_external_id(self, external_id: str, *, timeout: float | None = None) -> list[Customer]:
        """Customers that have or took over this id of the system that they are billed in; at most 200."""
        query = _query(external_id=external_id, per_page=PER_PAGE_MAX)
        return self._few(Call("GET", "/customers", query=query, timeout=timeout))

    def customers_page(
        self, cursor: str | None = None, per_page: int = PER_PAGE_MAX, *, timeout: float | None = None
    ) -> Page[Customer]:
        """A page of all customers; the first without a cursor."""
        query = _query(per_page=per_page, cursor=cursor)
        call = Call("GET", "/customers", query=query, priority=Priority.SYNC, timeout=timeout)
        return self._page(Customer, call)

    def contacts_page(
        self, cursor: str | None = None, per_page: int = PER_PAGE_MAX, *, timeout: float | None = None
    ) -> Page[Contact]:
        """A page of all contacts; the first without a cursor."""
        query = _query(per_page=per_page, cursor=cursor)
        call = Call("GET", "/contacts", query=query, priority=Priority.SYNC, timeout=timeout)
        return self._page(Contact, call)

    def _object(self, call: Call) -> None:
        self._caller.carry_out(call, read_object)

    def _one(self, model: type[Model], call: Call) -> Model:
        return self._caller.carry_out(call, lambda answer: read_record(model, answer))

    def _few(self, call: Call) -> list[Customer]:
        page = self._page(Customer, call)
        if page.skipped and not page.entries:
            raise Unreadable(uncertain_message(Unreadable, reads=True))
        return page.entries

    def _page(self, model: type[Model], call: Call) -> Page[Model]:
        page = self._caller.carry_out(call, lambda answer: read_page(model, answer))
        if page.doubt:
            log.warning(
                "chartmogul_doubt",
                path=call.template,
                doubt=page.doubt,
                skipped=page.skipped,
                reference=call.reference,
            )
        return page


def _query(**values: str | date | bool | int | None) -> dict[str, str]:
    """Query parameters: what is None is left out, and truth is written as ChartMogul reads it."""
    return {name: _written(value) for name, value in values.items() if value is not None}


def _written(value: str | date | bool | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
