"""A list, a reminder or a digest → the message that shows it."""

from __future__ import annotations

from datetime import datetime, time

from bot.boards.board import DrawnBoard, Listed
from bot.boards.cards import Cards
from bot.runtime import Runtime
from bot.tasks.drawing import Colleagues
from bot.tasks.known_task import KnownTask
from bot.tasks.tasks import Tasks
from bot.views.card import Card
from bot.views.task_list import PER_PAGE, TaskList, task_list

ROWS = "row"
"""Keeps the ids of blocks apart in a message that is found again by where it stands."""


class ListDrawer:
    """Draws them.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, tasks: Tasks, cards: Cards, colleagues: Colleagues, runtime: Runtime) -> None:
        self._tasks = tasks
        self._cards = cards
        self._colleagues = colleagues
        self._runtime = runtime

    def draw(self, listed: Listed, *, reader: str, place: str = ROWS) -> DrawnBoard:
        """The message, with `text` and `blocks`. It shows one page, and follows the tasks on it.

        Args:
            reader: Slack user id of who reads it, in whose zone days begin; `""`: in UTC.
            place: what the ids of its blocks begin with: that of an ephemeral list names its board.
        """
        now = self._runtime.now().astimezone(self._colleagues.zone_of(reader))
        if listed.day is not None:
            now = datetime.combine(listed.day, time(12), now.tzinfo)
        known = self._tasks.get_all(uuid for group in listed.groups for uuid in group.uuids)
        pages = max(1, -(-len(known) // PER_PAGE))
        page = min(max(0, listed.page), pages - 1)
        here = _page_of(listed, known, page)
        cards = self._cards.of(
            [task for _, group in here for task in group], now, by_name=not listed.mentions
        )
        groups = [(title, [cards[task.uuid] for task in group]) for title, group in here]
        shown = TaskList(listed.heading, groups, page, pages, listed.note)
        return DrawnBoard(
            content=task_list(shown, place, mentions=listed.mentions),
            versions={task.uuid: task.version for _, group in here for task in group},
            is_settled=not any(map(_is_under_way, cards.values())),
        )


def _page_of(listed: Listed, known: dict[str, KnownTask], page: int) -> list[tuple[str, list[KnownTask]]]:
    """The tasks of one page, under the titles of their groups."""
    each = [(place, uuid) for place, group in enumerate(listed.groups) for uuid in group.uuids]
    here = [(place, uuid) for place, uuid in each if uuid in known][page * PER_PAGE : (page + 1) * PER_PAGE]
    return [
        (group.title, tasks)
        for place, group in enumerate(listed.groups)
        if (tasks := [known[uuid] for at, uuid in here if at == place])
    ]


def _is_under_way(card: Card) -> bool:
    return bool(card.under_way)
