"""What one ChartMogul account holds: its users, customers, contacts, tasks and notes."""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.sandbox.chartmogul.request_data import timestamp
from bot.sandbox.chartmogul.shelf import Shelf

DATA_SOURCE = "ds_5ca1ab1e-0000-4000-8000-000000000001"
"""The account's one data source."""

_FIRST_CUSTOMER_ID = 100_000_001
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}


@dataclass(slots=True)
class CustomerRow:
    """A customer. Texts are shared or empty where they can be, for accounts of a million."""

    number: int
    name: str | None
    company: str = ""
    email: str | None = ""
    owner: str | None = None
    external_id: str = ""
    status: str = "Active"
    website_url: str | None = ""
    merged_ids: tuple[str, ...] = ()
    """The external ids of customers that were merged into this one."""
    mrr: int = 0
    """In cents."""
    currency: str | None = "EUR"
    since: str | None = None
    """When they first paid, as the API writes it: `2016-01-01T12:00:00+00:00`."""


@dataclass(slots=True)
class ContactRow:
    """A person at a customer."""

    number: int
    customer: int
    email: str | None
    first_name: str | None
    last_name: str | None


@dataclass(slots=True)
class TaskRow:
    """A task, of a customer or of a contact."""

    number: int
    customer_uuid: str | None
    contact_uuid: str | None
    details: str
    assignee: str
    due: date
    completed: datetime | None
    created: datetime
    updated: datetime


@dataclass(slots=True)
class NoteRow:
    """A note or a call log, of a customer or of a contact."""

    number: int
    customer_uuid: str | None
    contact_uuid: str | None
    kind: str
    text: str | None
    author: str
    call_duration: int
    created: datetime
    updated: datetime


def _salt() -> str:
    """The last groups of new UUIDs: no two accounts give the same UUID to their tasks."""
    return f"7a5c-11f0-8000-{secrets.token_hex(6)}"


@dataclass
class Account:
    """The data of one account. Hold `lock` while reading several rows or changing any.

    `plain_dates` writes a task's days as the documentation shows them (`2025-04-30`) and not as the live API
    has been recorded to (`2025-04-30T00:00:00.000Z`). `clock_ahead` is how many seconds its clock is
    ahead of the machine's, `list_lag` how many seconds its lists of tasks and of notes lag.
    """

    plain_dates: bool = False
    clock_ahead: float = 0
    list_lag: float = 0
    name: str = "Sandbox"
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: dict[str, str] = field(default_factory=dict)
    customers: Shelf[CustomerRow] = field(
        default_factory=lambda: Shelf("cus_", "5ca1-4b1e-8000-000000000000")
    )
    contacts: Shelf[ContactRow] = field(default_factory=lambda: Shelf("con_", _salt()))
    tasks: Shelf[TaskRow] = field(default_factory=lambda: Shelf("", _salt(), newest_first=True))
    notes: Shelf[NoteRow] = field(default_factory=lambda: Shelf("note_", _salt(), newest_first=True))

    def now(self) -> datetime:
        """The time by the account's own clock."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_ahead)

    def add_user(self, email: str) -> None:
        """Somebody who may be given tasks."""
        with self.lock:
            self.users[email.casefold()] = email

    def user(self, email: str) -> str | None:
        """The e-mail of the user as the account has it, in whatever case it is asked for."""
        return self.users.get(email.strip().casefold())

    def remove_customer(self, row: CustomerRow) -> None:
        """Takes the customer away with its contacts, tasks and notes."""
        uuid = self.customers.uuid(row.number)
        self.customers.remove(row)
        for contact in [contact for contact in self.contacts if contact.customer == row.number]:
            self.contacts.remove(contact)
        for task in [task for task in self.tasks if task.customer_uuid == uuid]:
            self.tasks.remove(task)
        for note in [note for note in self.notes if note.customer_uuid == uuid]:
            self.notes.remove(note)

    def merge_customers(self, merged: CustomerRow, into: CustomerRow) -> None:
        """Moves what belongs to the one customer to the other, and takes the one away."""
        old, new = self.customers.uuid(merged.number), self.customers.uuid(into.number)
        into.merged_ids += (merged.external_id, *merged.merged_ids)
        for contact in self.contacts:
            if contact.customer == merged.number:
                contact.customer = into.number
        for belonging in (*self.tasks, *self.notes):
            if belonging.customer_uuid == old:
                belonging.customer_uuid = new
        self.customers.remove(merged)

    def customer_json(self, row: CustomerRow) -> dict[str, Any]:
        """https://dev.chartmogul.com/reference/customers/retrieve"""
        number = _FIRST_CUSTOMER_ID + row.number
        slug = re.sub(r"\W+", "_", row.name or "")
        return {
            "id": number,
            "uuid": self.customers.uuid(row.number),
            "external_id": row.external_id,
            "name": row.name,
            "email": row.email,
            "status": row.status,
            "customer-since": row.since,
            "attributes": {"custom": {}, "clearbit": {}, "stripe": {}, "tags": []},
            "data_source_uuid": DATA_SOURCE,
            "data_source_uuids": [DATA_SOURCE],
            "external_ids": [row.external_id, *row.merged_ids],
            "company": row.company,
            "country": None,
            "state": None,
            "city": None,
            "zip": None,
            "lead_created_at": None,
            "free_trial_started_at": None,
            "address": {"country": None, "state": None, "city": None, "address_zip": None},
            "mrr": row.mrr,
            "arr": 12 * row.mrr,
            "billing-system-url": None,
            "chartmogul-url": f"https://app.chartmogul.com/#/customers/{number}-{slug}",
            "billing-system-type": "Import API",
            "currency": row.currency,
            "currency-sign": _SIGNS.get(row.currency or "", row.currency),
            "owner": row.owner,
            "website_url": row.website_url,
        }

    def contact_json(self, row: ContactRow) -> dict[str, Any]:
        """https://dev.chartmogul.com/reference/contacts/retrieve"""
        customer = self.customers.at(row.customer)
        return {
            "uuid": self.contacts.uuid(row.number),
            "customer_uuid": self.customers.uuid(row.customer),
            "customer_external_id": customer.external_id if customer else None,
            "data_source_uuid": DATA_SOURCE,
            "external_id": None,
            "position": 1,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "title": None,
            "email": row.email,
            "phone": None,
            "linked_in": None,
            "twitter": None,
            "notes": None,
            "custom": {},
        }

    def task_json(self, row: TaskRow) -> dict[str, Any]:
        """https://dev.chartmogul.com/reference/tasks/retrieve, with the fields that newer answers add."""
        return {
            "task_uuid": self.tasks.uuid(row.number),
            "customer_uuid": row.customer_uuid,
            "task_details": row.details,
            "assignee": row.assignee,
            "due_date": self._day(row.due),
            "completed_at": self._moment(row.completed),
            "created_at": timestamp(row.created),
            "updated_at": timestamp(row.updated),
            "associated_object": "contact" if row.contact_uuid else "customer",
            "associated_object_uuid": row.contact_uuid or row.customer_uuid,
        }

    def note_json(self, row: NoteRow) -> dict[str, Any]:
        """https://dev.chartmogul.com/reference/notes-and-call-logs/retrieve"""
        return {
            "uuid": self.notes.uuid(row.number),
            "customer_uuid": row.customer_uuid,
            "type": row.kind,
            "text": row.text,
            "call_duration": row.call_duration,
            "author": row.author,
            "created_at": timestamp(row.created),
            "updated_at": timestamp(row.updated),
            "associated_object": "contact" if row.contact_uuid else "customer",
            "associated_object_uuid": row.contact_uuid or row.customer_uuid,
        }

    def _day(self, day: date) -> str:
        return day.isoformat() if self.plain_dates else f"{day.isoformat()}T00:00:00.000Z"

    def _moment(self, moment: datetime | None) -> str | None:
        if moment is None:
            return None
        return moment.astimezone(UTC).date().isoformat() if self.plain_dates else timestamp(moment)
