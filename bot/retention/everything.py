"""All that is kept of a workspace, and of ChartMogul's customers for it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import true

from bot.retention.sweep import Sweep, deleting
from bot.store.schema import metadata

BOOKKEEPING = frozenset({"clock", "leases", "removals", "request_queue", "request_slots"})
"""Tables of no person and no customer, which the instances go on working with."""


def sweeps() -> Iterator[Sweep]:
    """First what refers to other rows."""
    for table in reversed(metadata.sorted_tables):
        if table.name not in BOOKKEEPING:
            yield Sweep(table.name, table, true(), deleting(table))
