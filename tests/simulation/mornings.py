"""What was there before: people who want to be reminded, what they have due, and other tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.simulation.chartmogul import ACME, USERS, Account
from tests.simulation.database import WorldDatabase
from tests.simulation.options import Options
from tests.simulation.slack import PEOPLE, ZONES
from tests.simulation.virtual import EPOCH

DAY = 86400.0

SPREAD = 7
"""Minutes after the beginning in which the last of them wants to be reminded."""


class Surroundings(Protocol):
    """What they need of their world."""

    options: Options
    account: Account
    database: WorldDatabase


@dataclass(frozen=True)
class Morning:
    """One person's."""

    user: str
    zone: tzinfo
    due_from: float
    """When it is time for the reminder, by the world's time."""
    noon: float
    """When it is too late."""


def mornings(world: Surroundings) -> list[Morning]:
    """Switch reminders on for as many people as there are to be, and give most of them something due."""
    dice, made = world.options.dice("mornings"), []
    for user, email in zip(PEOPLE, USERS[: world.options.reminders], strict=False):
        zone, days = ZoneInfo(ZONES[user]), dice.choice((None, 0, 0, 3))
        local = datetime.fromtimestamp(EPOCH, zone)
        at = (local + timedelta(minutes=dice.randint(0, SPREAD))).replace(second=0, microsecond=0)
        world.database.remind(user, at=at.strftime("%H:%M"))
        if days is not None:
            due = (local.date() - timedelta(days=days)).isoformat()
            body = {"customer_uuid": ACME, "task_details": "From before", "assignee": email, "due_date": due}
            world.account.create(body, age=DAY)
        noon = local.replace(hour=12, minute=0, second=0, microsecond=0)
        made.append(Morning(user, zone, at.timestamp() - EPOCH, noon.timestamp() - EPOCH))
    return made


def backlog(world: Surroundings) -> None:
    """Have some open tasks of one customer, of everybody in turn and not due for long."""
    today = datetime.fromtimestamp(EPOCH, ZoneInfo("UTC")).date()
    for number in range(world.options.backlog):
        body = {
            "customer_uuid": ACME,
            "task_details": f"Before {number}",
            "assignee": USERS[number % len(USERS)],
            "due_date": (today + timedelta(days=30 + number)).isoformat(),
        }
        world.account.create(body, age=DAY)
