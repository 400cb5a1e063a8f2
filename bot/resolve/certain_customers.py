"""A name in a command → the customers whom it names for certain."""

from __future__ import annotations

from collections.abc import Callable

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import fold, tokens
from bot.directory.legal_forms import core
from bot.resolve.customer import CustomerFinder
from bot.resolve.said_customers import BEGUN_MIN, NamePlace
from bot.slack.plain_text import mentions_in_command

LOOKED_UP = 24
"""Most names that are looked up for one command: the form must open within a moment."""


class CertainCustomers:
    """Looks the names of one command up.

    Every method raises `DatabaseUnavailable` where the store is away.

    Args:
        is_colleague: whether somebody of the own company is called so.
        seconds: for asking ChartMogul, which is done once.
    """

    def __init__(
        self,
        customers: CustomerFinder,
        directory: Directory,
        *,
        is_colleague: Callable[[str], bool],
        seconds: float,
    ) -> None:
        self._customers = customers
        self._directory = directory
        self._is_colleague = is_colleague
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
        if place.is_usual:
            return self._directory.by_name(mentions_in_command(place.name))
        return self._called(place.name, place.may_be_begun)

    def called(self, name: str) -> list[Customer]:
        """The customers that are called so, unless it is one word, and a colleague is."""
        found = self._called(name, may_be_begun=False)
        return [] if found and " " not in name.strip() and self._is_colleague(name) else found

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
        if not may_be_begun:
            return begun if len(begun) == 1 and _is_same_company(begun[0], name) else []
        if not begun:
            return self._with_other_form(name) or self._with_external_id(name)
        is_long = len(fold(name)) >= BEGUN_MIN
        return begun if is_long and not self._is_colleague(name) else []

    def _with_other_form(self, name: str) -> list[Customer]:
        """Those called so but for "The" and the legal form: for "Acme Corp", Acme and Acme Corporation."""
        without_form = " ".join(core(tokens(name)))
        found = [*self._directory.by_name(f"the {name}"), *self._directory.by_name(without_form)]
        if fold(without_form) != fold(name):
            longer = self._directory.by_first_words(without_form)
            found += [customer for customer in longer if _is_same_company(customer, name)]
        return list({customer.uuid: customer for customer in found}.values())

    def _with_external_id(self, written: str) -> list[Customer]:
        if " " in written or not any(character.isdigit() for character in written):
            return []
        found = self._directory.search(written, limit=2)
        return [customer for customer in found if customer.external_id.casefold() == written.casefold()]


def _is_same_company(customer: Customer, name: str) -> bool:
    called = filter(None, (customer.name, customer.company))
    return any(core(tokens(one)) == core(tokens(name)) for one in called)
