"""What a person typed or chose → a ChartMogul customer."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError
from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.resolve.links import chartmogul_ids, customer_uuids, emails
from bot.slack.payloads import Suggestion
from bot.workspace.channels import Channels

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

    def __init__(self, directory: Directory, channels: Channels, chartmogul: ChartMogul) -> None:
        self._directory = directory
        self._channels = channels
        self._chartmogul = chartmogul

    def suggest(self, typed: Suggestion, *, seconds: float) -> list[Customer]:
        """The customers that these characters may mean, the likeliest first.

        A `cus_…` id, a ChartMogul link or a whole e-mail address means one exactly. Else those that the
        conversation is probably about come before those used lately, and these before all others.

        Args:
            seconds: for asking ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        exact = self.exact(typed.value, seconds=seconds)
        return exact or self._directory.search(typed.value, limit=SUGGESTED, prefer=self._preferred(typed))

    def _preferred(self, typed: Suggestion) -> list[str]:
        form = typed.memory
        lately = self._channels.recent_for(form.origin.channel_id, typed.user.id)
        # Each once, at its best place.
        return list(dict.fromkeys([*form.likely, *lately]))

    def exact(self, text: str, *, seconds: float) -> list[Customer]:
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

    def get(self, uuid: str, *, seconds: float) -> Customer | None:
        """The customer with this id; None where there is none, or ChartMogul does not answer.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        known = self._directory.get(uuid)
        return known or next(
            iter(self._ask(lambda: [self._chartmogul.customer(uuid, timeout=min(seconds, LONGEST))])), None
        )

    def twins(self, customer: Customer | None) -> tuple[Customer, ...]:
        """Customers of the same name, from which this one is to be told apart.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        return tuple(self._directory.by_name(customer.name or customer.company)) if customer else ()

    def _by_email(self, address: str, seconds: float) -> list[Customer]:
        known = self._directory.by_email(address)
        return known or self._ask(
            lambda: self._chartmogul.customers_by_email(address, timeout=min(seconds, LONGEST))
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
