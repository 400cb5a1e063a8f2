"""What is known of ChartMogul's customers."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Double, ForeignKey, Index, LargeBinary, SmallInteger, Table

from bot.store.schema.metadata import Serial, metadata
from bot.store.text import Key, Text

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
    Column("mrr", BigInteger),
    Column("currency", Text, nullable=False, server_default=""),
    Column("since", Date),
    Column("terms", SmallInteger, nullable=False, server_default="0"),
    Column("seen_at", Double, nullable=False),
)
"""ChartMogul's customers as last seen; `terms` says which version of the terms finds them.

`seen_at` is when they were last stored: a sync that finds nothing changed leaves the row alone.
"""

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
    Column("number", BigInteger, index=True),
    Column("customer_uuid", Key, nullable=False, index=True),
    Column("email", Key, nullable=False, index=True),
    Column("domain", Key, nullable=False, index=True),
    Column("seen_at", Double, nullable=False),
)
"""People at customers, for their e-mails. The sync, which alone stores them, numbers them."""

known_emails = Table(
    "known_emails",
    metadata,
    Column("email", Key, primary_key=True),
)
"""E-mails that ChartMogul has shown or taken as an owner or an assignee."""

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

sync_seen = Table(
    "sync_seen",
    metadata,
    Column("what", Key, primary_key=True),
    Column("numbers", LargeBinary, nullable=False),
)
"""Which customers and contacts a sync under way has seen so far: see `bot.directory.seen`."""
