"""What Anna's form says of its customer, and of tasks that there are already."""

from __future__ import annotations

from typing import Any

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.lists.asking import customer as known_customer
from tests.scenarios.lists.asking import has_task
from tests.scenarios.running import World

__all__ = [
    "alike",
    "bluebell",
    "from_message",
    "glance",
    "has_task",
    "known_customer",
    "line",
    "opened",
    "opened_on",
]


def bluebell(world: World, **more: Any) -> dict[str, Any]:
    """A customer whom the bot knows well."""
    fields = {"owner": "ben@ourcompany.test", "mrr": 120_000, "since": "2023-03-14T09:00:00+01:00", **more}
    return known_customer(world, "Bluebell Foods", **fields)


def opened(world: World, words: str = "", *, channel: str = "") -> PersonDriver:
    """Anna, with the form open by the command."""
    anna = world.slack.person(world.anna)
    assert anna.command(channel or world.channel, "/cm-task", words).acked_in_time
    assert anna.view is not None
    return anna


def opened_on(world: World, ts: str, *, channel: str = "") -> PersonDriver:
    """Anna, with the form open on a message."""
    anna = world.slack.person(world.anna)
    assert anna.message_shortcut("create_task_from_message", channel or world.channel, ts).acked_in_time
    assert anna.view is not None
    return anna


def line(person: PersonDriver, block_id: str) -> str:
    """What a line of the open form says; `""` where it has none."""
    assert person.view is not None
    texts = [
        block["elements"][0]["text"] for block in person.view.blocks if block.get("block_id") == block_id
    ]
    assert len(texts) <= 1
    return "".join(texts)


def glance(person: PersonDriver) -> str:
    """The line below the customer."""
    return line(person, "customer_glance")


def from_message(person: PersonDriver) -> str:
    """What is said of tasks from the same message."""
    return line(person, "already_from_message")


def alike(person: PersonDriver) -> str:
    """What is said of tasks that are nearly the same."""
    return line(person, "already_alike")
