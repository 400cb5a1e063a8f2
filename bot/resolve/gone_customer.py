"""A customer that ChartMogul has no more, and who stands in its place: customers are merged and deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog

from bot.chartmogul import ChartMogul, ChartMogulError, NotFound
from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import domain_of
from bot.resolve.owned_domain import owned_domains
from bot.resolve.shared_domains import is_free_mail
from bot.runtime import REAL, Runtime
from bot.workspace.channels import Channels

log = structlog.get_logger(__name__)

WORTH_ASKING = 0.1
"""Seconds that must be left for one more question to ChartMogul."""


@dataclass(frozen=True)
class Gone:
    """A customer that was merged or deleted."""

    name: str
    successor: Customer | None
    """The one customer who has the same external id, else e-mail, else domain."""
    shared: str = ""
    """What they have in common, in words."""

    @property
    def explanation(self) -> str:
        """What happened and what to do, for the person who chose the customer."""
        what = f"ChartMogul has {self.name} no more: it was merged or deleted."
        if self.successor is None:
            return f"{what} Choose another customer."
        return (
            f"{what} {self.successor.label} has the same {self.shared} and heads the list now: "
            "choose it if it is the one."
        )


class GoneCustomers:
    """Looks again at customers that ChartMogul did not take.

    Args:
        chartmogul: a client with time-outs short enough for somebody who waits.
    """

    def __init__(
        self,
        directory: Directory,
        channels: Channels,
        chartmogul: ChartMogul,
        runtime: Runtime = REAL,
    ) -> None:
        self._runtime = runtime
        self._directory = directory
        self._channels = channels
        self._chartmogul = chartmogul

    def look_again(self, uuid: str, *, name: str, seconds: float) -> Gone | None:
        """What became of the customer; None where it is there, or ChartMogul does not say.

        One that is gone is offered no more. Where it is found again, the channels that were about it are
        about its successor from now on.

        Args:
            name: how it was called when it was chosen.
            seconds: for asking ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        until = self._runtime.monotonic() + seconds
        try:
            there = self._chartmogul.customer(uuid, timeout=self._left(until))
        except NotFound:
            pass
        except ChartMogulError as error:
            log.info("customer.not_read_again", status=error.status, reference=error.reference)
            return None
        else:
            self._directory.upsert_customers([there])
            return None
        known = self._directory.get(uuid)
        self._directory.forget_customer(uuid)
        gone = self._succeeded(known, until) if known else Gone(name, None)
        if gone.successor:
            self._directory.upsert_customers([gone.successor])
            self._channels.replace_customer(uuid, gone.successor.uuid)
        log.info("customer.gone", uuid=uuid, successor=gone.successor.uuid if gone.successor else None)
        return gone

    def _succeeded(self, known: Customer, until: float) -> Gone:
        for shared, candidates in self._kin(known, until):
            found = {customer.uuid: customer for customer in candidates if customer.uuid != known.uuid}
            if found:
                [first, *others] = found.values()
                # Where several have it, none of them is the one, and weaker signs would only mislead.
                return Gone(known.label, None if others else first, shared)
        return Gone(known.label, None)

    def _kin(self, known: Customer, until: float) -> Iterator[tuple[str, list[Customer]]]:
        if known.external_id:
            yield (
                "external id",
                self._asked(
                    lambda seconds: self._chartmogul.customers_by_external_id(
                        known.external_id, timeout=seconds
                    ),
                    until,
                ),
            )
        if known.email:
            asked = self._asked(
                lambda seconds: self._chartmogul.customers_by_email(known.email, timeout=seconds), until
            )
            yield "e-mail", asked or self._directory.by_email(known.email)
        for address in (known.email, known.website_url):
            for domain in owned_domains(domain_of(address))[:1]:
                if not is_free_mail(domain):
                    yield "domain", self._directory.by_domain(domain)

    def _asked(self, ask: Callable[[float], list[Customer]], until: float) -> list[Customer]:
        if until - self._runtime.monotonic() < WORTH_ASKING:
            return []
        try:
            return ask(self._left(until))
        except ChartMogulError as error:
            log.info("customer.successor_not_asked", status=error.status, reference=error.reference)
            return []

    def _left(self, until: float) -> float:
        return max(WORTH_ASKING, until - self._runtime.monotonic())
