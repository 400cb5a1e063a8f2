"""A task as it is known → its card, and for how long that will be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any, Protocol

from bot.runtime import Runtime
from bot.tasks.known_task import KnownTask
from bot.views.card import Card, task_card
from bot.views.due import words_turn_on
from bot.views.intro import with_intro

Message = dict[str, Any]


class Colleagues(Protocol):
    """Who people are, as far as a card says."""

    def user_of(self, email: str) -> str:
        """The Slack user id of who has this e-mail in ChartMogul; `""` where nobody is known to."""

    def names_of(self, user_ids: Iterable[str]) -> dict[str, str]:
        """What these are called in Slack, those of them that are known."""

    def zone_of(self, user_id: str) -> tzinfo:
        """Their time zone; UTC where it is not known."""


@dataclass(frozen=True)
class Drawn:
    """A card to post or to put in the place of an older one."""

    message: Message
    version: int
    """Of the task that it shows."""
    holds_for: float
    """Seconds after which its words are no longer right by themselves; 0: they stay right."""


class CardDrawer:
    """Draws cards."""

    def __init__(self, colleagues: Colleagues, runtime: Runtime) -> None:
        self._colleagues = colleagues
        self._runtime = runtime

    def draw(
        self,
        task: KnownTask,
        *,
        under_way: Sequence[str] = (),
        is_beside: bool = False,
        intro: str = "",
        is_new: bool = False,
    ) -> Drawn:
        """The card of this task.

        Args:
            under_way: what is being done to it and is not certain yet.
            is_beside: whether it stands in the thread of the message that the task came from.
            intro: a line before it, in mrkdwn.
            is_new: whether it tells of the task for the first time.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        assignee = task.assignee_user or self._colleagues.user_of(task.assignee)
        now = self._runtime.now().astimezone(self._colleagues.zone_of(assignee or task.asked_by))
        card = card_of(task, now, assignee=assignee, under_way=under_way, is_beside=is_beside, is_new=is_new)
        holds_for = _holds_for(card, now) if card.is_open else 0.0
        return Drawn(with_intro(task_card(card), intro), task.version, holds_for)


def card_of(
    task: KnownTask,
    now: datetime,
    *,
    assignee: str,
    under_way: Sequence[str] = (),
    is_beside: bool = False,
    is_new: bool = False,
) -> Card:
    """What a card or a row says of this task.

    Args:
        now: the time where it is read, in that zone.
        assignee: Slack user id of who has the task; `""` where nobody in Slack is known to.
    """
    return Card(
        task_uuid=task.uuid,
        customer_name=task.customer_name,
        customer_url=task.customer_url,
        details=task.details,
        assignee=assignee,
        assignee_email=task.assignee,
        due_date=task.due_date,
        asked_by=task.asked_by,
        message_url="" if is_beside else task.message_url,
        today=now.date(),
        completed_on=_day(task.completed_at, now.tzinfo),
        completed_by=task.completed_by,
        is_gone=task.is_gone,
        gone_by=task.gone_by,
        under_way=tuple(under_way),
        is_new=is_new,
    )


def _day(at: float, zone: tzinfo | None) -> date | None:
    """The day of a moment; of a day's first in UTC it is that day, for ChartMogul may know no more."""
    if not at:
        return None
    moment = datetime.fromtimestamp(at, UTC)
    return moment.date() if moment.time() == time() else moment.astimezone(zone).date()


def _holds_for(card: Card, now: datetime) -> float:
    turns_on = words_turn_on(card.due_date, now.date())
    if turns_on is None:
        return 0.0
    midnight = datetime.combine(turns_on, time(), now.tzinfo)
    return max(1.0, midnight.timestamp() - now.timestamp())
