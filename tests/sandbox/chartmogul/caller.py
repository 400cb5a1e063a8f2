"""Somebody who calls the stand-in's API over plain HTTP."""

from __future__ import annotations

from typing import Any

import requests

from bot.sandbox.chartmogul import ChartMogulStandIn

KEY = "cm_key_of_the_test"


class Api:
    """A caller with a key, and the account it talks to."""

    def __init__(self, account: ChartMogulStandIn) -> None:
        self.account = account
        self.session = requests.Session()
        self.session.auth = (KEY, "")
        account.add_user("Anna@ourcompany.test")
        account.add_user("ben@ourcompany.test")
        self.customer: str = account.add_customer("Acme & Söhne", email="hello@acme.test")["uuid"]

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.account.url + path, timeout=10, **options)

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.call("GET", path, params=query)

    def new_task(self, **changes: Any) -> dict[str, Any]:
        """The body of a good task, with changes; a change to None leaves the field out."""
        body = {
            "customer_uuid": self.customer,
            "task_details": "Send the quote",
            "assignee": "anna@ourcompany.test",
            "due_date": "2030-04-30",
        } | changes
        return {name: value for name, value in body.items() if value is not None}

    def create(self, **changes: Any) -> dict[str, Any]:
        answer = self.call("POST", "/tasks", json=self.new_task(**changes))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())


def pages(api: Api, path: str, **query: Any) -> list[list[dict[str, Any]]]:
    """All pages of a list, as a client that heeds `has_more` sees them."""
    found, cursor = [], None
    while True:
        page = api.get(path, cursor=cursor, **query).json()
        assert set(page) == {"entries", "cursor", "has_more"}
        found.append(page["entries"])
        cursor = page["cursor"]
        if not page["has_more"]:
            return found
