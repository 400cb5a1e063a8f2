"""A submitted form: read, stored, and answered within the time that Slack gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

import structlog

from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post
from bot.reference import join_story, own_reference
from bot.request import Request
from bot.resolve.advice import Adviser
from bot.resolve.filled_form import FormReader, NotSaved, WrongInput, field_of
from bot.resolve.gone_customer import Gone
from bot.resolve.habits import Habits
from bot.resolve.refusal import Refusals
from bot.slack.budget import Budget
from bot.slack.payloads import Submission
from bot.store.database import DatabaseUnavailable
from bot.views.assignee import Advice, email_question_id
from bot.views.form import Field
from bot.workspace.lookups import Lookups, NotInTime

log = structlog.get_logger(__name__)

ERROR_MAX = 500
"""Characters of an error shown under a field."""

STORING_TAKES_LONG = (
    "My database is slow just now, so I cannot say yet whether this is saved. Press Create task again in a "
    "moment: it becomes one task all the same."
)

NOT_STORED = (
    "This could not be saved just now, so nothing was created. Your input is still here: "
    "try again in a minute."
)

Done = TypeVar("Done")


class Taken(Enum):
    """The request is stored, and the form has done its part."""

    CREATED = auto()
    """ChartMogul has the task."""
    SAVED = auto()
    """ChartMogul has not answered yet: the person is told later."""


@dataclass(frozen=True)
class Refused:
    """ChartMogul did not take the task. The form stays, to be corrected."""

    field: Field
    reason: str
    """What to say at the field."""
    advice: Advice | None = None
    """What the form says below its assignee from now on, where that is to change."""
    successor: str = ""
    """UUID of the customer that heads the form's list from now on, in place of one that is gone."""
    reason_without: str = ""
    """What to say at the field in a form that could not be changed so."""


class Submissions:
    """Takes what people submit."""

    def __init__(
        self,
        *,
        reader: FormReader,
        courier: Courier,
        deliveries: Deliveries,
        refusals: Refusals,
        adviser: Adviser,
        habits: Habits,
        lookups: Lookups,
    ) -> None:
        self._reader = reader
        self._courier = courier
        self._deliveries = deliveries
        self._refusals = refusals
        self._adviser = adviser
        self._habits = habits
        self._lookups = lookups

    def take(self, submission: Submission, budget: Budget) -> Taken | Refused | WrongInput:
        """Store what the form asks for, and wait a moment for what ChartMogul says.

        Never raises for a database that is slow or away.
        """
        try:
            request = self._reader.read(submission, budget)
            if isinstance(request, WrongInput):
                return request
            stored = self._in_time(budget, lambda: self._courier.submit(request, submission.view.id))
        except DatabaseUnavailable:
            return NotSaved({Field.DETAILS: _not_stored()})
        except NotInTime:
            return NotSaved({Field.DETAILS: STORING_TAKES_LONG})
        join_story(stored.reference)
        log.info("form.stored", delivery=stored.id, user=request.asked_by)
        try:
            outcome = self._in_time(budget, lambda: self._courier.outcome(stored, since=budget.since))
        except (DatabaseUnavailable, NotInTime):
            # It is stored, and will be delivered when the database is back.
            return Taken.SAVED
        if outcome.post is Post.REFUSED:
            return self._refused(outcome, request, submission, budget)
        self._aside(budget, lambda: self._habits.remember(submission))
        return Taken.CREATED if outcome.post is Post.CREATED else Taken.SAVED

    def _refused(
        self, outcome: Delivery, request: Request, submission: Submission, budget: Budget
    ) -> Refused:
        def learn() -> Gone | None:
            return self._refusals.learn(outcome, request, seconds=budget.left())

        self._aside(budget, lambda: self._deliveries.refusal_shown(outcome.id))
        gone = self._aside(budget, learn)
        reason = with_reference(outcome.reason, outcome.reference)
        log.info("form.refused", delivery=outcome.id)
        return Refused(
            field_of(outcome.field),
            with_reference(gone.explanation, outcome.reference) if gone else reason,
            advice=self._advice(outcome, request, submission, budget),
            successor=gone.successor.uuid if gone and gone.successor and not budget.spent() else "",
            reason_without=reason,
        )

    def _advice(
        self, outcome: Delivery, request: Request, submission: Submission, budget: Budget
    ) -> Advice | None:
        """Asks for another e-mail of the assignee, unless the form does so already."""
        is_asked = submission.shows(email_question_id(request.assignee))
        if outcome.field != "assignee" or is_asked or budget.spent():
            return None
        try:
            return self._adviser.anew(submission, budget, refused=True)
        except DatabaseUnavailable as error:
            log.info("form.advice_not_shown", reason=str(error))
            return None

    def _in_time(self, budget: Budget, work: Callable[[], Done]) -> Done:
        """What comes of work with the database, which may be locked for as long as Slack waits altogether.

        Raises:
            DatabaseUnavailable: the store is away.
            NotInTime: it is not done yet. It may still be.
        """
        return self._lookups.run(work, seconds=budget.left())

    def _aside(self, budget: Budget, work: Callable[[], Done]) -> Done | None:
        """What comes of work that the answer can do without, and which goes on where it takes longer."""
        try:
            return self._in_time(budget, work)
        except (DatabaseUnavailable, NotInTime) as error:
            log.warning("form.not_remembered", reason=str(error))
            return None


def with_reference(reason: str, reference: str) -> str:
    """The reason cut to what fits under a field, and the id by which it is found in the logs."""
    return f"{reason[:ERROR_MAX]} (reference {reference})"


def _not_stored() -> str:
    reference = own_reference()
    log.error("form.not_stored", reference=reference)
    return with_reference(NOT_STORED, reference)
