"""The database: whether it takes what it is given, and how soon."""

from __future__ import annotations

from pathlib import Path

from bot.operate.check.finding import Finding, Verdict
from bot.store.condition import Condition, condition
from bot.store.database import Database

SLOW = 0.05
"""Seconds for one statement, of which a form needs several before Slack's three seconds are over."""


def unusable(reason: object, file: Path | None) -> Finding:
    """What is said where it cannot be used."""
    do = f"Check DATABASE_URL{f', which means {file} here' if file else ''}"
    return Finding("database", "Database", str(reason), Verdict.FAILS, do)


def looked_at(database: Database, file: Path | None) -> Finding:
    """Bring it up to date, try it out and measure it.

    Args:
        file: of SQLite, if it is one.

    Raises:
        DatabaseError: it cannot be used.
    """
    database.migrate()
    if problem := database.problem():
        return unusable(problem, file)
    found = condition(database)
    facts = {
        "kind": database.dialect,
        "version": found.version,
        "file": str(file or ""),
        "encoding": found.encoding,
        "pooler": found.is_pooled,
        "reading_ms": round(found.reading * 1000, 2),
        "writing_ms": round(found.writing * 1000, 2),
    }
    where = f" in {file}" if file else ""
    said = f"{database.dialect} {found.version}{where}, {found.encoding}, up to date"
    said += f", {_speed(found)}{_way(found)}"
    if database.ignored:
        said += f"; what its URL says of {', '.join(database.ignored)} is for others"
    if max(found.reading, found.writing) < SLOW:
        return Finding("database", "Database", said, facts=facts)
    do = "Run the bot near its database: a form needs several answers of it within three seconds"
    return Finding("database", "Database", said, Verdict.WARNS, do, facts)


def _speed(found: Condition) -> str:
    return f"reads in {found.reading * 1000:.1f} ms, writes in {found.writing * 1000:.1f} ms"


def _way(found: Condition) -> str:
    return ", through a pooler" if found.is_pooled else ""
