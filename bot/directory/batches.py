"""Records that are stored together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from bot.chartmogul.customer import Contact, Customer

BATCH = 600
"""Most records stored in one transaction: on SQLite everybody else who writes waits for its end.

Three pages take about 40 ms there, and each of them two thirds of what it would take by itself: the rows of
many customers meet in the same places of the indexes.
"""

Item = TypeVar("Item", Customer, Contact)


def batches(seen: Iterable[Item]) -> Iterator[list[Item]]:
    """Each once, and in one order everywhere, so that two instances never wait for each other."""
    unique = {item.uuid: item for item in seen}
    items = sorted(unique.values(), key=lambda item: item.uuid)
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
