"""One task's card in Slack, and the task in ChartMogul as its own users see and change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.chartmogul.traffic import RecordedRequest
from bot.sandbox.slack import Message
from bot.store.schema import cards, tasks
from tests.scenarios.form import fill, opened_knowing
from tests.scenarios.running import World, eventually

on_both = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
"""For what the database has a hand in."""


@dataclass(frozen=True)
class OnCard:
    """A card that stands somewhere."""

    world: World
    channel: str
    ts: str
    uuid: str
    thread_ts: str | None = None

    @property
    def message(self) -> Message:
        """The card as people see it now."""
        messages = self.world.slack.messages(self.channel, self.thread_ts)
        return next(message for message in messages if message.ts == self.ts)

    @property
    def text(self) -> str:
        """The card as screen readers read it."""
        return self.message.text

    @property
    def buttons(self) -> list[str]:
        """The action ids of what can be clicked."""
        return [
            element["action_id"]
            for block in self.message.blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ]

    def click(self, who: str, action_id: str, value: str | None = None) -> int:
        """Click a button, or choose in the menu; the HTTP status of the bot's answer."""
        return self.world.slack.person(who).click(self.channel, self.ts, action_id, value).status

    def choose(self, who: str, value: str) -> int:
        """Choose in the card's menu; the HTTP status of the bot's answer."""
        return self.click(who, "task_menu", value)

    @property
    def shown(self) -> str:
        """All that the card shows, and what screen readers read."""
        return str((self.text, self.message.blocks))

    def says(self, *words: str) -> bool:
        """Whether the card has all of these words, or has them in the end; a failure if not."""
        eventually(lambda: all(word in self.shown for word in words))
        return True

    @property
    def is_settled(self) -> bool:
        """Whether nothing is under way for the task."""
        return not self.world.application.rooms.live.changes.under_way([self.uuid])

    @property
    def is_drawn(self) -> bool:
        """Whether it shows all that is known of the task."""
        versions = select(cards.c.shown, tasks.c.version).join(tasks, tasks.c.uuid == cards.c.task_uuid)
        with self.world.application.rooms.database.reading() as connection:
            rows = connection.execute(versions.where(cards.c.ts == self.ts)).all()
        return all(row.shown == row.version for row in rows)

    def told(self, who: str) -> list[str]:
        """What only this person has been told where the card stands."""
        return [message.text for message in self.world.slack.ephemerals(self.channel, who)]

    @property
    def task(self) -> dict[str, Any]:
        """The task in ChartMogul."""
        return next(task for task in self.world.chartmogul.tasks if task["task_uuid"] == self.uuid)

    @property
    def is_in_chartmogul(self) -> bool:
        """Whether ChartMogul still has the task."""
        return any(task["task_uuid"] == self.uuid for task in self.world.chartmogul.tasks)

    @property
    def sent(self) -> list[dict[str, Any]]:
        """What the bot has told ChartMogul to change of this task."""
        return [request.json for request in self._requests if request.method == "PATCH"]

    def requests(self, method: str) -> int:
        """How often the bot has sent such a request about this task."""
        return sum(request.method == method for request in self._requests)

    @property
    def _requests(self) -> list[RecordedRequest]:
        path = f"/tasks/{self.uuid}"
        return [request for request in self.world.chartmogul.requests if request.path == path]

    @property
    def updates(self) -> int:
        """How often the bot has edited this card."""
        return sum(call.arguments.get("ts") == self.ts for call in self.world.slack.calls("chat.update"))


def card_for(
    world: World, *, asker: str = "", assignee: str = "", details: str = "Send the quote", **filled: Any
) -> OnCard:
    """Have somebody create a task in the customer's channel; its card there.

    Args:
        asker: who asks, Anna if nobody is named.
        assignee: who gets the task, the asker if nobody is named.
        filled: what else is filled in the form.
    """
    asker = asker or world.anna
    person = world.slack.person(asker)
    before = {message.ts for message in world.slack.messages(world.channel)}
    opened_knowing(person, lambda: person.command(world.channel, "/cm-task"))
    fill(world, asker, details=details)
    if assignee:
        person.fill("assignee", assignee)
    for field, value in filled.items():
        person.fill(field, value)
    assert person.submit().closed

    def posted() -> list[Message]:
        return [m for m in world.slack.messages(world.channel) if m.ts not in before and m.bot_id]

    [message] = eventually(posted)
    return OnCard(world, world.channel, message.ts, uuid_of(message))


def uuid_of(message: Message) -> str:
    """The task that a card shows."""
    ids = (str(block["block_id"]) for block in message.blocks)
    return next(block_id.removeprefix("card_") for block_id in ids if block_id.startswith("card_"))
