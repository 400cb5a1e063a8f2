"""A list, a reminder or a digest → the message that shows it."""

from __future__ import annotations

from datetime import datetime, time

from bot.boards.board import DrawnBoard, Listed
from bot.boards.cards import Cards
from bot.boards.list_words import ListWords
from bot.runtime import Runtime
from bot.tasks.drawing import Colleagues
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
        """The message, with `text` and `blocks`. It shows one page, and follows all tasks that it counts.

        Args:
            reader: Slack user id of who reads it, in whose zone days begin; `""`: in UTC.
            place: what the ids of its blocks begin with: that of an ephemeral list names its board.
        """
        now = self._runtime.now().astimezone(self._colleagues.zone_of(reader))
        if listed.day is not None:
            now = datetime.combine(listed.day, time(12), now.tzinfo)
        known = self._tasks.get_all(uuid for group in listed.groups for uuid in group.uuids)
        words = ListWords(listed, known, now.date())
        pages = max(1, -(-len(known) // PER_PAGE))
        page = min(max(0, listed.page), pages - 1)
        here = words.groups(page * PER_PAGE, (page + 1) * PER_PAGE)
        cards = self._cards.of(
            [task for _, group in here for task in group], now, by_name=not listed.mentions
        )
        groups = [(title, [cards[task.uuid] for task in group]) for title, group in here]
        shown = TaskList(words.heading(), groups, page, pages, listed.note)
        return DrawnBoard(
            content=task_list(shown, place, mentions=listed.mentions),
            versions={task.uuid: task.version for task in known.values()},
            is_settled=not any(map(_is_under_way, cards.values())),
        )


def _is_under_way(card: Card) -> bool:
    return bool(card.under_way)
