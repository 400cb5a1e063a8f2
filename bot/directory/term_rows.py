"""What customers are found by, as columns of the tables for it.

Hundreds of customers have thousands of rows. An object for each would be looked through again and again for
garbage, which takes longer than making them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.chartmogul.customer import Customer
from bot.directory.terms import SPELT_MIN, Terms

Columns = dict[str, Sequence[Any]]


class TermRows:
    """The rows of some customers, before it is known which numbers they have.

    They are in the order of the indexes: the place of each is beside that of the one before.
    """

    def __init__(self, customers: Sequence[Customer]) -> None:
        keys, kinds, key_of = list[str](), list[int](), list[int]()
        words, word_of = list[str](), list[int]()
        self.spelt: set[str] = set()
        """The words that are looked for misspelt."""
        for place, customer in enumerate(customers):
            terms = Terms(customer)
            for kind, key in terms.whole():
                keys.append(key)
                kinds.append(kind.value)
                key_of.append(place)
            found = terms.words()
            words += found
            word_of += [place] * len(found)
            self.spelt.update(word for word in terms.spelt() if len(word) >= SPELT_MIN)
        self._customers = customers
        self._keys, self._kinds, self._key_of = _by_the_first(keys, kinds, key_of)
        self._words, self._word_of = _by_the_first(words, word_of)

    def of_these(self, uuids: Collection[str]) -> TermRows:
        """Without the rows of other customers."""
        left = [customer for customer in self._customers if customer.uuid in uuids]
        return self if len(left) == len(self._customers) else TermRows(left)

    def keys(self, number_of: Mapping[str, int]) -> Columns:
        """Their rows of `customer_keys`; `number_of` has the number of each by its UUID."""
        numbers = [number_of[customer.uuid] for customer in self._customers]
        of = [numbers[place] for place in self._key_of]
        return {"customer": of, "kind": self._kinds, "key": self._keys}

    def words(self, number_of: Mapping[str, int]) -> Columns:
        """Their rows of `customer_words`."""
        numbers = [number_of[customer.uuid] for customer in self._customers]
        return {"customer": [numbers[place] for place in self._word_of], "word": self._words}


def _by_the_first(column: list[str], *others: list[int]) -> tuple[list[Any], ...]:
    """Columns of the same rows, in the order of the first."""
    order = sorted(range(len(column)), key=column.__getitem__)
    columns: tuple[list[Any], ...] = (column, *others)
    return tuple([values[row] for row in order] for values in columns)
