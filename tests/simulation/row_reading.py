"""What a row says of a task, in an App Home, a list, a reminder or a digest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from bot.views.card import is_on_card
from bot.views.mrkdwn import day
from bot.views.task_list import PAGE_BACK, PAGE_ON
from bot.views.task_ref import TaskRef
from tests.simulation.card_reading import COMPLETED, OPEN, Element, names_of
from tests.simulation.chartmogul import Task
from tests.simulation.slack import PEOPLE

Json = dict[str, Any]


@dataclass(frozen=True)
class SeenRow:
    """A row as somebody sees it."""

    task_uuid: str
    place: str
    """Names the list, or the part of the App Home."""
    text: str
    block: Json
    """The one with what can be clicked."""

    @property
    def elements(self) -> list[Element]:
        """What can be clicked."""
        return [Element(self.block["block_id"], element) for element in self.block["elements"]]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return _actions(self.block) == OPEN

    def differences(self, task: Task) -> Iterator[str]:
        """In what it differs from the task as it is."""
        if task.is_gone:
            yield "it shows what is gone"
            return
        if self.is_open != task.is_open:
            yield f"it is shown as {'open' if self.is_open else 'completed'}"
        if ":hourglass" in self.text:
            yield "it says that something is under way"
        first, _, said = self.text.partition("\n")
        # The link to the message has no room in a row.
        details, _, _ = task.details.partition("\nhttps://")
        if details not in first or "https://" in first:
            yield f"it does not say {details}"
        if task.is_open and f"due {day(date.fromisoformat(task.due))}" not in said:
            yield f"it does not say that it is due on {task.due}"
        called = {name for name, email in PEOPLE.values() if email == task.assignee}
        if task.is_open and not any(name in said for name in called | names_of(task.assignee)):
            yield f"it does not name {task.assignee}"


def rows_in(content: Json) -> list[SeenRow]:
    """The rows of a message or view; those of deleted tasks have nothing to click, and no name."""
    found = []
    for words, block in pairwise(content.get("blocks") or []):
        if block["type"] != "actions" or is_on_card(block.get("block_id", "")):
            continue
        if _actions(block) in (OPEN, COMPLETED):
            place, ref = block["block_id"].partition("_")[0], TaskRef.from_block_id(block["block_id"])
            if ref:
                found.append(SeenRow(ref.uuid, place, words["text"]["text"], block))
    return found


def pagers_in(content: Json) -> list[Element]:
    """The buttons that lead to other pages."""
    return [
        Element(block["block_id"], element)
        for block in content.get("blocks") or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] in {PAGE_BACK, PAGE_ON}
    ]


def element_in(content: Json, action_id: str) -> Element | None:
    """What does this, if it is there."""
    return next(
        (
            Element(block["block_id"], element)
            for block in content.get("blocks") or []
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"] == action_id
        ),
        None,
    )


def _actions(block: Json) -> set[str]:
    return {element["action_id"] for element in block["elements"]}
