"""Tasks as rows of their table."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, case, select

from bot.chartmogul.customer import Customer
from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.store.schema import customers, tasks
from bot.tasks.known_task import KnownTask

_CUSTOMER = {name: customers.c[name] for name in ("uuid", "name", "company", "email", "external_id", "url")}

KNOWN = select(tasks, *(column.label(f"directory_{name}") for name, column in _CUSTOMER.items())).select_from(
    tasks.outerjoin(customers, customers.c.uuid == tasks.c.customer_uuid)
)
"""Tasks, each with its customer as the directory knows it by now; see `known_of`."""


def as_seen(task: Task, row: Row[Any]) -> dict[str, Any]:
    """What an answer says of the row. What could not be read in it, every task has: it stays as it was."""
    return {
        "customer_uuid": task.customer_uuid or row.customer_uuid,
        "details": task.task_details or row.details,
        "assignee": task.assignee,
        "assignee_key": literal(task.assignee),
        "due_date": task.due_date.isoformat() if task.due_date else row.due_date,
        "completed_at": task.completed_at.timestamp() if task.completed_at else 0.0,
        "is_gone": False,
    }


def whose(fresh: dict[str, Any], row: Row[Any]) -> dict[str, Any]:
    """What is known no more of who has it and who completed it."""
    told: dict[str, Any] = {"gone_by": ""}
    if fresh["assignee_key"] != row.assignee_key:
        told["assignee_user"] = ""
    if fresh["completed_at"] != row.completed_at:
        told["completed_by"] = ""
    return told


def first_seen(task: Task, as_of: float) -> dict[str, Any]:
    """The row of a task that ChartMogul has shown for the first time."""
    return {
        "uuid": task.task_uuid,
        "customer_uuid": task.customer_uuid,
        "customer_name": "",
        "customer_url": "",
        "details": task.task_details,
        "assignee": task.assignee,
        "assignee_key": literal(task.assignee),
        "assignee_user": "",
        "due_date": task.due_date.isoformat() if task.due_date else "",
        "completed_at": task.completed_at.timestamp() if task.completed_at else 0.0,
        "completed_by": "",
        "is_gone": False,
        "gone_by": "",
        "asked_by": "",
        "message_url": "",
        "version": 1,
        "seen_at": as_of,
        "changed_at": 0.0,
        "show_at": 0.0,
    }


def adding(insert: Any) -> Any:
    """Stores a task that the bot has made, whose parameters are its row; see `Tasks.add`."""
    new = insert.excluded
    told = {
        name: new[name] for name in ("asked_by", "message_url", "customer_name", "customer_url", "changed_at")
    }
    is_theirs = tasks.c.assignee_key == new.assignee_key
    # What could not be read of it.
    told |= {
        name: case((tasks.c[name] == "", new[name]), else_=tasks.c[name])
        for name in ("customer_uuid", "details", "due_date")
    }
    told |= {
        "assignee_user": case((is_theirs, new.assignee_user), else_=tasks.c.assignee_user),
        "version": tasks.c.version + 1,
    }
    return insert.on_conflict_do_update(index_elements=["uuid"], set_=told, where=tasks.c.asked_by == "")


def values_of(task: KnownTask) -> dict[str, Any]:
    """What of the row a task says that is known already."""
    values = {name: getattr(task, name) for name in KnownTask.__dataclass_fields__}
    due = task.due_date.isoformat() if task.due_date else ""
    return {**values, "due_date": due, "assignee_key": literal(task.assignee)}


def known_of(row: Row[Any]) -> KnownTask:
    """What a row of `KNOWN` says."""
    values = row._mapping
    known = {name: values[name] for name in KnownTask.__dataclass_fields__}
    if values["directory_uuid"]:
        customer = Customer.model_validate({name: values[f"directory_{name}"] for name in _CUSTOMER})
        known |= {"customer_name": customer.label, "customer_url": customer.url or known["customer_url"]}
    due = known["due_date"]
    return KnownTask(**{**known, "due_date": date.fromisoformat(due) if due else None})
