"""Which customer a conversation is probably about, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import domain_of
from bot.resolve.channel_name import candidate_names, core_name
from bot.resolve.clues import Clues
from bot.resolve.links import chartmogul_ids, customer_uuids, domains, emails, untagged
from bot.resolve.owned_domain import owned_domains
from bot.resolve.shared_domains import is_free_mail
from bot.workspace.channels import About, Channels

MOST = 8
"""Guesses that head the empty list."""

LOOKED_UP = 20
"""Most ids, addresses and domains of one text that are looked up: the form must open within a moment."""

READ_MAX = 100_000
"""Most characters of one text that are looked through."""

SHARED_BY = 5
"""A domain or name that more customers than this share points to none of them."""


@dataclass(frozen=True)
class Guess:
    """A customer that the conversation may be about."""

    customer: Customer
    reason: str
    """Completes "because …"."""
    alone: bool
    """Whether clues of this kind point to this customer only: then it may be preselected."""
    words: str = ""
    """Those that name the customer, where they were typed for the bot."""


@dataclass(frozen=True)
class _Said:
    text: str
    is_typed: bool = False
    """Whether the person typed it for the bot, and nobody said it to others."""

    def names(self, what: str) -> str:
        return f"your words name {what}" if self.is_typed else f"the conversation names {what}"

    def links(self) -> str:
        return "your words link to it" if self.is_typed else "the conversation links to it"


class LikelyCustomers:
    """Guesses from clues, the surest kind first."""

    def __init__(self, directory: Directory, channels: Channels) -> None:
        self._directory = directory
        self._channels = channels

    def guesses(self, clues: Clues) -> list[Guess]:
        """At most eight, the likeliest first.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        found: dict[str, Guess] = {}
        for guess in self._all(clues):
            found.setdefault(guess.customer.uuid, guess)
            if len(found) == MOST:
                break
        return list(found.values())

    def _all(self, clues: Clues) -> Iterator[Guess]:
        yield from self._named(_Said(clues.typed[:READ_MAX], is_typed=True), clues)
        about = self._channels.about(clues.channel_id, MOST) if clues.channel_id else About()
        yield from self._linked(about)
        for text in clues.texts:
            yield from self._named(_Said(text[:READ_MAX]), clues)
        yield from _agreeing(self._outsiders(clues))
        yield from self._channel_name(clues)
        yield from self._used_lately(about)

    def _linked(self, about: About) -> Iterator[Guess]:
        customer = self._directory.get(about.linked) if about.linked else None
        if customer:
            yield Guess(customer, f"the channel is linked to {customer.label}", alone=True)

    def _named(self, said: _Said, clues: Clues) -> Iterator[Guess]:
        for source in (self._by_id, self._by_email, self._by_domain):
            yield from _agreeing(source(said, clues))

    def _by_id(self, said: _Said, clues: Clues) -> Iterator[Guess]:
        named = [self._directory.get(uuid) for uuid in customer_uuids(said.text)[:LOOKED_UP]]
        named += [self._directory.by_id(number) for number in chartmogul_ids(said.text)[:LOOKED_UP]]
        for customer in filter(None, named):
            yield Guess(customer, said.links(), alone=True)

    def _by_email(self, said: _Said, clues: Clues) -> Iterator[Guess]:
        for email in emails(said.text)[:LOOKED_UP]:
            if not _is_own(domain_of(email), clues):
                found = self._directory.by_email(email) or self._directory.by_email(untagged(email))
                yield from _guesses(found, said.names(email), words=email if said.is_typed else "")

    def _by_domain(self, said: _Said, clues: Clues) -> Iterator[Guess]:
        for domain in domains(said.text)[:LOOKED_UP]:
            found = self._at(domain, clues)
            yield from _guesses(found, said.names(domain), words=domain if said.is_typed else "")

    def _outsiders(self, clues: Clues) -> Iterator[Guess]:
        for domain in clues.outside_domains:
            yield from _guesses(self._at(domain, clues), f"somebody from {domain} wrote here")

    def _channel_name(self, clues: Clues) -> Iterator[Guess]:
        whole = map(self._directory.by_name, candidate_names(clues.channel_name))
        found = next(filter(None, whole), None) or self._directory.by_first_words(
            core_name(clues.channel_name)
        )
        yield from _guesses(found, f"the channel is called #{clues.channel_name}")

    def _used_lately(self, about: About) -> Iterator[Guess]:
        for uuid in about.used:
            customer = self._directory.get(uuid)
            if customer:
                yield Guess(customer, "it was the last one used here", alone=True)

    def _at(self, domain: str, clues: Clues) -> list[Customer]:
        """Who has this domain, else the one customer who has the nearest domain above it."""
        if _is_own(domain, clues):
            return []
        for owned in owned_domains(domain):
            if is_free_mail(owned):
                return []
            found = self._directory.by_domain(owned)
            if found:
                return found if owned == domain or len(found) == 1 else []
        return []


def _is_own(domain: str, clues: Clues) -> bool:
    """Whether the domain is the company's own, or a part of it."""
    return domain in clues.own_domains or not clues.own_domains.isdisjoint(owned_domains(domain))


def _guesses(customers: list[Customer], reason: str, *, words: str = "") -> Iterator[Guess]:
    if len(customers) <= SHARED_BY:
        for customer in customers:
            yield Guess(customer, reason, alone=len(customers) == 1, words=words)


def _agreeing(guesses: Iterable[Guess]) -> list[Guess]:
    """Guesses from clues of one kind: where they point to several customers, none of them is alone."""
    found = list(guesses)
    alone = len({guess.customer.uuid for guess in found}) == 1
    return [replace(guess, alone=alone and guess.alone) for guess in found]
