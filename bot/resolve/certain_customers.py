"""A name in a command → the customers whom it names for certain."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import fold, tokens
from bot.directory.legal_forms import core
from bot.resolve.customer import CustomerFinder
from bot.resolve.said_customers import BEGUN_MIN, NamePlace
from bot.slack.plain_text import mentions_in_command

LOOKED_UP = 16
"""Most names that are looked up for one command: the form must open within a moment."""


class CertainCustomers:
    """Looks the names of one command up.

    Every method raises `DatabaseUnavailable` where the store is away.

    Args:
        seconds: for asking ChartMogul, which is done once.
    """

    def __init__(self, customers: CustomerFinder, directory: Directory, *, seconds: float) -> None:
        self._customers = customers
        self._directory = directory
        self._seconds = seconds
        self._found: dict[tuple[str, bool], list[Customer]] = {}
        self._has_asked = False

    def named(self, place: NamePlace) -> list[Customer]:
        """One customer, if the name is a certain one's; several that it fits; nobody.

        Of a name that is not typed to its end, all with these first words are meant; else a customer is
        called so but for the legal form, if there is but one that begins so.
        """
        if place.is_address:
            return self._by_address(place.name)
        found = self._called(place.name, place.may_be_begun)
        if len(found) != 1 or not place.rival:
            return found
        other = self._called(place.rival, may_be_begun=False)
        return found if other in ([], found) else [*found, *other]

    def _by_address(self, address: str) -> list[Customer]:
        if self._has_asked:
            return []
        self._has_asked = True
        return self._customers.exact(address, seconds=self._seconds)

    def _called(self, written: str, may_be_begun: bool) -> list[Customer]:
        name = mentions_in_command(written).strip()
        key = (fold(name), may_be_begun)
        if key not in self._found:
            if not key[0] or len(self._found) >= LOOKED_UP:
                return []
            self._found[key] = self._look_up(name, may_be_begun=may_be_begun)
        return self._found[key]

    def _look_up(self, name: str, *, may_be_begun: bool) -> list[Customer]:
        whole = self._directory.by_name(name)
        if whole:
            by_label = [customer for customer in whole if fold(customer.label) == fold(name)]
            return by_label or whole
        begun = self._directory.by_first_words(name)
        if not begun and may_be_begun:
            without_form = " ".join(core(tokens(name)))
            return self._directory.by_name(f"the {name}") or self._directory.by_name(without_form)
        if may_be_begun and len(fold(name)) >= BEGUN_MIN:
            return begun
        return begun if len(begun) == 1 and _is_same_company(begun, name) else []


def _is_same_company(customers: Sequence[Customer], name: str) -> bool:
    return any(
        core(tokens(called)) == core(tokens(name))
        for customer in customers
        for called in (customer.name, customer.company)
        if called
    )
