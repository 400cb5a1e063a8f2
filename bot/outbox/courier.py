"""The outbox at work: each request becomes one task in ChartMogul and one answer in Slack, through crashes.

A delivery takes two steps, each noted before and after it is taken: the task is created (`Post`), then the
person is told (`Notice`). A step whose outcome is unknown is never repeated blindly: the task is looked for
in ChartMogul's list, the message in its channel, and only what is certainly absent is sent again.
"""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.chartmogul import ChartMogul
from bot.dispatcher import Dispatcher
from bot.outbox.creating import Creating
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post
from bot.outbox.pace import Pace
from bot.outbox.routes import Announcer
from bot.outbox.steps import Later
from bot.outbox.telling import Telling, Told, not_heard
from bot.outbox.waiting_forms import WaitingForms
from bot.request import Letter, Request, read_asked
from bot.runtime import REAL, Runtime
from bot.store.claims import LeaseLost
from bot.store.database import DatabaseUnavailable
from bot.task import NewTask

log = structlog.get_logger(__name__)


class Courier:
    """Stores requests and works them off, in threads of this process.

    Args:
        workers: deliveries in hand at once; ChartMogul allows 20 parallel connections.
        created: hears of every task that ChartMogul has taken. It must not raise.
        told: hears of everything that was posted, and where; see `Telling`.
        runtime: tells the time, and runs the workers.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        chartmogul: ChartMogul,
        announcer: Announcer,
        *,
        pace: Pace | None = None,
        workers: int = 20,
        created: Callable[[NewTask], None] = lambda task: None,
        told: Told = not_heard,
        runtime: Runtime = REAL,
    ) -> None:
        self._deliveries = deliveries
        self._pace = pace or Pace()
        self._creating = Creating(deliveries, chartmogul, self._pace, created, runtime)
        self._telling = Telling(deliveries, announcer, self._pace, told)
        self._forms = WaitingForms(longest=self._pace.form, runtime=runtime)
        self._dispatcher = Dispatcher(
            "delivery",
            self._claim,
            self._work,
            label=lambda delivery: delivery.id,
            reference=lambda delivery: delivery.reference,
            broke=self._set_aside,
            workers=workers,
            poll=self._pace.poll,
            runtime=runtime,
        )

    def start(self) -> None:
        """Begin to work off what is due, also what an earlier process left."""
        self._dispatcher.start()

    def stop(self, *, timeout: float = 20.0) -> None:
        """Take nothing new, and give what is in hand `timeout` seconds. The rest stays in the outbox."""
        self._dispatcher.stop(timeout=timeout)

    def wake(self) -> None:
        """Look now for what is due, and not at the next poll: somebody knows of something."""
        self._dispatcher.wake()

    def submit(self, request: Request, view_id: str) -> Delivery:
        """Store a request: once this returns, it survives a crash.

        Raises:
            DatabaseUnavailable: nothing was stored.
        """
        stored = self._deliveries.add(
            request.delivery_id(view_id),
            request.model_dump_json(),
            form_seconds=self._pace.form_seconds,
            note=request.keep.draft if request.keep else None,
            source=request.origin.source,
        )
        self.wake()
        return stored

    def write(self, letter_id: str, letter: Letter) -> None:
        """Store a message to one person, to be posted once for this id.

        Raises:
            DatabaseUnavailable: nothing was stored.
        """
        self._deliveries.add_letter(letter_id, letter.model_dump_json())
        self.wake()

    def send_again(self, delivery_id: str) -> bool:
        """Try a delivery again that was set aside; see `Deliveries.send_again`."""
        is_waiting = self._deliveries.send_again(delivery_id)
        self.wake()
        return is_waiting

    def outcome(self, delivery: Delivery, *, since: float) -> Delivery:
        """Wait a little for ChartMogul's word, so that the form can show it.

        The row's `post` is CREATED or REFUSED, or anything else where there is no word yet; then a refusal is
        told by a message, as soon as the form cannot show it any more.

        Args:
            since: when the submission came in, by `Runtime.monotonic`.

        Raises:
            DatabaseUnavailable: the request is stored, and its outcome not known here.
        """
        with self._forms.waiting(delivery.id, since=since) as turns:
            for _ in turns:
                delivery = self._deliveries.get(delivery.id) or delivery
                if delivery.post in {Post.CREATED, Post.REFUSED}:
                    break
        return delivery

    def _claim(self) -> Delivery | None:
        return self._deliveries.claim(lease=self._pace.lease, longest=self._pace.longest)

    def _work(self, delivery: Delivery) -> None:
        try:
            self._run(delivery)
        finally:
            self._forms.wake(delivery.id)

    def _set_aside(self, delivery: Delivery, error: Exception) -> None:
        """Keep a mistake of ours from spinning: wait for long, with the reason on record."""
        try:
            self._put_off(Later(delivery, self._pace.longest_wait, reason=type(error).__name__))
        except (LeaseLost, DatabaseUnavailable):
            log.info("delivery.left_to_its_lease", delivery=delivery.id)

    def _put_off(self, later: Later) -> None:
        # What is put off for longer counts as noted before the clock was put back, and as due.
        seconds = min(later.seconds, self._pace.longest)
        self._deliveries.release(
            later.delivery,
            **{"attempts": later.delivery.attempts + 1, "next_try_in": seconds, **later.changes},
        )

    def _run(self, delivery: Delivery) -> None:
        asked = read_asked(delivery.request)
        try:
            if isinstance(asked, Request):
                delivery = self._creating.take(delivery, asked.task)
                self._forms.wake(delivery.id)
            self._telling.take(delivery, asked)
        except Later as later:
            self._put_off(later)
