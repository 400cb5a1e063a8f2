"""A courier between the two stand-ins, on a real database whose clock the test moves.

Leases, settling times and waits are those of production; they pass when the test lets them.
"""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from bot.chartmogul import ChartMogul
from bot.outbox.announce import SlackAnnouncer
from bot.outbox.courier import Courier
from bot.outbox.deliveries import LONGEST, Deliveries
from bot.outbox.delivery import Delivery, Post, State
from bot.outbox.pace import Pace
from bot.request import Announce, Request
from bot.runtime import REAL
from bot.sandbox.chartmogul import ChartMogulStandIn
from bot.sandbox.slack import Message, SlackStandIn
from bot.slack.conversation import Audience, Origin
from bot.slack.web_api import Slack
from bot.store import schema
from bot.task import NewTask
from bot.tasks.drawing import CardDrawer
from bot.views import card, refused, unsure
from bot.workspace.people import People
from tests.outbox.watched import Watched
from tests.scenarios.running import API_KEY, TOKEN
from tests.store.clock import StoppedClock

PACE = Pace(form=0.1)
"""Production's, but for what passes by the real clock."""

_ROWS = schema.deliveries.c
_NOW: BindParameter[float] = bindparam("now")
_LONGEST: BindParameter[float] = bindparam("longest")

WAITING = select(
    _ROWS.id,
    _ROWS.token,
    and_(_ROWS.lease_until > _NOW, _ROWS.lease_until <= _LONGEST).label("leased"),
    or_(_ROWS.next_try_at <= _NOW, _ROWS.next_try_at > _LONGEST).label("due"),
).where(_ROWS.state == State.WAITING)
"""What is not done yet, and why nobody works on it."""


class Killed(BaseException):
    """The process is gone: no line of it runs any more, as after `kill -9`."""


class Fate:
    """When a process dies: in so many steps, or never."""

    def __init__(self) -> None:
        self.dead = False
        self._left: int | None = None
        self._turn = threading.Lock()

    def die_in(self, steps: int) -> None:
        """Die once so many steps have been taken."""
        self._left = steps

    def step(self) -> None:
        """Live on, or not."""
        with self._turn:
            if self._left is not None:
                self.dead = self.dead or self._left == 0
                self._left -= 1
            if self.dead:
                raise Killed


class MortalDeliveries(Deliveries):
    """An outbox of a process that may die right before or right after each note it takes."""

    def __init__(self, database: StoppedClock, fate: Fate) -> None:
        super().__init__(database)
        self._fate = fate

    def claim(self, *, lease: float, longest: float = LONGEST) -> Delivery | None:
        return None if self._fate.dead else super().claim(lease=lease, longest=longest)

    def advance(self, delivery: Delivery, *, lease: float, **changes: Any) -> Delivery:
        self._fate.step()
        advanced = super().advance(delivery, lease=lease, **changes)
        self._fate.step()
        return advanced


@dataclass(frozen=True)
class Card:
    """A summary of one task."""

    task_uuid: str
    text: str


class Office:
    """One process after the other works off the outbox, for Anna, in one channel, about one customer.

    Args:
        chartmogul_seconds: how long the courier waits for ChartMogul, beyond half a second.
        slack_seconds: how long it waits for Slack.
    """

    def __init__(
        self,
        slack: SlackStandIn,
        chartmogul: ChartMogulStandIn,
        clock: StoppedClock,
        *,
        chartmogul_seconds: float = 10.0,
        slack_seconds: float = 10.0,
        pace: Pace = PACE,
        workers: int = 4,
        thread_ts: str = "",
        announce: Announce = Announce.CHANNEL,
    ) -> None:
        name = f"anna-{uuid.uuid4().hex[:8]}"
        self.slack = slack
        self.chartmogul = chartmogul
        self.clock = clock
        self.email = f"{name}@ourcompany.test"
        chartmogul.add_user(self.email)
        self.anna = slack.add_person(name, email=self.email)
        self.channel = slack.add_channel(f"{name}s-channel", members=[self.anna])
        self.customer = str(chartmogul.add_customer("Acme Corporation")["uuid"])
        self.outbox = Deliveries(clock)
        self.thread_ts = thread_ts
        self.announce = announce
        self.chartmogul_seconds = chartmogul_seconds
        self._announcer = SlackAnnouncer(
            Slack(TOKEN, slack.api_url, patient=slack_seconds),
            lambda channel: Audience.COLLEAGUES,
            lambda channel: Audience.COLLEAGUES,
            CardDrawer(People(clock), REAL),
        )
        self._pace = pace
        self._workers = workers
        self._left_behind: set[tuple[str, int]] = set()
        self._runtime = Watched()

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._courier.stop()
        self._client.close()

    def _start(self) -> None:
        self.fate = Fate()
        self._client = ChartMogul(
            API_KEY, base_url=self.chartmogul.url, timeout=(0.5, self.chartmogul_seconds)
        )
        self._courier = Courier(
            MortalDeliveries(self.clock, self.fate),
            self._client,
            self._announcer,
            pace=self._pace,
            workers=self._workers,
            runtime=self._runtime,
        )
        self._courier.start()

    def restart(self) -> None:
        """End the process, dead already or not, and start another."""
        self._courier.stop()
        self._client.close()
        self._left_behind |= {(row.id, row.token) for row in self._waiting() if row.leased}
        self._start()

    def request(self, details: str) -> Request:
        """What Anna's form asks for."""
        return Request(
            task=NewTask(
                customer_uuid=self.customer,
                task_details=details,
                assignee=self.email,
                due_date=datetime.now(UTC).date() + timedelta(days=7),
            ),
            customer_name="Acme Corporation",
            assignee=self.anna,
            asked_by=self.anna,
            origin=Origin(channel_id=self.channel, thread_ts=self.thread_ts),
            announce=self.announce,
        )

    def take_effect(self, details: str) -> None:
        """Have ChartMogul create, only now, what it was asked for."""
        self._client.create_task(self.request(details).task)

    def chartmogul_time(self) -> float:
        """What time ChartMogul believes it is, epoch seconds."""
        return time.time()

    def add_older_tasks(self, number: int) -> None:
        """Give Anna so many tasks for this customer already."""
        for n in range(number):
            self._client.create_task(self.request(f"Older task {n}").task)

    def submit(self, details: str = "Send the quote", *, form: str = "V1") -> Delivery:
        """Press the form's button; a refusal that comes in time is shown in the form."""
        stored = self._courier.submit(self.request(details), form)
        outcome = self._courier.outcome(stored, since=time.monotonic())
        return self.outbox.refusal_shown(stored.id) if outcome.post is Post.REFUSED else outcome

    def settle(self) -> None:
        """Wait until all that is due has been done, as far as it goes. A process that died is followed up."""
        moved, deadline = self._runtime.moved, time.monotonic() + 30
        while True:
            moved.clear()
            if self._is_settled():
                return
            assert time.monotonic() < deadline, f"not settled within 30 s: {self._waiting()}"
            moved.wait(0.05)

    def _is_settled(self) -> bool:
        if self.fate.dead:
            self.restart()
        waiting = self._waiting()
        if any(row.due and not row.leased for row in waiting):
            self._courier.wake()
            return False
        return all((row.id, row.token) in self._left_behind for row in waiting if row.leased)

    def pass_time(self, seconds: float) -> None:
        """Let time go by, and what becomes due by it be done."""
        self.settle()
        self.clock.seconds += seconds
        self.settle()

    def pass_hours(self, hours: int) -> None:
        """Let hours go by, in each of which what is due is done."""
        for _ in range(hours):
            self.pass_time(3600)

    def drain(self) -> None:
        """Let time go by until nothing is left to do."""
        for _ in range(40):
            self.settle()
            if not self.outbox.counts()[State.WAITING]:
                return
            self.clock.seconds += 61
        raise AssertionError(f"not done after {40 * 61} s: {self.outbox.listed([State.WAITING], limit=9)}")

    def _waiting(self) -> list[Any]:
        now = self.clock.seconds
        with self.clock.reading() as connection:
            return list(connection.execute(WAITING, {"now": now, "longest": now + self._pace.longest}))

    @property
    def tasks(self) -> list[dict[str, Any]]:
        """The customer's tasks in ChartMogul."""
        return [task for task in self.chartmogul.tasks if task["customer_uuid"] == self.customer]

    @property
    def cards(self) -> list[Card]:
        """The summaries, in the channel and in Anna's own messages."""
        prefix = card.block_id("")
        return [
            Card(mark.removeprefix(prefix), message.text)
            for message in self._messages()
            for mark in _marks(message)
            if mark.startswith(prefix)
        ]

    def was_told_of_refusal(self, delivery: Delivery) -> bool:
        """Whether one message, and not two, tells Anna that this one was refused."""
        mark = refused.block_id(delivery.id)
        return sum(mark in _marks(message) for message in self._messages()) == 1

    def was_asked_to_look(self, delivery: Delivery) -> int:
        """How many messages ask Anna whether this one is there."""
        mark = unsure.block_id(delivery.id)
        blocks = (block for message in self._messages() for block in message.blocks)
        return sum(block["block_id"] == mark for block in blocks)

    def _messages(self) -> list[Message]:
        places = [self.slack.messages(self.channel), self.slack.dms(self.anna)]
        if self.thread_ts:
            places.append(self.slack.messages(self.channel, self.thread_ts)[1:])
        return [message for place in places for message in place]


def _marks(message: Message) -> list[str]:
    """What tells the outbox which message this is."""
    payload = (message.metadata or {}).get("event_payload") or {}
    return [*(block["block_id"] for block in message.blocks), *payload.values()]
