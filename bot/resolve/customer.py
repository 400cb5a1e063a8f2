"""What a person typed or chose → a ChartMogul customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.customer import Customer
from bot.resolve.links import chartmogul_ids, customer_uuids, emails
from bot.store.directory import Directory

log = structlog.get_logger(__name__)

SUGGESTED = 20
"""Customers in one answer to the typeahead; Slack takes 100, people read a few."""


class CustomerFinder:
    """Finds customers in the directory, and asks ChartMogul for those that it does not hold yet.

    Args:
        chartmogul: a client with time-outs short enough for somebody who is typing.
    """

    def __init__(self, directory: Directory, chartmogul: ChartMogul) -> None:
        self._directory = directory
        self._chartmogul = chartmogul

    def suggest(self, typed: str, *, prefer: Sequence[str] = ()) -> list[Customer]:
        """The customers that these characters may mean, the likeliest first.

        A `cus_…` id, a ChartMogul link or a whole e-mail address means one exactly. `prefer` are the ids of
        those used lately.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        exact = self.exact(typed)
        return exact or self._directory.search(typed, limit=SUGGESTED, prefer=prefer)

    def exact(self, text: str) -> list[Customer]:
        """The customers that ids, links and e-mail addresses in the text name."""
        found = [self.get(uuid) for uuid in customer_uuids(text)]
        found += [self._directory.by_id(number) for number in chartmogul_ids(text)]
        for address in emails(text):
            found += self._by_email(address)
        return list({customer.uuid: customer for customer in found if customer}.values())

    def get(self, uuid: str) -> Customer | None:
        """The customer with this id; None where there is none, or ChartMogul does not answer."""
        known = self._directory.get(uuid)
        if known:
            return known
        asked = self._ask(lambda: [self._chartmogul.customer(uuid)])
        return asked[0] if asked else None

    def _by_email(self, address: str) -> list[Customer]:
        known = self._directory.by_email(address)
        return known or self._ask(lambda: self._chartmogul.customers_by_email(address))

    def _ask(self, ask: Callable[[], list[Customer]]) -> list[Customer]:
        try:
            return ask()
        except ChartMogulError as error:
            log.info("customer.not_found_live", status=error.status, reference=error.reference)
            return []
