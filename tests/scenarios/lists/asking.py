"""What Anna asks `/cm-task list` for, and what she reads."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.slack import Message
from tests.scenarios.running import World

BERLIN = ZoneInfo("Europe/Berlin")


def today() -> date:
    """The day where Anna is."""
    return datetime.now(UTC).astimezone(BERLIN).date()


def days_to_sunday() -> int:
    """From today where Anna is."""
    return 6 - today().weekday()


def has_task(world: World, details: str, *, who: str = "anna", days: int = 30, **more: Any) -> dict[str, Any]:
    """A task in ChartMogul that is due so many days from today; for Acme, if nobody else is named."""
    customer = more.pop("customer", world.acme)["uuid"]
    due = (today() + timedelta(days=days)).isoformat()
    return world.chartmogul.add_task(customer, details, assignee=f"{who}@ourcompany.test", due_date=due)


def customer(world: World, name: str, **more: Any) -> dict[str, Any]:
    """One more customer, whom the bot knows."""
    added = world.chartmogul.add_customer(name, **more)
    client = world.application.rooms.chartmogul
    world.application.rooms.directory.upsert_customers([client.customer(added["uuid"])])
    return added


def answers(world: World, who: str = "") -> list[Message]:
    """What only one person, Anna if nobody is named, has read in the channel."""
    return world.slack.ephemerals(world.channel, who or world.anna)


def listed(world: World, words: str = "") -> Message:
    """What Anna reads when she asks."""
    before = len(answers(world))
    delivery = world.slack.person(world.anna).command(world.channel, "/cm-task", f"list {words}")
    assert delivery.acked_in_time
    [answer] = answers(world)[before:]
    assert world.slack.messages(world.channel) == []
    return answer


def rows(answer: Message) -> list[str]:
    """The details of the tasks in a list, from the top."""
    texts = [block["text"]["text"] for block in answer.blocks if block["type"] == "section"]
    found = [re.match(r"\*(.+)\*\n.* · due ", text) for text in texts]
    return [match[1] for match in found if match]


def title(answer: Message) -> str:
    """What an answer says it is."""
    return answer.text.splitlines()[0]
