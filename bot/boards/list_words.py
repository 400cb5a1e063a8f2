"""What stands above a list's tasks and between them, by how the tasks are when it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from bot.boards.board import Headed, Listed
from bot.boards.nearness import Near, by_due_date, nearness
from bot.directory.terms import literal
from bot.tasks.known_task import KnownTask
from bot.views import morning_words
from bot.views.list_title import list_heading

_IN_THE_MORNING = {Near.OVERDUE: morning_words.OVERDUE, Near.TODAY: morning_words.TODAY}


class ListWords:
    """The words of one list.

    Args:
        known: its tasks, those of them that are known.
        today: the day as of which is said how near due dates are.
    """

    def __init__(self, listed: Listed, known: Mapping[str, KnownTask], today: date) -> None:
        self._listed = listed
        self._today = today
        self._stored = {uuid: group.title for group in listed.groups for uuid in group.uuids}
        self._tasks = [known[uuid] for uuid in self._stored if uuid in known]
        self._assignees = {literal(email) for email in listed.assignees}
        counted = Counter(self._near(task) for task in self._tasks if self._is_counted(task))
        self._counted = counted + Counter(listed.unlisted)

    def heading(self) -> str:
        """What the list is, and how much of it is open."""
        listed, count = self._listed, self._counted
        match listed.headed:
            case Headed.AS_STORED:
                return listed.heading
            case Headed.REMINDER:
                return morning_words.reminder_heading(overdue=count[Near.OVERDUE], today=count[Near.TODAY])
            case Headed.DIGEST:
                return morning_words.digest_heading(
                    listed.heading, tasks=count.total(), overdue=count[Near.OVERDUE], on=self._today
                )
            case Headed.LIST | Headed.FLAT_LIST:
                return list_heading(listed.heading, count.total())

    def groups(self, start: int, end: int) -> list[tuple[str, list[KnownTask]]]:
        """The tasks from one place to another, in the order in which they were chosen, under their titles.

        So who puts one off sees it under another title, and not on another page.
        """
        here = self._tasks[start:end]
        if self._listed.headed in {Headed.LIST, Headed.REMINDER, Headed.DIGEST}:
            here = sorted(here, key=lambda task: by_due_date(task.due_date))
        groups: dict[str, list[KnownTask]] = {}
        for task in here:
            groups.setdefault(self._title(task), []).append(task)
        return list(groups.items())

    def _title(self, task: KnownTask) -> str:
        near = self._near(task)
        match self._listed.headed:
            case Headed.AS_STORED:
                return self._stored[task.uuid]
            case Headed.FLAT_LIST:
                return ""
            case Headed.LIST:
                return f"{near} ({self._counted[near]})"
            case Headed.REMINDER | Headed.DIGEST:
                return _IN_THE_MORNING.get(near, morning_words.LATER)

    def _near(self, task: KnownTask) -> Near:
        return nearness(task.due_date, self._today)

    def _is_counted(self, task: KnownTask) -> bool:
        """Whether it is still what the heading says: open, theirs, and due then."""
        due, days = by_due_date(task.due_date), self._listed.due
        return (
            task.is_open
            and (not self._assignees or literal(task.assignee) in self._assignees)
            and (not days or any((each.first or date.min) <= due <= each.last for each in days))
        )
