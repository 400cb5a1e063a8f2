"""A click on a card or a row → the change that it asks for, stored before it is answered."""

from __future__ import annotations

from datetime import date, timedelta

import structlog

from bot.changes.change import Change, Fields, Kind
from bot.changes.changer import Changer
from bot.changes.changes import Changes
from bot.resolve.assignee import AssigneeFinder
from bot.resolve.days import coming
from bot.resolve.today import today_of
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.web_api import RESPONSE_URL_LIVES
from bot.store.database import DatabaseUnavailable
from bot.tasks.places import CardPlaces
from bot.views.task_ref import TaskRef
from bot.workspace.whereabouts import Whereabouts

log = structlog.get_logger(__name__)

SECONDS = 1.5
"""Seconds from the click for asking Slack who clicked: their time zone says what tomorrow is."""

_MONDAY = 0


class TaskClicks:
    """Stores what people click.

    Every method raises `DatabaseUnavailable` where nothing was stored.
    """

    def __init__(
        self,
        *,
        changer: Changer,
        changes: Changes,
        places: CardPlaces,
        whereabouts: Whereabouts,
        assignees: AssigneeFinder,
        runtime: Runtime,
    ) -> None:
        self._changer = changer
        self._changes = changes
        self._places = places
        self._whereabouts = whereabouts
        self._assignees = assignees
        self._runtime = runtime

    def complete(self, ref: TaskRef, click: Click) -> None:
        """The task is done."""
        self._ask(Kind.COMPLETE, ref, click, Fields(is_open=False))

    def reopen(self, ref: TaskRef, click: Click) -> None:
        """It is not, after all."""
        self._ask(Kind.REOPEN, ref, click, Fields(is_open=True))

    def snooze_to_tomorrow(self, ref: TaskRef, click: Click, budget: Budget) -> None:
        """It is due on the day after today, where the person is."""
        self._snooze(ref, click, self._today(click, budget) + timedelta(days=1))

    def snooze_to_monday(self, ref: TaskRef, click: Click, budget: Budget) -> None:
        """It is due on the next Monday after today."""
        self._snooze(ref, click, coming(_MONDAY, self._today(click, budget)))

    def take(self, ref: TaskRef, click: Click, budget: Budget) -> None:
        """It is the person's own from now on.

        Raises:
            NotAssignable: they cannot have it; the text says why.
        """
        known = self._whereabouts.gather([click.user.id], seconds=budget.left(SECONDS))
        email = self._assignees.email_of(known.people.get(click.user.id), known.home, is_asker=True)
        self._ask(Kind.TAKE, ref, click, Fields(assignee=email), assignee_user=click.user.id)

    def follow(self, ref: TaskRef, click: Click) -> None:
        """Have the card that was clicked on follow, also one that the bot knew no more or cannot reach."""
        if not click.container.is_message:
            return
        try:
            self._places.adopt(
                click.container.channel_id,
                click.container.message_ts,
                ref.uuid,
                click.response_url,
                seconds=RESPONSE_URL_LIVES,
                # The card may have become known since the click was stored, and as if there were none.
                is_behind=bool(self._changes.under_way([ref.uuid])),
                is_ephemeral=click.container.is_ephemeral,
            )
        except DatabaseUnavailable:
            # What was clicked is stored, or a form stands open: that counts for more.
            log.warning("card.not_adopted", task=ref.uuid)

    def _snooze(self, ref: TaskRef, click: Click, day: date) -> None:
        self._ask(Kind.SNOOZE, ref, click, Fields(due_date=day))

    def _today(self, click: Click, budget: Budget) -> date:
        known = self._whereabouts.gather([click.user.id], seconds=budget.left(SECONDS))
        return today_of(known.people.get(click.user.id), self._runtime.now())

    def _ask(
        self, kind: Kind, ref: TaskRef, click: Click, wanted: Fields, *, assignee_user: str = ""
    ) -> None:
        change = Change(
            kind=kind,
            task_uuid=ref.uuid,
            by=click.user.id,
            at=self._runtime.now(),
            wanted=wanted,
            seen=_seen(ref),
            assignee_user=assignee_user,
            response_url=click.response_url,
            thread_ts=click.container.beside,
        )
        self._changer.ask(f"{click.user.id}.{click.action_ts}.{kind}.{ref.uuid}", change)


def _seen(ref: TaskRef) -> Fields:
    """The task as the person saw it; nothing where the message does not say."""
    if not ref.assignee:
        return Fields()
    return Fields(assignee=ref.assignee, due_date=ref.due_date, is_open=ref.is_open)
