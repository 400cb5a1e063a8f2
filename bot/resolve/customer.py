"""What a person typed or chose → a ChartMogul customer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.resolve.links import chartmogul_ids, customer_uuids, emails

LONGEST = 1.7
"""Most seconds that somebody who is typing waits for ChartMogul."""

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

    def suggest(
        self, typed: str, *, prefer: Sequence[str] = (), seconds: float | None = None
    ) -> list[Customer]:
        """The customers that these characters may mean, the likeliest first.

        A `cus_…` id, a ChartMogul link or a whole e-mail address means one exactly.

        Args:
            prefer: the ids of those used lately.
            seconds: for asking ChartMogul; by default the client's own.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        exact = self.exact(typed, seconds=seconds)
        return exact or self._directory.search(typed, limit=SUGGESTED, prefer=prefer)

    def exact(self, text: str, *, seconds: float | None = None) -> list[Customer]:
        """The customer that the text names by id or link, else those with its e-mail address.

        Only the first one named counts: at most one question goes to ChartMogul, as typing waits for it.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        uuids, numbers, addresses = customer_uuids(text), chartmogul_ids(text), emails(text)
        if uuids:
            found = self.get(uuids[0], seconds=seconds)
        elif numbers:
            found = self._directory.by_id(numbers[0])
        else:
            return self._by_email(addresses[0], seconds) if addresses else []
        return [found] if found else []

    def get(self, uuid: str, *, seconds: float | None = None) -> Customer | None:
        """The customer with this id; None where there is none, or ChartMogul does not answer.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        known = self._directory.get(uuid)
        return known or next(
            iter(self._ask(lambda: [self._chartmogul.customer(uuid, timeout=_at_most(seconds))])), None
        )

    def _by_email(self, address: str, seconds: float | None) -> list[Customer]:
        known = self._directory.by_email(address)
        return known or self._ask(
            lambda: self._chartmogul.customers_by_email(address, timeout=_at_most(seconds))
        )

    def _ask(self, ask: Callable[[], list[Customer]]) -> list[Customer]:
        """What ChartMogul says, kept for the next time: the form asks for it again when it is submitted."""
        try:
            found = ask()
        except ChartMogulError as error:
            log.info("customer.not_found_live", status=error.status, reference=error.reference)
            return []
        self._directory.upsert_customers(found)
        return found


def _at_most(seconds: float | None) -> float | None:
    """Seconds for one call to ChartMogul while somebody waits; None for the client's own."""
    return None if seconds is None else min(seconds, LONGEST)
