"""ChartMogul's REST API: customers, contacts, tasks and notes (https://dev.chartmogul.com/reference)."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import structlog
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError
from pydantic_core import to_jsonable_python

from bot.chartmogul.calls import Call, Caller
from bot.chartmogul.errors import NotFound
from bot.chartmogul.exchange import Answer, Line
from bot.chartmogul.throttle import Priority, Throttle, unthrottled
from bot.customer import Contact, Customer, Text
from bot.task import NewTask, Task

PER_PAGE_MAX = 200
"""Most entries on a page (https://dev.chartmogul.com/docs/pagination)."""

log = structlog.get_logger("bot.chartmogul")

Model = TypeVar("Model", bound=BaseModel)
Entry = TypeVar("Entry")


class Account(BaseModel):
    """The ChartMogul account that the key belongs to (https://dev.chartmogul.com/reference/account)."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    name: Text = ""
    currency: Text = ""
    time_zone: Text = ""


@dataclass(frozen=True)
class Page(Generic[Entry]):
    """One page of a list.

    `skipped` counts the entries that were not what the API promises. `cursor` leads to the next page;
    there is one on the last page too, so stop on `has_more`.
    """

    entries: list[Entry]
    cursor: str | None
    has_more: bool
    skipped: int = 0


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
    """

    def __init__(
        self,
        api_key: SecretStr | str,
        *,
        base_url: str = "https://api.chartmogul.com/v1",
        timeout: tuple[float, float] = (3.05, 10.0),
        throttle: Throttle = unthrottled,
        pool_size: int = 20,
    ) -> None:
        key = api_key.get_secret_value() if isinstance(api_key, SecretStr) else api_key
        self._line = Line(base_url, key, pool_size=pool_size)
        connect, read = timeout
        self._caller = Caller(self._line, throttle, connect=connect, read=read)

    def close(self) -> None:
        """Close the idle connections."""
        self._line.close()

    def ping(self, *, timeout: float | None = None) -> None:
        """Whether ChartMogul is there and takes the key."""
        self._object(Call("GET", "/ping", timeout=timeout))

    def account(self, *, timeout: float | None = None) -> Account:
        """The account that the key belongs to."""
        return self._one(Account, Call("GET", "/account", timeout=timeout))

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

    def tasks(
        self,
        *,
        customer_uuid: str | None = None,
        assignee: str | None = None,
        due_date_on_or_after: date | None = None,
        due_date_on_or_before: date | None = None,
        completed: bool | None = None,
        per_page: int = PER_PAGE_MAX,
        priority: Priority = Priority.LOOKUP,
        timeout: float | None = None,
    ) -> Iterator[Task]:
        """Tasks, newest first, page by page as they are taken (https://dev.chartmogul.com/reference/tasks/list).

        Args:
            timeout: seconds for each page.
        """
        filters = {
            "customer_uuid": customer_uuid,
            "assignee": assignee,
            "due_date_on_or_after": due_date_on_or_after,
            "due_date_on_or_before": due_date_on_or_before,
            "completed": completed,
        }
        cursor: str | None = None
        while True:
            query = _query(**filters, per_page=per_page, cursor=cursor)
            page = self._page(Task, Call("GET", "/tasks", query=query, priority=priority, timeout=timeout))
            yield from page.entries
            if not page.has_more:
                return
            cursor = page.cursor

    def task(self, task_uuid: str, *, timeout: float | None = None) -> Task:
        """One task."""
        call = Call("GET", "/tasks/{task_uuid}", ids={"task_uuid": task_uuid}, timeout=timeout)
        return self._one(Task, call)

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
        changed = self._caller.carry_out(call, lambda answer: _one(Task, answer) if answer.body else None)
        return changed or self.task(task_uuid, timeout=timeout)

    def delete_task(self, task_uuid: str, *, timeout: float | None = None) -> None:
        """Delete a task. One that is gone already is `NotFound`."""
        ids = {"task_uuid": task_uuid}
        call = Call("DELETE", "/tasks/{task_uuid}", ids=ids, priority=Priority.TASK, timeout=timeout)
        self._caller.carry_out(call, lambda answer: None)

    def customer(self, uuid: str, *, timeout: float | None = None) -> Customer:
        """One customer."""
        call = Call("GET", "/customers/{customer_uuid}", ids={"customer_uuid": uuid}, timeout=timeout)
        return self._one(Customer, call)

    def customers_by_email(self, email: str, *, timeout: float | None = None) -> list[Customer]:
        """Customers with exactly this e-mail, or with a contact that has it; at most 200.

        https://dev.chartmogul.com/reference/customers/list-by-email
        """
        query = _query(email=email, with_associated_emails=True, per_page=PER_PAGE_MAX)
        try:
            call = Call("GET", "/customers/search", query=query, timeout=timeout)
            return self._page(Customer, call).entries
        except NotFound:
            return []

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

    def create_note(
        self, customer_uuid: str, text: str, author_email: str, *, timeout: float | None = None
    ) -> None:
        """Write a note on a customer's page (https://dev.chartmogul.com/reference/notes/create).

        ChartMogul shows notes as HTML; the text appears as it is given, its line breaks kept.
        """
        body = {
            "customer_uuid": customer_uuid,
            "type": "note",
            "text": "<br>".join(html.escape(line) for line in text.splitlines()),
            "author_email": author_email,
        }
        self._object(Call("POST", "/notes", body=body, priority=Priority.TASK, timeout=timeout))

    def _object(self, call: Call) -> None:
        self._caller.carry_out(call, _object)

    def _one(self, model: type[Model], call: Call) -> Model:
        return self._caller.carry_out(call, lambda answer: _one(model, answer))

    def _page(self, model: type[Model], call: Call) -> Page[Model]:
        page = self._caller.carry_out(call, lambda answer: _page(model, answer))
        if page.skipped:
            log.warning(
                "chartmogul_skipped", path=call.template, skipped=page.skipped, reference=call.reference
            )
        return page


def _one(model: type[Model], answer: Answer) -> Model:
    return model.model_validate(_object(answer))


def _page(model: type[Model], answer: Answer) -> Page[Model]:
    content = _object(answer)
    listed, cursor = content.get("entries"), content.get("cursor")
    has_more = content.get("has_more") is True
    if not isinstance(listed, list) or (has_more and not isinstance(cursor, str)):
        raise ValueError("not a page")
    entries = [entry for item in listed if (entry := _entry(model, item)) is not None]
    if listed and not entries:
        # The API must have changed, and an empty page would read as "there are none".
        raise ValueError("no entry can be read")
    return Page(entries, cursor if isinstance(cursor, str) else None, has_more, len(listed) - len(entries))


def _entry(model: type[Model], item: Any) -> Model | None:
    try:
        return model.model_validate(item)
    except ValidationError:
        return None


def _object(answer: Answer) -> dict[str, Any]:
    content = json.loads(answer.body)
    if not isinstance(content, dict):
        raise ValueError("not an object")
    return content


def _query(**values: str | date | bool | int | None) -> dict[str, str]:
    """Query parameters: what is None is left out, and truth is written as ChartMogul reads it."""
    return {name: _written(value) for name, value in values.items() if value is not None}


def _written(value: str | date | bool | int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
