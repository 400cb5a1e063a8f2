"""Which tasks stand in somebody's App Home, by what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.boards.board import Section
from bot.directory.terms import literal
from bot.slack.person import Person
from bot.tasks.known_task import KnownTask
from bot.tasks.tasks import Tasks


class HomePeople(Protocol):
    """Who people are, and what they said of themselves."""

    def get(self, user_id: str) -> Person | None:
        """What Slack said of this user."""

    def own_email(self, user_id: str) -> str:
        """The e-mail that they have in ChartMogul, as they said; `""` where they did not."""


@dataclass(frozen=True)
class Resident:
    """Whose App Home it is."""

    user: str
    slack_email: str
    own_email: str

    @property
    def email(self) -> str:
        """Under which ChartMogul knows them, as far as is known; `""` where nothing is."""
        return self.own_email or self.slack_email


class HomeTasks:
    """Finds them.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, tasks: Tasks, people: HomePeople) -> None:
        self._tasks = tasks
        self._people = people

    def resident(self, user: str) -> Resident:
        """What is known of whose App Home it is."""
        person = self._people.get(user)
        return Resident(user, person.email if person else "", self._people.own_email(user))

    def open_tasks(self, resident: Resident, customer_uuid: str) -> dict[Section, list[KnownTask]]:
        """The open tasks of each part, by due date."""
        mine = self._tasks.open_tasks(assignees=[resident.email]) if resident.email else []
        asked = self._tasks.open_tasks(asked_by=resident.user)
        return {
            Section.MINE: mine,
            Section.ASKED: [task for task in asked if not is_theirs(task, resident)],
            Section.CUSTOMER: self._tasks.open_tasks(customer_uuid=customer_uuid) if customer_uuid else [],
        }

    def done(self, uuids: Iterable[str], *, since: float) -> list[KnownTask]:
        """Those of these tasks that are open no more, as was seen since then."""
        known = self._tasks.get_all(uuids).values()
        return [task for task in known if not task.is_open and task.seen_at >= since]


def is_theirs(task: KnownTask, resident: Resident) -> bool:
    """Whether the task is the resident's own."""
    return bool(resident.email) and literal(task.assignee) == literal(resident.email)


def sections_of(task: KnownTask, resident: Resident, customer_uuid: str) -> list[Section]:
    """In which parts a task stands."""
    found = []
    if is_theirs(task, resident):
        found.append(Section.MINE)
    elif task.asked_by == resident.user:
        found.append(Section.ASKED)
    if customer_uuid and task.customer_uuid == customer_uuid:
        found.append(Section.CUSTOMER)
    return found
