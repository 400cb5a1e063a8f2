"""What Slack said of people and channels that nothing refers to any more, and long-past uses of customers."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, ColumnElement, and_, not_, or_, select, union

from bot.retention.ages import Ages
from bot.retention.sweep import Sweep, deleting
from bot.store.database import Database
from bot.store.schema import (
    aliases,
    boards,
    cards,
    channels,
    digests,
    links,
    people,
    preferences,
    tasks,
    uses,
)

_PEOPLE = (
    tasks.c.asked_by,
    tasks.c.assignee_user,
    tasks.c.completed_by,
    tasks.c.gone_by,
    uses.c.person,
    boards.c.person,
    aliases.c.person,
    preferences.c.person,
    links.c.set_by,
    digests.c.set_by,
)

_CHANNELS = (links.c.channel, digests.c.channel, uses.c.channel, cards.c.channel, boards.c.channel)


def sweeps(database: Database, ages: Ages) -> Iterator[Sweep]:
    """All that is to be done, in this order."""
    now = database.moment()
    yield Sweep("uses", uses, uses.c.at < now - ages.requests, deleting(uses))
    # Whom a task is of is known by their e-mail alone, where it was given to them in ChartMogul.
    has_task = people.c.email_key.in_(select(tasks.c.assignee_key).where(tasks.c.assignee_key != ""))
    yield Sweep(
        "people",
        people,
        and_(people.c.fetched_at < now - ages.words, not_(or_(_is_among(people.c.id, _PEOPLE), has_task))),
        deleting(people),
    )
    yield Sweep(
        "channels",
        channels,
        and_(channels.c.fetched_at < now - ages.words, not_(_is_among(channels.c.id, _CHANNELS))),
        deleting(channels),
    )


def _is_among(key: Column[str], referring: tuple[Column[str], ...]) -> ColumnElement[bool]:
    return key.in_(union(*(select(column) for column in referring)))
