"""The database: whether it takes what it is given, and how soon."""

from __future__ import annotations

from bot.operate.check.finding import Finding, Verdict
from bot.store.condition import Condition, condition
from bot.store.database import Database

SLOW = 0.05
"""Seconds for one statement, of which a form needs several before Slack's three seconds are over."""

_DO = "Check DATABASE_URL"


def unusable(reason: object) -> Finding:
    """What is said where it cannot be used."""
    return Finding("database", "Database", str(reason), Verdict.FAILS, _DO)


def looked_at(database: Database) -> Finding:
    """Bring it up to date, try it out and measure it.

    Raises:
        DatabaseError: it cannot be used.
    """
    database.migrate()
    if problem := database.problem():
        return unusable(problem)
    found = condition(database)
    facts = {
        "kind": database.dialect,
        "version": found.version,
        "encoding": found.encoding,
        "pooler": found.is_pooled,
        "reading_ms": round(found.reading * 1000, 2),
        "writing_ms": round(found.writing * 1000, 2),
    }
    said = f"{database.dialect} {found.version}, {found.encoding}, up to date, {_speed(found)}{_way(found)}"
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
