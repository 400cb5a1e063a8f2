"""What a card says to whoever looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.views.mrkdwn import day
from tests.simulation.chartmogul import Task
from tests.simulation.slack import PEOPLE, Message

Json = dict[str, Any]

OPEN = {"complete_task", "edit_task", "task_menu"}
COMPLETED = {"reopen_task"}


@dataclass(frozen=True)
class Element:
    """Something on a card that can be clicked."""

    block_id: str
    content: Json

    @property
    def action_id(self) -> str:
        """What it does."""
        return str(self.content["action_id"])

    @property
    def options(self) -> list[Json]:
        """What can be chosen, where it is a menu."""
        return list(self.content.get("options") or [])


@dataclass(frozen=True)
class Seen:
    """A card as somebody sees it."""

    task_uuid: str
    content: Json

    @property
    def elements(self) -> list[Element]:
        """What can be clicked and changes the task."""
        found = [
            Element(block["block_id"], element)
            for block in self.content["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
        ]
        return [element for element in found if element.action_id in OPEN | COMPLETED]

    def differences(self, task: Task, *, is_due_known: bool = True) -> Iterator[str]:
        """In what it differs from the task as it is.

        Args:
            is_due_known: whether ChartMogul has shown its due date.
        """
        texts = list(_texts(self.content))
        whole = "\n".join(texts)
        actions = {element.action_id for element in self.elements}
        expected: set[str] = set() if task.is_gone else OPEN if task.is_open else COMPLETED
        if actions != expected:
            yield f"it offers {sorted(actions)} of {sorted(expected)}"
        if ":hourglass" in whole:
            yield "it says that something is under way"
        if task.is_gone:
            return
        struck = "\n".join(f"~{line}~" for line in task.details.splitlines())
        details = task.details if task.is_open else struck
        if details not in whole:
            yield f"it does not say {details}"
        due = day(date.fromisoformat(task.due))
        if is_due_known and not any(text.startswith("*Due*") and due in text for text in texts):
            yield f"it does not say that it is due on {task.due}"
        if not any(text == f"*Assignee*\n{name}" for text in texts for name in names_of(task.assignee)):
            yield f"it does not name {task.assignee}"


def names_of(email: str) -> set[str]:
    """What somebody may be called by their e-mail in ChartMogul."""
    return {email, *(f"<@{user}>" for user, (_, own) in PEOPLE.items() if own == email)}


def card_in(message: Message) -> Seen | None:
    """The card that a message is, if it is one."""
    uuid = task_in(message.content)
    return Seen(uuid, message.content) if uuid else None


def task_in(content: Json) -> str:
    """The task whose card this is; empty where it is none."""
    ids = (str(block.get("block_id", "")) for block in content.get("blocks") or [])
    return next((name.removeprefix("card_") for name in ids if name.startswith("card_")), "")


def _texts(content: Json) -> Iterator[str]:
    for block in content["blocks"]:
        parts = [block.get("text"), *(block.get("fields") or []), *(block.get("elements") or [])]
        for part in parts:
            if part and isinstance(part.get("text"), str):
                yield part["text"]
