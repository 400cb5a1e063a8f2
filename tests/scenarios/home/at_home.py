"""Somebody in their App Home, and ChartMogul's tasks beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.slack.person import PersonDriver
from tests.scenarios.running import World, eventually

AS_OF = re.compile(r"As of \d{1,2}:\d\d, (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d{4}\.")
"""What an App Home says that shows the truth."""


@dataclass(frozen=True)
class AtHome:
    """One person."""

    world: World
    id: str

    @property
    def person(self) -> PersonDriver:
        return self.world.slack.person(self.id)

    @property
    def today(self) -> date:
        """The day that it is for them."""
        zone = self.world.slack.workspace.people[self.id].tz or "UTC"
        return datetime.now(UTC).astimezone(ZoneInfo(zone)).date()

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """What their App Home shows; nothing before there is one."""
        home = self.person.home
        return home.blocks if home else []

    @property
    def text(self) -> str:
        """All that it says."""
        return str(self.blocks)

    def opens(self) -> None:
        """They open it."""
        assert self.person.open_home().status == 200

    def sees(self, *words: str) -> bool:
        """Whether it says all of these in the end; a failure if not."""
        eventually(lambda: all(word in self.text for word in words))
        return True

    def sees_no(self, *words: str) -> bool:
        """Whether it says none of these in the end; a failure if not."""
        eventually(lambda: self.blocks and not any(word in self.text for word in words))
        return True

    def sees_the_truth(self) -> bool:
        """Whether it says in the end that all was read; a failure if not."""
        eventually(lambda: AS_OF.search(self.text))
        return True

    def opens_and_sees_the_truth(self) -> None:
        """They open it, and wait a moment."""
        self.opens()
        self.sees_the_truth()

    def rows(self, section: str) -> list[str]:
        """What stands in one part, row by row, by the text of each."""
        return [text for text, _ in self._rows(section)]

    def presses(
        self, action_id: str, details: str, choice: str | None = None, *, section: str = "mine"
    ) -> None:
        """They press a button of a task's row, or choose in its menu."""
        [block] = [block_id for text, block_id in self._rows(section) if details in text]
        delivery = self.person.click_view(action_id, choice, home=True, block_id=block)
        assert delivery.status == 200

    def turns(self, action_id: str, section: str = "mine") -> None:
        """They press a button that leads to another page."""
        delivery = self.person.click_view(action_id, home=True, block_id=f"{section}_page")
        assert delivery.status == 200

    def add_task(self, details: str, due: date | int = 0, **more: Any) -> str:
        """ChartMogul gets a task of theirs; its UUID.

        Args:
            due: a date, or in how many days from today.
            more: what differs: `assignee` (an e-mail), `customer_uuid`.
        """
        when = due if isinstance(due, date) else self.today + timedelta(days=due)
        email = self.world.slack.workspace.people[self.id].email or ""
        fields = {"customer_uuid": self.world.acme["uuid"], "assignee": email, **more}
        made = self.world.chartmogul.add_task(task_details=details, due_date=when.isoformat(), **fields)
        return str(made["task_uuid"])

    def task(self, uuid: str) -> dict[str, Any]:
        """A task as ChartMogul has it now."""
        return next(task for task in self.world.chartmogul.tasks if task["task_uuid"] == uuid)

    def _rows(self, section: str) -> list[tuple[str, str]]:
        """What each row of a part says, and the id of the block with its buttons."""
        blocks = self.blocks
        return [
            (str(row["text"]["text"]), str(buttons["block_id"]))
            for row, buttons in pairwise(blocks)
            if row["type"] == "section" and str(buttons.get("block_id")).startswith(f"{section}_")
        ]
