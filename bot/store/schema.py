"""The tables. Times are epoch seconds by the database's clock; migrations are in `bot/store/migrations`."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
)

from bot.store.text import Key, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

Serial = BigInteger().with_variant(Integer, "sqlite")

customers = Table(
    "customers",
    metadata,
    Column("number", Serial, primary_key=True),
    Column("uuid", Key, nullable=False, unique=True),
    Column("id", BigInteger, index=True),
    Column("external_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("website_url", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("terms", SmallInteger, nullable=False, server_default="0"),
    Column("seen_at", Double, nullable=False),
)
"""ChartMogul's customers as last seen; `terms` says which version of the terms finds them."""

customer_keys = Table(
    "customer_keys",
    metadata,
    Column("customer", Serial, ForeignKey(customers.c.number, ondelete="CASCADE"), primary_key=True),
    Column("kind", SmallInteger, primary_key=True),
    Column("key", Key, primary_key=True),
    Index(None, "key", "kind", "customer"),
    sqlite_with_rowid=False,
)
"""What a customer is called as a whole: names, e-mail, domains, ids; see `bot.directory.terms`."""

customer_words = Table(
    "customer_words",
    metadata,
    Column("customer", Serial, ForeignKey(customers.c.number, ondelete="CASCADE"), primary_key=True),
    Column("word", Key, primary_key=True),
    Index(None, "word", "customer"),
    sqlite_with_rowid=False,
)
"""The words that a customer can be found by."""

words = Table(
    "words",
    metadata,
    Column("length", SmallInteger, primary_key=True),
    Column("word", Key, primary_key=True),
    Column("backwards", Key, nullable=False),
    Column("middle", Key, nullable=False),
    Index(None, "length", "backwards", "word"),
    Index(None, "length", "middle", "word"),
    sqlite_with_rowid=False,
)
"""Every word once, in the forms that find it when it is misspelt; see `bot.directory.terms`."""

contacts = Table(
    "contacts",
    metadata,
    Column("uuid", Key, primary_key=True),
    Column("customer_uuid", Key, nullable=False, index=True),
    Column("email", Key, nullable=False, index=True),
    Column("domain", Key, nullable=False, index=True),
    Column("seen_at", Double, nullable=False),
)
"""People at customers, for their e-mails."""

known_emails = Table(
    "known_emails",
    metadata,
    Column("email", Key, primary_key=True),
)
"""E-mails that ChartMogul has shown or taken as an owner or an assignee."""

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Key, nullable=False),
    Column("email_key", Key, nullable=False, index=True, server_default=""),
    Column("tz", Text, nullable=False),
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

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("request", Text, nullable=False),
    Column("state", Key, nullable=False),
    Column("post", Key, nullable=False),
    Column("notice", Key, nullable=False),
    Column("route", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Double, nullable=False),
    Column("form_until", Double, nullable=False),
    Column("settles_at", Double, nullable=False),
    Column("sent_at", Double, nullable=False),
    Column("sendings", Integer, nullable=False),
    Column("unclear", Integer, nullable=False),
    Column("looked", Boolean, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("token", Integer, nullable=False),
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
"""The outbox: see `bot.outbox.deliveries`."""

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
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Double, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("token", Integer, nullable=False),
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
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Double, nullable=False),
    Column("settles_at", Double, nullable=False),
    Column("form_until", Double, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("token", Integer, nullable=False),
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
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", Double, nullable=False),
    Column("lease_until", Double, nullable=False),
    Column("token", Integer, nullable=False),
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

preferences = Table(
    "preferences",
    metadata,
    Column("person", Key, primary_key=True),
    Column("reminder_at", Key, nullable=False),
    Column("reminded_on", Key, nullable=False),
    Column("direct_messages", Boolean, nullable=False),
    Column("due", Key, nullable=False),
    Column("announce", Key, nullable=False),
    Column("set_at", Double, nullable=False),
)
"""What people have set for themselves, and the day on which they were last reminded."""

digests = Table(
    "digests",
    metadata,
    Column("channel", Key, primary_key=True),
    Column("set_by", Key, nullable=False),
    Column("set_at", Double, nullable=False),
    Column("posted_on", Key, nullable=False),
)
"""Channels that get their customer's open tasks on Monday mornings."""

leases = Table(
    "leases",
    metadata,
    Column("name", Key, primary_key=True),
    Column("holder", Key, nullable=False),
    Column("until", Double, nullable=False),
    Column("token", BigInteger, nullable=False),
)
"""Work that only one instance does at a time."""

request_slots = Table(
    "request_slots",
    metadata,
    Column("number", SmallInteger, primary_key=True),
    Column("priority", SmallInteger, nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("in_flight_until", Double, nullable=False),
    Column("free_at", Double, nullable=False),
)
"""The requests to ChartMogul of the last second: see `bot.store.limits`."""

request_queue = Table(
    "request_queue",
    metadata,
    Column("priority", SmallInteger, primary_key=True),
    Column("waiting_until", Double, nullable=False),
)
"""Which kinds of requests wait for a slot; whoever gives slots out locks its rows."""

sync_progress = Table(
    "sync_progress",
    metadata,
    Column("name", Key, primary_key=True),
    Column("stage", Key, nullable=False),
    Column("cursor", Text),
    Column("customers", BigInteger, nullable=False),
    Column("contacts", BigInteger, nullable=False),
    Column("started_at", Double, nullable=False),
    Column("finished_at", Double, nullable=False),
    Column("last_count", BigInteger, nullable=False),
    Column("doubt", Text, nullable=False, server_default=""),
    Column("kept", BigInteger, nullable=False, server_default="0"),
)
"""How far reading all of ChartMogul's customers has come: see `bot.directory.sync`."""

clock = Table(
    "clock",
    metadata,
    Column("boot", Key, primary_key=True),
    Column("at", Double, nullable=False),
    Column("epoch", Double, nullable=False),
    Column("drift", Double, nullable=False),
)
"""What time it is on SQLite: see `bot.store.clock`. On PostgreSQL it stays empty."""
