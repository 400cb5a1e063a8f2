"""The first step: the task is created in ChartMogul, once.

Whether it was is noted before and after. A request without an answer is never repeated blindly: the task is
looked for in ChartMogul's list, and only what is certainly absent is sent again. Where nobody can say, the
delivery is set aside for the person to look.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.chartmogul import Busy, ChartMogul, ChartMogulError, NeverSent, Refused, ServerError, Unreadable
from bot.chartmogul.task import Task
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post, TaskTaken
from bot.outbox.looking import Looking, Sighting
from bot.outbox.pace import Pace
from bot.outbox.steps import Later
from bot.runtime import Runtime
from bot.task import NewTask

log = structlog.get_logger(__name__)

RESEMBLING = "There is a task in ChartMogul that may be yours, but is not quite the same."
UNREADABLE = "ChartMogul shows tasks there that I could not read."
SENT_OFTEN = "ChartMogul gave no clear answer, and does not show the task."
"""Why it is not known whether a task is there, in words for the person."""


class Creating:
    """Creates tasks.

    Args:
        created: hears of every task that ChartMogul has taken. It must not raise.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        chartmogul: ChartMogul,
        pace: Pace,
        created: Callable[[NewTask], None],
        runtime: Runtime,
    ) -> None:
        self._deliveries = deliveries
        self._chartmogul = chartmogul
        self._pace = pace
        self._looking = Looking(deliveries, chartmogul, pace, runtime)
        self._tell_created = created

    def take(self, delivery: Delivery, task: NewTask) -> Delivery:
        """The row with ChartMogul's yes or no, or set aside because there will be neither.

        Raises:
            Later: there is none of these yet.
            LeaseLost, DatabaseUnavailable: see `Deliveries`.
        """
        if delivery.post is Post.NEW:
            return self._send(delivery, task)
        if delivery.post is Post.SENT:
            return self._find(delivery, task)
        return delivery

    def _send(self, delivery: Delivery, task: NewTask) -> Delivery:
        before = delivery
        delivery = self._advance(
            delivery,
            post=Post.SENT,
            settles_in=self._pace.timed_out_settles,
            sendings=before.sendings + 1,
            looked=False,
            # What an earlier request may have left is to be found too.
            **({} if before.sendings else {"sent_in": 0.0}),
        )
        try:
            created = self._chartmogul.create_task(task)
        except (Busy, NeverSent) as error:
            raise Later(
                delivery,
                self._pace.after(error, delivery.attempts),
                post=before.post,
                settles_in=0.0,
                sendings=before.sendings,
                looked=before.looked,
                reason=error.message,
                reference=error.reference,
            ) from error
        except Refused as error:
            return self._advance(
                delivery,
                post=Post.REFUSED,
                reason=error.message,
                field=error.param or "",
                reference=error.reference,
            )
        except ChartMogulError as error:
            raise Later(
                delivery,
                self._pace.after(error, delivery.attempts),
                settles_in=self._pace.settles_after(error),
                unclear=delivery.unclear + (not isinstance(error, ServerError)),
                reason=error.message,
                reference=error.reference,
            ) from error
        return self._created(delivery, created, task, unclear=delivery.unclear + 1)

    def _created(self, delivery: Delivery, created: Task, task: NewTask, *, unclear: int) -> Delivery:
        try:
            delivery = self._advance(
                delivery, post=Post.CREATED, task_uuid=created.task_uuid, reason="", attempts=0
            )
        except TaskTaken as error:
            # A delivery of the same content, itself without an answer, took this task for its own; then the
            # one that it made is in the list, and this delivery's to find.
            raise Later(delivery, self._pace.first_wait, unclear=unclear) from error
        self._tell_created(task)
        return delivery

    def _find(self, delivery: Delivery, task: NewTask) -> Delivery:
        """Look for a task whose creation had no answer; create it where it is certainly not there."""
        left = self._left(delivery)
        try:
            seen = self._looking.look(delivery, task, is_settled=left <= 0)
        except Unreadable:
            seen = Sighting(saw_everything=False)
        except ChartMogulError as error:
            raise Later(delivery, self._pace.after(error, delivery.attempts), reason=error.message) from error
        if seen.found:
            log.info("delivery.found_again", delivery=delivery.id, task=seen.found.task_uuid)
            return self._created(delivery, seen.found, task, unclear=delivery.unclear)
        if left > 0:
            raise Later(delivery, min(left, self._pace.wait(delivery.attempts)), settles_in=left)
        doubt = "" if delivery.looked else self._doubt(delivery, seen)
        if doubt == UNREADABLE and left > -self._pace.list_settles:
            # Perhaps the list can be read the next time.
            raise Later(delivery, min(self._pace.list_settles / 4, self._pace.wait(delivery.attempts)))
        return self._unsure(delivery, doubt) if doubt else self._send(delivery, task)

    def _left(self, delivery: Delivery) -> float:
        """Seconds for which the request may still take effect. A clock that was put back adds none."""
        return min(delivery.settles_at - self._deliveries.now(), self._pace.timed_out_settles)

    def _doubt(self, delivery: Delivery, seen: Sighting) -> str:
        """Why the task may be in ChartMogul though it was not found; empty where it certainly is not."""
        if seen.resembling:
            return RESEMBLING
        if not seen.saw_everything:
            return UNREADABLE
        is_often = delivery.unclear >= self._pace.unclear or delivery.sendings >= self._pace.sendings
        return SENT_OFTEN if is_often else ""

    def _unsure(self, delivery: Delivery, doubt: str) -> Delivery:
        log.warning("delivery.unsure", delivery=delivery.id, reason=doubt, reference=delivery.reference)
        return self._advance(delivery, post=Post.UNSURE, reason=doubt, attempts=0)

    def _advance(self, delivery: Delivery, **changes: object) -> Delivery:
        return self._deliveries.advance(delivery, lease=self._pace.lease, **changes)
