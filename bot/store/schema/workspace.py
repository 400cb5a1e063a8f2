"""What is known of the Slack workspace, and what people have set."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, Index, Table, false

from bot.store.schema.metadata import metadata
from bot.store.text import Key, Text

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("real_name", Text, nullable=False, server_default=""),
    Column("email", Key, nullable=False),
    Column("email_key", Key, nullable=False, index=True, server_default=""),
    Column("tz", Text, nullable=False),
    Column("locale", Key, nullable=False, server_default=""),
    Column("team_id", Text, nullable=False),
    Column("enterprise_id", Text, nullable=False, server_default=""),
    Column("teams", Text, nullable=False, server_default=""),
    Column("is_bot", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("is_restricted", Boolean, nullable=False),
    Column("is_stranger", Boolean, nullable=False),
    Column("fetched_at", Double, nullable=False),
)
"""What Slack said of its users: `email_key` is `email` as it is compared, `teams` are parted by spaces."""

aliases = Table(
    "aliases",
    metadata,
    Column("person", Key, primary_key=True),
    Column("email", Key, nullable=False),
    Column("email_key", Key, nullable=False, index=True, server_default=""),
    Column("set_at", Double, nullable=False),
)
"""The e-mail of a Slack user in ChartMogul, where it is not the one in Slack, as they themselves said."""

channels = Table(
    "channels",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("is_private", Boolean, nullable=False),
    Column("is_im", Boolean, nullable=False),
    Column("is_archived", Boolean, nullable=False),
    Column("is_ext_shared", Boolean, nullable=False),
    Column("fetched_at", Double, nullable=False),
)
"""What Slack said of its conversations."""

links = Table(
    "links",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("customer_uuid", Key, nullable=False),
    Column("set_by", Key, nullable=False),
    Column("set_at", Double, nullable=False),
)
"""The customer that a channel is about."""

uses = Table(
    "uses",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("customer_uuid", Key, primary_key=True),
    Column("at", Double, nullable=False),
    Index(None, "channel", "at"),
    Index(None, "person", "at"),
)
"""When somebody last chose a customer in a channel."""

preferences = Table(
    "preferences",
    metadata,
    Column("person", Key, primary_key=True),
    Column("reminder_at", Key, nullable=False),
    Column("reminded_on", Key, nullable=False),
    Column("direct_messages", Boolean, nullable=False),
    Column("due", Key, nullable=False),
    Column("announce", Key, nullable=False),
    Column("keep_note", Boolean, nullable=False, server_default=false()),
    Column("set_at", Double, nullable=False),
)
"""What people have set for themselves, and the day on which they were last reminded."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("person", Key, primary_key=True),
    Column("at", Double, nullable=False),
)
"""Fingerprints of people who were forgotten, and are not to be remembered until they use the bot again."""

removals = Table(
    "removals",
    metadata,
    Column("app", Key, primary_key=True),
    Column("team", Key, nullable=False),
    Column("said_at", Double, nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("confirmed_at", Double, nullable=False),
    Column("erased_at", Double, nullable=False),
)
"""That the app was removed from the workspace: at most one row, and what has come of that."""
