"""What every table has whose rows are worked on by whoever holds their lease: see `bot.store.claims`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Double, Integer


def claimed() -> list[Column[Any]]:
    """How often a row was tried, until when it is put off and held, and the token of its holder."""
    return [
        Column("attempts", Integer, nullable=False),
        Column("next_try_at", Double, nullable=False),
        Column("lease_until", Double, nullable=False),
        Column("token", Integer, nullable=False),
    ]
