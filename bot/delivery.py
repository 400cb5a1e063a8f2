"""The outbox at work: each request becomes one task in ChartMogul and one answer in Slack, through crashes.

A delivery takes two steps, each noted before and after it is taken: the task is created (`Post`), then the
person is told (`Notice`). A step whose outcome is unknown is never repeated blindly: the task is looked for
in ChartMogul's list, the message in its channel, and only what is certainly absent is sent again.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import structlog

from bot.chartmogul import (
    Busy,
    ChartMogul,
    ChartMogulError,
    Dropped,
    NeverSent,
    NotFound,
    Priority,
    Refused,
    ServerError,
)
from bot.request import Request
from bot.slack import Posted, SlackBusy, SlackError, SlackLockedOut, SlackNotReached, SlackRefused
from bot.store.database import DatabaseUnavailable
from bot.store.deliveries import Deliveries, Delivery, LeaseLost, Notice, Post, State, TaskTaken
from bot.task import NewTask, Task
from bot.waiting import WaitingForms

log = structlog.get_logger(__name__)

CLOCK_SKEW = 300.0
"""Seconds that ChartMogul's clock, which dates its tasks, may differ from the database's."""

UNCERTAIN = "uncertain"
"""The `problem` of a delivery whose message may stand where the bot cannot look."""


class Look(Enum):
    """What a look for a message says where the message was not found."""

    ABSENT = auto()
    NOT_ALLOWED = auto()


class Route(Protocol):
    """One place where a message can go."""

    def post(self) -> Posted | None:
        """Post the message; None where Slack does not say where it stands.

        Raises:
            SlackError: its kind says whether the message may have been posted.
        """

    def look(self, since: float) -> Posted | Look:
        """Look for the message among those posted since then, epoch seconds.

        Raises:
            SlackRefused: there is no looking there.
            SlackError: the look did not succeed this time.
        """


class Announcer(Protocol):
    """Knows where an answer can go."""

    def routes(self, request: Request, delivery: Delivery) -> Sequence[Route]:
        """The places, the best first. `delivery.problem` is Slack's word for why the last one failed."""


@dataclass(frozen=True)
class Pace:
    """How long things take and wait, in seconds.

    A `lease` shorter than the longest call (waiting for a slot, connecting, reading) would let two workers
    act on one delivery at once; from call to call it is renewed. The `…_settles` are how long a request
    without an answer may still take effect; only then is what was not found sent again.
    """

    lease: float = 30.0
    form: float = 2.0
    poll: float = 1.0
    first_wait: float = 1.0
    longest_wait: float = 60.0
    server_error_settles: float = 5.0
    dropped_settles: float = 10.0
    timed_out_settles: float = 30.0
    message_settles: float = 5.0

    def wait(self, attempts: int) -> float:
        """Seconds until the next try: doubling, with jitter, so that many deliveries do not return as one."""
        longest = min(self.longest_wait, self.first_wait * 2.0 ** min(attempts, 16))
        return longest * random.uniform(0.5, 1.0)

    def after(self, error: ChartMogulError, attempts: int) -> float:
        """Seconds until the next try. What ChartMogul asks for counts, but not a slip that names a day."""
        return max(self.wait(attempts), min(error.retry_after or 0.0, self.longest_wait))

    def settles(self, error: ChartMogulError) -> float:
        """Seconds after which a request that failed like this can no longer take effect."""
        match error:
            case ServerError(status=500 | 503):
                return self.server_error_settles
            case Dropped():
                return self.dropped_settles
            case _:
                return self.timed_out_settles


class Later(Exception):
    """Nothing more to do for this delivery now: try again after some seconds, with these changes."""

    def __init__(self, delivery: Delivery, seconds: float, **changes: object) -> None:
        super().__init__(delivery.id)
        self.delivery = delivery
        self.seconds = seconds
        self.changes = changes


class Courier:
    """Stores requests and works them off, in threads of this process.

    Args:
        workers: deliveries in hand at once; ChartMogul allows 20 parallel connections.
        created: hears of every task that ChartMogul has taken. It must not raise.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        chartmogul: ChartMogul,
        announcer: Announcer,
        *,
        pace: Pace | None = None,
        workers: int = 20,
        created: Callable[[Task], None] = lambda task: None,
    ) -> None:
        self._deliveries = deliveries
        self._chartmogul = chartmogul
        self._announcer = announcer
        self._pace = pace or Pace()
        self._workers = workers
        self._tell_created = created
        self._free = threading.Semaphore(workers)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="delivery")
        self._forms = WaitingForms(longest=self._pace.form)
        self._nudge = threading.Event()
        self._stopping = threading.Event()
        self._dispatcher = threading.Thread(target=self._dispatch, name="dispatcher", daemon=True)

    def start(self) -> None:
        """Begin to work off what is due, also what an earlier process left."""
        self._dispatcher.start()

    def stop(self, *, timeout: float = 20.0) -> None:
        """Take nothing new, and give what is in hand `timeout` seconds. The rest stays in the outbox."""
        self._stopping.set()
        self._nudge.set()
        deadline = time.monotonic() + timeout
        for _ in range(self._workers):
            if not self._free.acquire(timeout=max(0.0, deadline - time.monotonic())):
                log.warning("delivery.stopped_with_work_in_hand")
                break
        self._pool.shutdown(wait=False, cancel_futures=True)

    def submit(self, request: Request, view_id: str) -> Delivery:
        """Store a request: once this returns, it survives a crash.

        Raises:
            DatabaseUnavailable: nothing was stored.
        """
        # The form may still show a refusal a moment after it stopped waiting.
        stored = self._deliveries.add(
            request.delivery_id(view_id), request.model_dump_json(), form_seconds=self._pace.form + 1.0
        )
        self._nudge.set()
        return stored

    def outcome(self, delivery: Delivery, *, since: float) -> Delivery:
        """Wait a little for ChartMogul's word, so that the form can show it.

        The row's `post` is CREATED or REFUSED, or anything else where there is no word yet; from then on a
        refusal is told by a message.

        Args:
            since: when the submission came in, by `time.monotonic()`.

        Raises:
            DatabaseUnavailable: the request is stored, and its outcome not known here.
        """
        with self._forms.waiting(delivery.id, since=since) as turns:
            for _ in turns:
                delivery = self._deliveries.get(delivery.id) or delivery
                if delivery.post in {Post.CREATED, Post.REFUSED}:
                    return delivery
        return self._deliveries.leave_form(delivery.id)

    def _dispatch(self) -> None:
        while not self._stopping.is_set():
            if not self._free.acquire(timeout=self._pace.poll):
                continue
            claimed = self._claim()
            if claimed is None:
                self._free.release()
                self._nudge.wait(self._pace.poll)
                self._nudge.clear()
            else:
                self._pool.submit(self._work, claimed)

    def _claim(self) -> Delivery | None:
        try:
            return self._deliveries.claim(lease=self._pace.lease)
        except DatabaseUnavailable:
            log.warning("delivery.database_away")
        except Exception:
            # The dispatcher is the only one of its process: it must outlive any mistake.
            log.exception("delivery.claim_failed")
        return None

    def _work(self, delivery: Delivery) -> None:
        try:
            self._run(delivery)
        except LeaseLost:
            log.info("delivery.lease_lost", delivery=delivery.id)
        except DatabaseUnavailable:
            log.warning("delivery.database_away", delivery=delivery.id)
        except Exception as error:
            log.exception("delivery.broke", delivery=delivery.id)
            self._set_aside(delivery, error)
        finally:
            self._free.release()
            self._forms.wake(delivery.id)
            self._nudge.set()

    def _set_aside(self, delivery: Delivery, error: Exception) -> None:
        """Keep a mistake of ours from spinning: wait for long, with the reason on record."""
        try:
            self._put_off(Later(delivery, self._pace.longest_wait, reason=type(error).__name__))
        except (LeaseLost, DatabaseUnavailable):
            log.info("delivery.left_to_its_lease", delivery=delivery.id)

    def _put_off(self, later: Later) -> None:
        self._deliveries.release(
            later.delivery,
            **{"attempts": later.delivery.attempts + 1, "next_try_in": later.seconds, **later.changes},
        )

    def _run(self, delivery: Delivery) -> None:
        request = Request.model_validate_json(delivery.request)
        try:
            if delivery.post is Post.NEW:
                delivery = self._send(delivery, request.task)
            elif delivery.post is Post.SENT:
                delivery = self._find(delivery, request.task)
            self._forms.wake(delivery.id)
            self._tell(delivery, request)
        except Later as later:
            self._put_off(later)

    def _send(self, delivery: Delivery, task: NewTask) -> Delivery:
        """Create the task; the row comes back with ChartMogul's yes or no."""
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

    def _tell(self, delivery: Delivery, request: Request) -> None:
        """Post the card, or the message that the task was refused, to the first place that takes it."""
        if delivery.post is Post.REFUSED:
            # The submission that waits shows the refusal in the form; the message is for when that is gone.
            left = delivery.form_until - self._deliveries.now()
            if left > 0:
                raise Later(delivery, left)
        while delivery.notice is not Notice.POSTED:
            routes = self._announcer.routes(request, delivery)
            if delivery.route >= len(routes):
                log.warning("delivery.nobody_told", delivery=delivery.id, problem=delivery.problem)
                break
            delivery = self._try(delivery, routes[delivery.route])
        state = State.FAILED if delivery.post is Post.REFUSED else State.DONE
        self._deliveries.release(delivery, state=state)
        log.info("delivery.ended", delivery=delivery.id, state=state.value, task=delivery.task_uuid)

    def _try(self, delivery: Delivery, route: Route) -> Delivery:
        """The row with the message posted, or turned to the next route where this one definitely failed."""
        if delivery.notice is Notice.SENT:
            seen = self._look(delivery, route)
            if isinstance(seen, Posted):
                return self._advance(delivery, notice=Notice.POSTED, channel=seen.channel, ts=seen.ts)
            if seen is Look.NOT_ALLOWED:
                return self._next_route(delivery, UNCERTAIN)
            if delivery.settles_at > self._deliveries.now():
                raise Later(delivery, self._pace.message_settles)
        return self._post(delivery, route)

    def _look(self, delivery: Delivery, route: Route) -> Posted | Look:
        try:
            return route.look(delivery.sent_at - CLOCK_SKEW)
        except SlackRefused:
            return Look.NOT_ALLOWED
        except SlackError as error:
            wait = error.retry_after if isinstance(error, SlackBusy) else 0.0
            raise Later(delivery, max(wait, self._pace.wait(delivery.attempts))) from error

    def _post(self, delivery: Delivery, route: Route) -> Delivery:
        delivery = self._advance(
            delivery, notice=Notice.SENT, sent_in=0.0, settles_in=self._pace.message_settles
        )
        wait = self._pace.wait(delivery.attempts)
        try:
            posted = route.post()
        except SlackRefused as error:
            return self._next_route(delivery, error.code)
        except SlackBusy as error:
            raise Later(delivery, max(wait, error.retry_after), notice=Notice.NEW) from error
        except (SlackNotReached, SlackLockedOut) as error:
            log.warning("delivery.slack_away", delivery=delivery.id, code=error.code)
            raise Later(delivery, wait, notice=Notice.NEW) from error
        except SlackError as error:
            raise Later(delivery, wait, settles_in=self._pace.message_settles) from error
        place = {"channel": posted.channel, "ts": posted.ts} if posted else {}
        return self._advance(delivery, notice=Notice.POSTED, **place)

    def _next_route(self, delivery: Delivery, problem: str) -> Delivery:
        return self._advance(delivery, notice=Notice.NEW, route=delivery.route + 1, problem=problem)

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
