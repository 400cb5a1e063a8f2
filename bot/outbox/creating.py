"""The first step: the task is created in ChartMogul, once.

Whether it was is noted before and after. A request without an answer is never repeated blindly: the task is
looked for in ChartMogul's list, and only what is certainly absent is sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import structlog

from bot.chartmogul import Busy, ChartMogul, ChartMogulError, NeverSent, NotFound, Priority, Refused
from bot.outbox.pace import CLOCK_SKEW, Pace
from bot.outbox.steps import Later
from bot.store.deliveries import Deliveries, Delivery, Post, TaskTaken
from bot.task import NewTask, Task

log = structlog.get_logger(__name__)


class Creating:
    """Creates tasks.

    Args:
        created: hears of every task that ChartMogul has taken. It must not raise.
    """

    def __init__(
        self, deliveries: Deliveries, chartmogul: ChartMogul, pace: Pace, created: Callable[[Task], None]
    ) -> None:
        self._deliveries = deliveries
        self._chartmogul = chartmogul
        self._pace = pace
        self._tell_created = created

    def take(self, delivery: Delivery, task: NewTask) -> Delivery:
        """The row with ChartMogul's yes or no.

        Raises:
            Later: there is neither yet.
            LeaseLost, DatabaseUnavailable: see `Deliveries`.
        """
        if delivery.post is Post.NEW:
            return self._send(delivery, task)
        if delivery.post is Post.SENT:
            return self._find(delivery, task)
        return delivery

    def _send(self, delivery: Delivery, task: NewTask) -> Delivery:
        delivery = self._advance(
            delivery, post=Post.SENT, sent_in=0.0, settles_in=self._pace.timed_out_settles
        )
        try:
            created = self._chartmogul.create_task(task)
        except (Busy, NeverSent) as error:
            raise Later(
                delivery,
                self._pace.after(error, delivery.attempts),
                post=Post.NEW,
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
                settles_in=self._pace.settles(error),
                reason=error.message,
                reference=error.reference,
            ) from error
        return self._created(delivery, created)

    def _created(self, delivery: Delivery, task: Task) -> Delivery:
        try:
            created = self._advance(
                delivery, post=Post.CREATED, task_uuid=task.task_uuid, reason="", reference="", attempts=0
            )
        except TaskTaken as error:
            # A delivery of the same content, itself without an answer, took this task for its own; then the
            # one that it made is in the list, and this delivery's to find.
            raise Later(delivery, self._pace.first_wait) from error
        self._tell_created(task)
        return created

    def _find(self, delivery: Delivery, task: NewTask) -> Delivery:
        """Look in ChartMogul's list for a task whose creation had no answer; create it if it is not there."""
        try:
            found = self._unclaimed(delivery, task)
        except ChartMogulError as error:
            raise Later(delivery, self._pace.after(error, delivery.attempts), reason=error.message) from error
        if found is not None:
            log.info("delivery.found_again", delivery=delivery.id, task=found.task_uuid)
            return self._created(delivery, found)
        left = delivery.settles_at - self._deliveries.now()
        if left > 0:
            raise Later(delivery, min(left, self._pace.wait(delivery.attempts)))
        return self._send(delivery, task)

    def _unclaimed(self, delivery: Delivery, task: NewTask) -> Task | None:
        earliest = delivery.sent_at - CLOCK_SKEW
        try:
            listed = self._chartmogul.tasks(
                customer_uuid=task.customer_uuid, assignee=task.assignee, priority=Priority.TASK
            )
            alike = [found for found in self._held(delivery, listed) if _is_same(found, task, earliest)]
        except NotFound:
            return None
        taken = self._deliveries.claimed_tasks(found.task_uuid for found in alike)
        return next((found for found in alike if found.task_uuid not in taken), None)

    def _held(self, delivery: Delivery, listed: Iterable[Task]) -> Iterator[Task]:
        """The tasks, and the lease renewed on the way: all pages together may take longer than it lasts."""
        renewed = time.monotonic()
        for found in listed:
            yield found
            if time.monotonic() - renewed > self._pace.lease / 4:
                self._advance(delivery)
                renewed = time.monotonic()

    def _advance(self, delivery: Delivery, **changes: object) -> Delivery:
        return self._deliveries.advance(delivery, lease=self._pace.lease, **changes)


def _is_same(found: Task, task: NewTask, earliest: float) -> bool:
    return (
        _folded(found.task_details) == _folded(task.task_details)
        and found.due_date == task.due_date
        and (found.created_at is None or found.created_at.timestamp() >= earliest)
    )


def _folded(details: str) -> str:
    # ChartMogul may trim or re-wrap what it stores.
    return " ".join(details.split())
