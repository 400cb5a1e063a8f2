"""What is to be created and told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, Table

from bot.store.schema.claimed import claimed
from bot.store.schema.metadata import metadata
from bot.store.text import Key, Text

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("request", Text, nullable=False),
    Column("source", Key, nullable=False, index=True, server_default=""),
    Column("state", Key, nullable=False),
    Column("post", Key, nullable=False),
    Column("notice", Key, nullable=False),
    Column("route", Integer, nullable=False),
    *claimed(),
    Column("form_until", Double, nullable=False),
    Column("settles_at", Double, nullable=False),
    Column("sent_at", Double, nullable=False),
    Column("sendings", Integer, nullable=False),
    Column("unclear", Integer, nullable=False),
    Column("looked", Boolean, nullable=False),
    Column("task_uuid", Key, unique=True),
    Column("reason", Text, nullable=False),
    Column("field", Key, nullable=False),
    Column("reference", Key, nullable=False),
    Column("problem", Key, nullable=False),
    Column("uncertain", Key, nullable=False, server_default=""),
    Column("telling_at", Double, nullable=False, server_default="0"),
    Column("channel", Key, nullable=False),
    Column("ts", Key, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index(None, "state", "next_try_at"),
    Index(None, "created_at"),
)
"""The outbox: see `bot.outbox.deliveries`. `source` is the message that a task was made from."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person", Key, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Double, nullable=False, index=True),
)
"""What forms began with and cannot hold: see `bot.notes.drafts`."""

notes = Table(
    "notes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("draft", Key, nullable=False, index=True),
    Column("state", Key, nullable=False),
    *claimed(),
    Column("begun_at", Double, nullable=False),
    Column("sent_at", Double, nullable=False),
    Column("settles_at", Double, nullable=False),
    Column("sendings", Integer, nullable=False),
    Column("unclear", Integer, nullable=False),
    Column("lack", Key, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index(None, "state", "next_try_at"),
)
"""Notes that are wanted beside tasks, each under the id of its task's delivery: see `bot.notes.notes`."""
