"""Tasks as they are known → what rows say of them, with what is under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.changes.changes import Changes
from bot.changes.under_way import under_way_words
from bot.tasks.drawing import Colleagues, card_of
from bot.tasks.known_task import KnownTask
from bot.views.card import Card


class Cards:
    """Makes cards of tasks for one board.

    Raises:
        DatabaseUnavailable: the store is away; from every method.
    """

    def __init__(self, changes: Changes, colleagues: Colleagues) -> None:
        self._changes = changes
        self._colleagues = colleagues

    def of(self, tasks: Iterable[KnownTask], now: datetime, *, by_name: bool = False) -> dict[str, Card]:
        """What is said of these tasks, by their UUIDs.

        Args:
            now: the time where it is read, in that zone.
            by_name: whether assignees are to be called by their names, which takes to look them up.
        """
        each = {task.uuid: task for task in tasks}
        under_way = self._changes.under_way(each)
        unknown = {task.assignee for task in each.values() if not task.assignee_user}
        users = {email: self._colleagues.user_of(email) for email in unknown}
        cards = {
            uuid: card_of(
                task,
                now,
                assignee=task.assignee_user or users[task.assignee],
                under_way=under_way_words(under_way.get(uuid, [])),
            )
            for uuid, task in each.items()
        }
        if not by_name:
            return cards
        names = self._colleagues.names_of({card.assignee for card in cards.values()})
        return {
            uuid: replace(card, assignee_name=names.get(card.assignee, "")) for uuid, card in cards.items()
        }
