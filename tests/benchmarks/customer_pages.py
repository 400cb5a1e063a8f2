"""Pages of so many customers, served at once: `python -m tests.benchmarks.customer_pages NUMBER`.

The stand-in of `bot.sandbox` is strict, which takes longer than the sync that is measured. This one holds one
page at a time, however many customers there are. It prints its port when it listens.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.chartmogul.customer import Customer
from tests.benchmarks.instant import serve
from tests.benchmarks.typeahead import customers

PER_PAGE = 200

BOOK = 20_000
"""Customers that are made up; all further ones are the same with a number."""

_ELSE: dict[str, Any] = {
    "customer-since": "2021-03-04T00:00:00.000Z",
    "attributes": {"custom": {}, "clearbit": {}, "stripe": {}, "tags": []},
    "data_source_uuid": "ds_5ca1ab1e-0000-4000-8000-000000000001",
    "data_source_uuids": ["ds_5ca1ab1e-0000-4000-8000-000000000001"],
    "external_ids": [""],
    **dict.fromkeys(["country", "state", "city", "zip", "lead_created_at", "free_trial_started_at"]),
    "address": {"country": None, "state": None, "city": None, "address_zip": None},
    "mrr": 12_000,
    "arr": 144_000,
    "billing-system-url": None,
    "billing-system-type": "Import API",
    "currency": "EUR",
    "currency-sign": "\u20ac",
    "owner": "anna@example.com",
}
"""What else ChartMogul says of each (https://dev.chartmogul.com/reference/customers)."""


class Pages:
    """The answers, one after the other."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._book = list(customers(min(count, BOOK), seed=1))

    def answer(self, path: str, body: bytes) -> bytes:
        """A page of customers, and of all else an empty one."""
        asked = urlsplit(path)
        if not asked.path.endswith("/customers"):
            return json.dumps({"entries": [], "cursor": None, "has_more": False}).encode()
        start = int(parse_qs(asked.query).get("cursor", ["0"])[0])
        end = min(start + PER_PAGE, self._count)
        entries = [self._entry(number) for number in range(start, end)]
        return json.dumps({"entries": entries, "cursor": str(end), "has_more": end < self._count}).encode()

    def _entry(self, number: int) -> dict[str, Any]:
        known: Customer = self._book[number % len(self._book)]
        again = f" {number // BOOK}" if number >= BOOK else ""
        return {
            **_ELSE,
            "id": number + 1,
            "uuid": f"cus_{number:08x}-5ca1-4b1e-8000-000000000000",
            "external_id": f"crm-{number}",
            "name": known.name + again,
            "company": known.company and known.company + again,
            "email": again.strip() + known.email,
            "website_url": known.website_url,
            "status": known.status,
            "chartmogul-url": f"https://app.chartmogul.com/#/customers/{number + 1}",
        }


if __name__ == "__main__":
    asyncio.run(serve(Pages(int(sys.argv[1])).answer))
