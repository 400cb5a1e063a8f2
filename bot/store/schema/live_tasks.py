"""Tasks, what is to become of them, and where they are shown."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Integer, Table

from bot.store.schema.claimed import claimed
from bot.store.schema.metadata import Serial, metadata
from bot.store.text import Key, Text

tasks = Table(
    "tasks",
    metadata,
    Column("uuid", Key, primary_key=True),
    Column("customer_uuid", Key, nullable=False, index=True),
    Column("customer_name", Text, nullable=False),
    Column("customer_url", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("assignee", Text, nullable=False),
    Column("assignee_key", Key, nullable=False, index=True),
    Column("assignee_user", Key, nullable=False),
    Column("due_date", Key, nullable=False),
    Column("completed_at", Double, nullable=False),
    Column("completed_by", Key, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    Column("gone_by", Key, nullable=False),
    Column("asked_by", Key, nullable=False, index=True),
    Column("message_url", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("seen_at", Double, nullable=False),
    Column("changed_at", Double, nullable=False),
    Column("show_at", Double, nullable=False),
)
"""ChartMogul's tasks as last seen, and what only the bot knows of them: see `bot.tasks`."""

cards = Table(
    "cards",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("ts", Key, primary_key=True),
    Column("task_uuid", Key, nullable=False, index=True),
    Column("is_beside", Boolean, nullable=False),
    Column("is_ephemeral", Boolean, nullable=False),
    Column("intro", Text, nullable=False),
    Column("response_url", Text, nullable=False),
    Column("response_until", Double, nullable=False),
    Column("shown", Integer, nullable=False),
    Column("turns_at", Double, nullable=False),
    *claimed(),
)
"""Where a task's card stands, and which version of the task it shows: see `bot.tasks.places`."""

changes = Table(
    "changes",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("key", Key, nullable=False, unique=True),
    Column("task_uuid", Key, nullable=False),
    Column("what", Text, nullable=False),
    Column("state", Key, nullable=False),
    *claimed(),
    Column("settles_at", Double, nullable=False),
    Column("form_until", Double, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Index(None, "state", "next_try_at"),
    Index(None, "task_uuid", "id"),
)
"""What people want changed of tasks, in the order in which they did: see `bot.changes`."""

boards = Table(
    "boards",
    metadata,
    Column("place", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("person", Key, nullable=False, index=True),
    Column("channel", Key, nullable=False),
    Column("ts", Key, nullable=False),
    Column("what", Text, nullable=False),
    Column("response_url", Text, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("until", Double, nullable=False, index=True),
    Column("wanted", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("content", Key, nullable=False),
    Column("turns_at", Double, nullable=False),
    *claimed(),
)
"""Where several tasks are shown together, App Homes, lists, reminders, and what they are to show.

They follow their tasks `until` then: see `bot.boards`.
"""

board_tasks = Table(
    "board_tasks",
    metadata,
    Column("place", Key, primary_key=True),
    Column("task_uuid", Key, primary_key=True),
    Column("shown", Integer, nullable=False),
    Index(None, "task_uuid"),
)
"""Which version of which tasks a board shows."""

digests = Table(
    "digests",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("set_by", Key, nullable=False),
    Column("set_at", Double, nullable=False),
    Column("posted_on", Key, nullable=False),
)
"""Channels that get their customer's open tasks on Monday mornings."""
