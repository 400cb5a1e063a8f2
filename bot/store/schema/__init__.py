"""The tables. Times are epoch seconds by the database's clock; migrations are in `bot/store/migrations`."""

from __future__ import annotations

from bot.store.schema.directory import (
    contacts,
    customer_keys,
    customer_words,
    customers,
    known_emails,
    sync_progress,
    sync_seen,
    words,
)
from bot.store.schema.instances import clock, leases, request_queue, request_slots, upkeep
from bot.store.schema.live_tasks import board_tasks, boards, cards, changes, digests, tasks
from bot.store.schema.metadata import metadata
from bot.store.schema.outbox import deliveries, drafts, notes
from bot.store.schema.workspace import (
    aliases,
    channels,
    forgotten,
    links,
    people,
    preferences,
    removals,
    uses,
)

__all__ = [
    "aliases",
    "board_tasks",
    "boards",
    "cards",
    "changes",
    "channels",
    "clock",
    "contacts",
    "customer_keys",
    "customer_words",
    "customers",
    "deliveries",
    "digests",
    "drafts",
    "forgotten",
    "known_emails",
    "leases",
    "links",
    "metadata",
    "notes",
    "people",
    "preferences",
    "removals",
    "request_queue",
    "request_slots",
    "sync_progress",
    "sync_seen",
    "tasks",
    "upkeep",
    "uses",
    "words",
]
