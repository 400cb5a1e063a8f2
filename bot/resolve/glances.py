"""The customer that is chosen in a form → what it says of them, asked for while other things are."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

import structlog

from bot.chartmogul import ChartMogulError
from bot.chartmogul.customer import Customer
from bot.resolve.known_already import KnownAlready
from bot.resolve.today import today_in
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.conversation import Origin
from bot.slack.errors import SlackError
from bot.slack.person import Person
from bot.store.database import DatabaseUnavailable
from bot.tasks.customer_tasks import CustomerTasks, OpenTasks
from bot.views.already import AlreadyThere
from bot.views.glance import Glance, ToDo
from bot.workspace.lookups import Lane, Lookups
from bot.workspace.people import People

SECONDS = 1.2
"""Seconds from the request's arrival in which ChartMogul is asked for open tasks: the form opens without them
after that."""

log = structlog.get_logger(__name__)


class Glances:
    """Looks at customers for people inside: nobody else may be told what is found.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(
        self,
        tasks: CustomerTasks,
        already: KnownAlready,
        people: People,
        lookups: Lookups,
        runtime: Runtime,
    ) -> None:
        self._tasks = tasks
        self._people = people
        self._already = already
        self._lookups = lookups
        self._runtime = runtime

    def begin(self, customer: Customer | None, *, asker: str, budget: Budget) -> Glancing:
        """Ask ChartMogul for the customer's open tasks; the answer is waited for when it is needed.

        Args:
            asker: Slack user id of who looks.
            budget: of the request that the form answers.
        """
        until, asked = budget.since + SECONDS, None
        if customer:
            uuid = customer.uuid
            asked = self._lookups.ask(
                ("tasks", uuid),
                lambda left: self._read(uuid, left),
                until=until,
                lane=Lane.TASKS,
                owner=asker,
            )
        return Glancing(
            customer,
            asked,
            until,
            lambda: today_in(self._people.zone_of(asker), self._runtime.now()),
            tasks=self._tasks,
            already=self._already,
            runtime=self._runtime,
        )

    def _read(self, customer_uuid: str, seconds: float) -> OpenTasks | None:
        try:
            return self._tasks.read(customer_uuid, timeout=seconds)
        except ChartMogulError as error:
            log.info("glance.not_read", status=error.status, reference=error.reference)
        except DatabaseUnavailable:
            log.info("glance.database_away")
        return None


class Glancing:
    """One look, begun."""

    def __init__(
        self,
        customer: Customer | None,
        asked: Future[OpenTasks | None] | None,
        until: float,
        today: Callable[[], date],
        *,
        tasks: CustomerTasks,
        already: KnownAlready,
        runtime: Runtime,
    ) -> None:
        self._customer = customer
        self._asked = asked
        self._until = until
        self._today = today
        self._tasks = tasks
        self._already = already
        self._runtime = runtime

    def glance(self, owner: Person | None) -> Glance | None:
        """The customer at a glance; None where none is chosen.

        Args:
            owner: who owns them in ChartMogul, as Slack knows them.
        """
        if self._customer is None:
            return None
        found = self._open()
        to_do = tuple(ToDo(task.details, task.due_date) for task in found.tasks) if found else None
        return Glance(
            customer=self._customer,
            today=self._today(),
            owner=owner.id if owner else "",
            to_do=to_do,
            is_whole=found.is_whole if found else True,
        )

    def already(self, origin: Origin, details: str) -> AlreadyThere:
        """The tasks from the same message, and the customer's open ones that are nearly the same."""
        found: OpenTasks | None = None
        if self._customer and details:
            # Where ChartMogul is slow, what is remembered serves: the form only says that there may be one.
            found = self._open() or self._tasks.known(self._customer.uuid)
        return self._already.find(origin, details, found.tasks if found else ())

    def _open(self) -> OpenTasks | None:
        if self._asked is None:
            return None
        try:
            return self._asked.result(max(0.0, self._until - self._runtime.monotonic()))
        except (TimeoutError, SlackError):
            return None
