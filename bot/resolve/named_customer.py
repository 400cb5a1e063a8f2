"""The words that may name a customer → whom they name, as far as that is clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.directory.folding import fold
from bot.directory.match import Fit, Typed
from bot.directory.terms import Terms
from bot.resolve.asked_list import Asked
from bot.resolve.customer import CustomerFinder
from bot.slack.plain_text import mentions_in_command

LOOKED_AT = 20
"""Customers that are looked at where none is called exactly so."""

UNFINISHED_MIN = 3
"""Fewest letters of a name that need not be typed to its end."""


BOTH_WORDS = 6
"""Most words that are looked at for two names."""

_ANDS = {"", "and", "or"}


@dataclass(frozen=True)
class Named:
    """One reading, and the customers whom its name may mean."""

    asked: Asked
    customers: Sequence[Customer] = ()
    is_guess: bool = False
    """Whether none of them is called so, but nearly."""


class NamedCustomers:
    """Looks names up, from the surest way of reading them to the least sure."""

    def __init__(self, customers: CustomerFinder, directory: Directory) -> None:
        self._customers = customers
        self._directory = directory

    def find(self, readings: Sequence[Asked], *, seconds: float) -> Named:
        """The first reading that names somebody; the last one, with no customers, where none does.

        Args:
            readings: at least one, all with a name, the longest first.
            seconds: for asking ChartMogul.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        last = readings[-1]
        if found := self._customers.exact(last.name, seconds=seconds):
            return Named(last, found)
        for asked in readings:
            if found := self.called(plain(asked.name)):
                return Named(asked, found)
        # With the fewest words for a name: all others say what they usually do.
        near = (self._near(asked) for asked in reversed(readings) if not asked.is_whole)
        return next((named for named in near if named.customers), Named(last))

    def called(self, name: str) -> list[Customer]:
        """Those with this whole name, or else with this company.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        found = self._directory.by_name(name)
        by_label = [customer for customer in found if fold(customer.label) == fold(name)]
        return by_label or found

    def beginning_with(self, name: str) -> list[Customer]:
        """Those whose name begins with these whole words, and goes on.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        return self._directory.by_first_words(name)

    def both(self, words: str) -> list[Customer]:
        """The two whom the first and the last words name, one each; nobody where they do not.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        each = [word for word in words.replace('"', " ").replace(",", " ").split() if fold(word) not in _ANDS]
        for at in range(1, min(len(each), BOTH_WORDS)):
            parts = (Asked(name=" ".join(part)) for part in (each[:at], each[at:]))
            named = [self.called(part.name) or _sure(self._near(part)) for part in parts]
            if all(len(customers) == 1 for customers in named) and named[0] != named[1]:
                return [customer for customers in named for customer in customers]
        return []

    def _near(self, asked: Asked) -> Named:
        """Those with these words in their name; one alone whose words they begin; else those alike."""
        words = plain(asked.name)
        typed = Typed.of(words)
        found = self._directory.search(words, limit=LOOKED_AT)
        fits = [(typed.fit(Terms(customer)), customer) for customer in found]
        whole = [customer for fit, customer in fits if fit and (fit[0] is Fit.EXACT or _is_whole(fit))]
        if whole:
            return Named(asked, whole)
        begun = [customer for fit, customer in fits if fit and fit[0] < Fit.MISTYPED]
        is_clear = len(begun) == 1 and len(typed.folded) >= UNFINISHED_MIN
        return Named(asked, begun or found, is_guess=not is_clear)


def _sure(named: Named) -> list[Customer]:
    return [] if named.is_guess else list(named.customers)


def _is_whole(fit: tuple[Fit, int]) -> bool:
    return fit[0] < Fit.MISTYPED and fit[1] == 0


def plain(words: str) -> str:
    """What somebody typed, without Slack's notation."""
    return mentions_in_command(words).strip()
