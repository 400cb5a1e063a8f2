"""The tasks API: https://dev.chartmogul.com/reference/tasks"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, request

from bot.sandbox.chartmogul.account import Account, TaskRow
from bot.sandbox.chartmogul.pages import page_answer
from bot.sandbox.chartmogul.parent import parent_of
from bot.sandbox.chartmogul.refusal import Refusal, json_answer
from bot.sandbox.chartmogul.request_data import body, day_argument, flag, instant, required_text
from bot.task import DETAILS_MAX


def tasks_api(account: Account) -> Blueprint:
    """The routes under `/tasks`."""
    api = Blueprint("tasks", __name__)

    @api.post("/tasks")
    def create() -> Response:
        content = body()
        with account.lock:
            return json_answer(account.task_json(new_task(account, content)), 201)

    @api.get("/tasks")
    def list_all() -> Response:
        keep = _filter()
        with account.lock:
            shown_until = account.now() - timedelta(seconds=account.list_lag)
            return page_answer(
                account.tasks, lambda row: row.created <= shown_until and keep(row), account.task_json
            )

    @api.get("/tasks/<uuid>")
    def retrieve(uuid: str) -> Response:
        with account.lock:
            return json_answer(account.task_json(_task(account, uuid)))

    @api.patch("/tasks/<uuid>")
    def update(uuid: str) -> Response:
        with account.lock:
            row = _task(account, uuid)
            content = body() if request.get_data() else {}
            if not content:
                return Response(status=304)
            change_task(account, row, content)
            return json_answer(account.task_json(row))

    @api.delete("/tasks/<uuid>")
    def delete(uuid: str) -> Response:
        with account.lock:
            account.tasks.remove(_task(account, uuid))
            return json_answer({})

    return api


def new_task(account: Account, content: Mapping[str, Any]) -> TaskRow:
    """Creates the task that the fields of `content` describe. Hold the account's lock.

    Raises:
        Refusal: they break a rule; there is no task.
    """
    customer_uuid, contact_uuid = parent_of(account, content)
    details, assignee, due = _details(content), _assignee(account, content), _due(content)
    completed, now = _completed(account, content), account.now()
    return account.tasks.put(
        lambda number: TaskRow(
            number, customer_uuid, contact_uuid, details, assignee, due, completed, now, now
        )
    )


def change_task(account: Account, row: TaskRow, content: Mapping[str, Any]) -> None:
    """Changes what `content` names of the task. Hold the account's lock.

    Raises:
        Refusal: a field breaks a rule; none has changed.
    """
    details = _details(content) if "task_details" in content else row.details
    assignee = _assignee(account, content) if "assignee" in content else row.assignee
    due = _due(content) if "due_date" in content else row.due
    completed = _completed(account, content) if "completed_at" in content else row.completed
    row.details, row.assignee, row.due, row.completed = details, assignee, due, completed
    row.updated = account.now()


def _task(account: Account, uuid: str) -> TaskRow:
    row = account.tasks.get(uuid)
    if row is None:
        raise Refusal(404, "Task not found", "task_uuid", code="not_found")
    return row


def _due(content: Mapping[str, Any]) -> date:
    if content.get("due_date") in (None, ""):
        raise Refusal(400, "due_date is missing", "due_date", code="blank")
    return instant(content["due_date"], "due_date").date()


def _details(content: Mapping[str, Any]) -> str:
    details = required_text(content, "task_details")
    if len(details) > DETAILS_MAX:
        message = f"task_details is too long (maximum is {DETAILS_MAX} characters)"
        raise Refusal(422, message, "task_details", code="too_long")
    return details


def _assignee(account: Account, content: Mapping[str, Any]) -> str:
    email = account.user(required_text(content, "assignee"))
    if email is None:
        raise Refusal(422, "assignee is not a user of this account", "assignee", code="not_found")
    return email


def _completed(account: Account, content: Mapping[str, Any]) -> datetime | None:
    if content.get("completed_at") is None:
        return None
    completed = instant(content["completed_at"], "completed_at")
    if completed > account.now():
        raise Refusal(422, "completed_at can't be in the future", "completed_at")
    return completed


def _filter() -> Callable[[TaskRow], bool]:
    customer_uuid, contact_uuid = request.args.get("customer_uuid"), request.args.get("contact_uuid")
    assignee = request.args.get("assignee", "").casefold()
    since, until = day_argument("due_date_on_or_after"), day_argument("due_date_on_or_before")
    completed = flag("completed")

    def keep(row: TaskRow) -> bool:
        return (
            (customer_uuid is None or row.customer_uuid == customer_uuid)
            and (contact_uuid is None or row.contact_uuid == contact_uuid)
            and (not assignee or row.assignee.casefold() == assignee)
            and (since is None or row.due >= since)
            and (until is None or row.due <= until)
            and (completed is None or (row.completed is not None) == completed)
        )

    return keep
