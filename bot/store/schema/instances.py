"""What all instances share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, SmallInteger, Table

from bot.store.schema.metadata import metadata
from bot.store.text import Key

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

clock = Table(
    "clock",
    metadata,
    Column("boot", Key, primary_key=True),
    Column("at", Double, nullable=False),
    Column("epoch", Double, nullable=False),
    Column("drift", Double, nullable=False),
)
"""What time it is on SQLite: see `bot.store.clock`. On PostgreSQL it stays empty."""

upkeep = Table(
    "upkeep",
    metadata,
    Column("name", Key, primary_key=True),
    Column("done_on", Key, nullable=False),
)
"""The night in which what is done once in a night was last done, `2026-11-28`."""
