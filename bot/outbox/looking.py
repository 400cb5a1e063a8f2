"""Looks in ChartMogul's list for a task whose creation had no answer.

What could not be read is never taken for absent: a look says whether it saw everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chartmogul import ChartMogul, Endless, NotFound, Page, Priority
from bot.chartmogul.task import Task
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery
from bot.outbox.pace import CLOCK_SKEW, Pace
from bot.outbox.recognising import Likeness, likeness
from bot.request import Request
from bot.runtime import Runtime
from bot.task import NewTask

UNKNOWN_CLOCK_SKEW = 86_400.0
"""Seconds by which the bot's clock may differ from ChartMogul's, where ChartMogul did not say its time."""


@dataclass(frozen=True)
class Sighting:
    """What a look has shown."""

    found: Task | None = None
    resembling: Task | None = None
    """A task that may be the one, or another one."""
    saw_everything: bool = True


class Looking:
    """Looks for tasks."""

    def __init__(self, deliveries: Deliveries, chartmogul: ChartMogul, pace: Pace, runtime: Runtime) -> None:
        self._runtime = runtime
        self._deliveries = deliveries
        self._chartmogul = chartmogul
        self._pace = pace

    def look(self, delivery: Delivery, sent: NewTask, *, is_settled: bool) -> Sighting:
        """Look through the customer's tasks for the assignee, as far as the page where the task stands.

        Args:
            is_settled: whether the request can no longer take effect. As long as it can, a task that may as
                well be another delivery's is left alone: that one would not find it, and send once more.

        Raises:
            ChartMogulError: the list could not be read this time.
            LeaseLost, DatabaseUnavailable: see `Deliveries`.
        """
        resembling: Task | None = None
        saw_everything = True
        renewed = self._runtime.monotonic()
        try:
            for page in self._chartmogul.task_pages(
                customer_uuid=sent.customer_uuid, assignee=sent.assignee, priority=Priority.TASK
            ):
                seen = self._on_page(delivery, sent, page, is_settled=is_settled)
                if seen.found:
                    return seen
                resembling = resembling or seen.resembling
                saw_everything = saw_everything and seen.saw_everything
                # All pages together may take longer than the lease lasts.
                if self._runtime.monotonic() - renewed > self._pace.lease / 4:
                    self._deliveries.advance(delivery, lease=self._pace.lease)
                    renewed = self._runtime.monotonic()
        except NotFound:
            # A customer who is gone has no tasks.
            return Sighting()
        except Endless:
            saw_everything = False
        return Sighting(resembling=resembling, saw_everything=saw_everything)

    def _on_page(self, delivery: Delivery, sent: NewTask, page: Page[Task], *, is_settled: bool) -> Sighting:
        complete = not page.doubt
        alike = self._alike(delivery, sent, page)
        if not alike:
            return Sighting(saw_everything=complete)
        # In this order: one that finds its task just now is in question still, or has claimed it already.
        others = self._asked_by_others(delivery, sent)
        taken = self._deliveries.claimed_tasks(task.task_uuid for task, _ in alike)
        free = [(task, degree) for task, degree in alike if task.task_uuid not in taken]
        same = [task for task, degree in free if degree is Likeness.SAME]
        # The list holds one assignee's: what was asked for others is not in it.
        rivals = [other for other in others if other.assignee == sent.assignee]
        if same and (is_settled or all(likeness(same[0], rival) is not Likeness.SAME for rival in rivals)):
            return Sighting(found=same[0])
        for wanted in (Likeness.SAME_WORDS, Likeness.RESEMBLING):
            for task, degree in free:
                if degree is wanted and not any(likeness(task, other) > wanted for other in others):
                    is_it = wanted is Likeness.SAME_WORDS
                    return Sighting(task if is_it else None, None if is_it else task, complete)
        return Sighting(saw_everything=complete)

    def _alike(self, delivery: Delivery, sent: NewTask, page: Page[Task]) -> list[tuple[Task, Likeness]]:
        earliest = earliest_creation(delivery.sent_at, now=self._deliveries.now(), at=page.at)
        degrees = [
            (task, likeness(task, sent))
            for task in page.entries
            if task.created_at is None or task.created_at.timestamp() >= earliest
        ]
        return [(task, degree) for task, degree in degrees if degree is not Likeness.NONE]

    def _asked_by_others(self, delivery: Delivery, sent: NewTask) -> list[NewTask]:
        """What other deliveries have sent for the same customer without an answer as yet."""
        requests = map(Request.model_validate_json, self._deliveries.in_question(but=delivery.id))
        return [request.task for request in requests if request.task.customer_uuid == sent.customer_uuid]


def earliest_creation(sent_at: float, *, now: float, at: float | None) -> float:
    """When something can have been created at the earliest, by ChartMogul's clock if that is known.

    Args:
        sent_at: when it was first sent, by the database's clock.
        now: by the same clock.
        at: what time it is by ChartMogul's.
    """
    elapsed = now - sent_at
    if at is None or elapsed < 0:
        return min(now, sent_at) - UNKNOWN_CLOCK_SKEW
    return at - elapsed - CLOCK_SKEW
