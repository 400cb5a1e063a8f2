"""People who change tasks in ChartMogul itself, and delete cards in Slack by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

from tests.simulation.chartmogul import USERS, Account, Json
from tests.simulation.database import WorldDatabase
from tests.simulation.options import Options
from tests.simulation.outbox import Outbox
from tests.simulation.scheduler import Scheduler
from tests.simulation.slack import Slack


class Surroundings(Protocol):
    """What they need of their world."""

    options: Options
    scheduler: Scheduler
    account: Account
    slack: Slack
    outbox: Outbox
    database: WorldDatabase

    def trace(self, who: str, what: str) -> None:
        """Write it down."""


class Hands:
    """All of them. They leave alone what the bot does not know to be there: it would look for it in vain."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self._world = world
        self._scheduler = world.scheduler
        self._dice = world.options.dice("hands")
        self._count = 0
        self.touched: set[str] = set()
        """The tasks that they have changed."""

    def work(self) -> None:
        """Change something now and then."""
        for _ in range(self._world.options.hands):
            self._scheduler.pause(self._dice.uniform(5.0, 40.0))
            self._count += 1
            if self._dice.random() < 0.15:
                self._delete_card()
            else:
                self._change_task()
        self.idle = True

    def _change_task(self) -> None:
        account = self._world.account
        known = {row.task_uuid for row in self._world.outbox.rows.values() if row.post == "created"}
        tasks = [task for task in account.tasks if task.is_open and task.uuid in known]
        if not tasks:
            return
        task = self._dice.choice(tasks)
        self.touched.add(task.uuid)
        if self._dice.random() < 0.15:
            self._world.trace("by hand", f"deletes {task.uuid[:8]}")
            account.delete(task.uuid)
            return
        fields = self._fields()
        self._world.trace("by hand", f"changes {task.uuid[:8]}: {fields}")
        account.change(task.uuid, fields)

    def _fields(self) -> Json:
        now = datetime.fromtimestamp(self._world.account.date(self._scheduler.now), UTC)
        match self._dice.randrange(4):
            case 0:
                return {"task_details": f"By hand {self._count}"}
            case 1:
                return {"assignee": self._dice.choice(USERS)}
            case 2:
                return {"due_date": (now.date() + timedelta(days=60 + self._count)).isoformat()}
        return {"completed_at": now.isoformat(timespec="seconds").replace("+00:00", "Z")}

    def _delete_card(self) -> None:
        rows = self._world.outbox.rows.values()
        sought = {row.task_uuid for row in rows if row.notice != "posted"}
        cards = self._world.database.cards()
        places = {(card.channel, card.ts) for card in cards if card.task_uuid not in sought}
        messages = [
            one
            for one in self._world.slack.messages
            if one.is_acknowledged and (one.channel, one.ts) in places
        ]
        if messages:
            message = self._dice.choice(messages)
            self._world.trace("by hand", f"deletes the card {message.ts}")
            message.is_deleted = True
