"""The customer that a channel is tied to: what was typed, said about that, or undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import fold
from bot.resolve.customer import CustomerFinder
from bot.resolve.everyday_words import EVERYDAY
from bot.resolve.link_words import NEAR_WORDS, READ_MAX, may_be_name, named
from bot.resolve.written_words import words_of
from bot.workspace.channels import Channels


@dataclass(frozen=True)
class Linked:
    """The customer that a channel is linked to."""

    customer: Customer | None
    """None where ChartMogul has it no more."""


@dataclass(frozen=True)
class Unclear:
    """What was typed fits no single customer."""

    suggestion: Customer | None
    """The one who fits best, if any does."""
    twins: Sequence[Customer]
    """All whom it fits."""


class ChannelLinks:
    """Ties channels to customers.

    Every method raises `DatabaseUnavailable` where the store is away. `seconds` are for asking ChartMogul.
    """

    def __init__(self, channels: Channels, customers: CustomerFinder, directory: Directory) -> None:
        self._channels = channels
        self._customers = customers
        self._directory = directory

    def of(self, channel_id: str, *, seconds: float) -> Linked | None:
        """What the channel is linked to; None where it is not."""
        link = self._channels.link(channel_id)
        return Linked(self._customers.get(link.customer_uuid, seconds=seconds)) if link else None

    def link_to_named(
        self, channel_id: str, words: str, *, by: str, seconds: float
    ) -> Customer | Unclear | None:
        """Link the channel to the one customer that these words name, if there is one.

        None where they are no name but a task that begins with "link".

        Args:
            by: Slack user id of who says so.
        """
        name = named(words)
        is_one_word = len(words_of(name, READ_MAX)) == 1
        found = self._customers.exact(name, seconds=seconds) if is_one_word else []
        found = found or self._directory.by_name(words) or self._directory.by_name(name)
        if not found and fold(name) not in EVERYDAY:
            found = self._directory.by_first_words(name)
        if len(found) == 1:
            self._channels.set_link(channel_id, found[0].uuid, by=by)
            return found[0]
        is_short = len(name.split()) <= NEAR_WORDS
        near = found or (self._directory.search(name, limit=1) if is_short else [])
        if near or may_be_name(name):
            return Unclear(near[0] if near else None, found)
        return None

    def link_to_chosen(self, channel_id: str, uuid: str, *, by: str, seconds: float) -> Customer | None:
        """Link the channel to this customer; None where ChartMogul has it no more.

        Args:
            by: Slack user id of who says so.
        """
        customer = self._customers.get(uuid, seconds=seconds)
        if customer:
            self._channels.set_link(channel_id, customer.uuid, by=by)
        return customer

    def unlink(self, channel_id: str) -> bool:
        """Take the channel's link away. Whether it had one."""
        return self._channels.unset_link(channel_id)
