"""What is in the account: put there to begin with, done by its users by hand, and looked at afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from bot.sandbox.chartmogul.account import Account, ContactRow, CustomerRow, TaskRow
from bot.sandbox.chartmogul.request_data import timestamp
from bot.sandbox.chartmogul.tasks import change_task, new_task


class Contents:
    """Users, customers, contacts, tasks and notes, without anything being asked of the API."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def add_user(self, email: str) -> None:
        """Somebody in the account: only these can be assignees, owners and authors, in any case."""
        self._account.add_user(email)

    def add_customer(
        self,
        name: str | None,
        *,
        company: str = "",
        email: str | None = "",
        owner: str | None = None,
        external_id: str = "",
        status: str = "Active",
        website_url: str | None = "",
        uuid: str | None = None,
        mrr: int = 0,
        currency: str | None = "EUR",
        since: str | None = None,
    ) -> dict[str, Any]:
        """Adds a customer and returns it as the API would."""
        with self._account.lock:
            row = self._account.customers.put(
                lambda number: CustomerRow(
                    number,
                    name,
                    company,
                    email,
                    owner,
                    external_id,
                    status,
                    website_url,
                    mrr=mrr,
                    currency=currency,
                    since=since,
                ),
                uuid=uuid,
            )
            return self._account.customer_json(row)

    def add_customers(self, customers: Iterable[Mapping[str, Any]]) -> None:
        """Adds many customers, up to a million, each given by the arguments of `add_customer`."""
        with self._account.lock:
            for customer in customers:
                fields = dict(customer)
                uuid = fields.pop("uuid", None)
                self._account.customers.put(partial(CustomerRow, **fields), uuid=uuid)

    def remove_customer(self, uuid: str) -> None:
        """Takes the customer away with its contacts, tasks and notes.

        Raises:
            KeyError: there is none with that UUID.
        """
        with self._account.lock:
            self._account.remove_customer(self._customer(uuid))

    def merge_customers(self, uuid: str, into: str) -> None:
        """Merges the one customer into the other, as somebody does in ChartMogul: its UUID is gone.

        Raises:
            KeyError: there is none with that UUID.
        """
        with self._account.lock:
            self._account.merge_customers(self._customer(uuid), self._customer(into))

    def add_contact(
        self, customer_uuid: str, email: str | None, first_name: str | None = "", last_name: str | None = ""
    ) -> dict[str, Any]:
        """Adds a person at a customer and returns it as the API would.

        Raises:
            KeyError: there is no customer with that UUID.
        """
        with self._account.lock:
            owner = self._customer(customer_uuid).number
            row = self._account.contacts.put(
                lambda number: ContactRow(number, owner, email, first_name, last_name)
            )
            return self._account.contact_json(row)

    def add_task(
        self, customer_uuid: str, task_details: str, *, assignee: str, due_date: str, **more: Any
    ) -> dict[str, Any]:
        """Adds a task as a user of ChartMogul's app does, and returns it as the API would.

        Raises:
            Refusal: it breaks a rule of the API's.
        """
        fields = {"task_details": task_details, "assignee": assignee, "due_date": due_date, **more}
        with self._account.lock:
            return self._account.task_json(
                new_task(self._account, {"customer_uuid": customer_uuid, **fields})
            )

    def change_task(self, uuid: str, **fields: Any) -> dict[str, Any]:
        """Changes a task as a user does: `task_details`, `assignee`, `due_date`, `completed_at`.

        Raises:
            KeyError: there is none with that UUID.
            Refusal: it breaks a rule of the API's; nothing has changed.
        """
        with self._account.lock:
            row = self._task(uuid)
            change_task(self._account, row, fields)
            return self._account.task_json(row)

    def complete_task(self, uuid: str) -> dict[str, Any]:
        """Completes a task now; one that is completed already keeps its time.

        Raises:
            KeyError: there is none with that UUID.
        """
        with self._account.lock:
            row = self._task(uuid)
            if row.completed is None:
                change_task(self._account, row, {"completed_at": timestamp(self._account.now())})
            return self._account.task_json(row)

    def reopen_task(self, uuid: str) -> dict[str, Any]:
        """Opens a completed task again.

        Raises:
            KeyError: there is none with that UUID.
        """
        return self.change_task(uuid, completed_at=None)

    def delete_task(self, uuid: str) -> None:
        """Deletes a task.

        Raises:
            KeyError: there is none with that UUID.
        """
        with self._account.lock:
            self._account.tasks.remove(self._task(uuid))

    def customer_name(self, uuid: str | None) -> str | None:
        """The name of the customer with that UUID, if it is there and has one."""
        row = self._account.customers.get(uuid)
        return row.name if row else None

    @property
    def customer_names(self) -> list[str]:
        """What all customers are called."""
        with self._account.lock:
            return [row.name for row in self._account.customers if row.name]

    @property
    def users(self) -> list[str]:
        """The e-mails of all who may be given tasks, in the order in which they were added."""
        with self._account.lock:
            return list(self._account.users.values())

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """All tasks as the API would answer them, oldest first."""
        with self._account.lock:
            return [self._account.task_json(row) for row in self._account.tasks]

    @property
    def notes(self) -> list[dict[str, Any]]:
        """All notes as the API would answer them, oldest first."""
        with self._account.lock:
            return [self._account.note_json(row) for row in self._account.notes]

    def _customer(self, uuid: str) -> CustomerRow:
        row = self._account.customers.get(uuid)
        if row is None:
            raise KeyError(uuid)
        return row

    def _task(self, uuid: str) -> TaskRow:
        row = self._account.tasks.get(uuid)
        if row is None:
            raise KeyError(uuid)
        return row
