"""A workspace that the app is removed from, and time that passes."""

from __future__ import annotations

from typing import Any

from bot.app import Application
from bot.retention.everything import BOOKKEEPING
from bot.sandbox.slack.dispatch import Delivery
from bot.store.schema import metadata, removals
from tests.scenarios.running import World
from tests.store.clock import ClockMovedOn

DAY = 86_400.0
BOTS: dict[str, Any] = {"tokens": {"oauth": ["U0PEOPLE"], "bot": ["U0BOT"]}}


def told(world: World, *events: str) -> list[Delivery]:
    """Slack says so."""
    fields: dict[str, dict[str, Any]] = {"tokens_revoked": BOTS, "app_uninstalled": {}}
    return [delivery for event in events for delivery in world.slack.send_event(event, **fields[event])]


def removed(world: World, *events: str) -> None:
    """The app is taken out of the workspace, and the bot hears of it."""
    world.slack.install(installed=False)
    assert [answer.status for answer in told(world, *events or ("app_uninstalled",))] == [200] * max(
        1, len(events)
    )
    look(world.application)


def passes(application: Application, seconds: float) -> None:
    """So long, after which the bot looks what is to be done."""
    database = application.rooms.database
    assert isinstance(database, ClockMovedOn)
    database.ahead += seconds
    look(application)


def look(application: Application) -> None:
    """The bot looks what is to be done."""
    application.rooms.watch.look()


def rows(application: Application) -> dict[str, int]:
    """How many rows there are, in tables that have any."""
    with application.rooms.database.reading() as connection:
        counted = {
            name: len(connection.execute(table.select()).all()) for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counted.items() if count and name not in BOOKKEEPING}


def is_noted(application: Application) -> bool:
    """Whether the bot has heard of a removal, and goes by that."""
    with application.rooms.database.reading() as connection:
        return connection.execute(removals.select()).first() is not None
