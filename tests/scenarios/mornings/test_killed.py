"""A process that ends while it sees to somebody's morning, at each step that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from bot.app import build
from bot.rooms import Surroundings
from bot.store.clock import Machine
from bot.store.database import WAIT, Database
from bot.store.database_url import DatabaseUrl
from tests.moved_clock import MovedClock
from tests.scenarios.mornings.morning import FRIDAY, PACE, direct, look_again, task, wants_reminders
from tests.scenarios.running import World, settings


class Killed(BaseException):
    """No line of the process runs any more, as after `kill -9`."""


class Mortal(Database):
    """A database of a process that ends right before or after one of its transactions."""

    def __init__(self, url: DatabaseUrl, machine: Machine) -> None:
        super().__init__(url, machine)
        self.left: float = float("inf")
        """How many halves of transactions it still lives to see."""

    @contextmanager
    def writing(
        self, *, durable: bool = True, urgent: bool = False, wait: float = WAIT
    ) -> Iterator[Connection]:
        self._step()
        with super().writing(durable=durable, urgent=urgent, wait=wait) as connection:
            yield connection
        self._step()

    def _step(self) -> None:
        if self.left < 1:
            raise Killed
        self.left -= 1


@pytest.mark.long(20)
def test_another_instance_goes_on_and_the_reminder_comes_once(
    world: World, clock: MovedClock, database_url: str
) -> None:
    mortal: list[Mortal] = []

    def opened(url: str) -> Mortal:
        mortal.append(Mortal.open(url))
        return mortal[-1]

    dying = build(
        settings(world.slack, world.chartmogul, database_url),
        pace=PACE,
        around=Surroundings(runtime=clock, open_database=opened),
    )
    deaths = 0
    for steps in range(100):
        who = _somebody_new(world, steps)
        clock.set("2026-11-27 08:00")
        mortal[0].left = steps
        try:
            dying.rooms.mornings.schedule.look()
        except Killed:
            deaths += 1
        mortal[0].left = float("inf")
        look_again(world)

        assert len(direct(world, who)) == 1
        wants_reminders(world, who, "")
        if deaths <= steps:
            break
    dying.rooms.database.close()
    assert deaths > 8


def _somebody_new(world: World, number: int) -> str:
    email = f"new-{number}@ourcompany.test"
    world.chartmogul.add_user(email)
    who = world.slack.add_person(f"new-{number}", email=email)
    task(world, "Send the quote", FRIDAY, assignee=email)
    wants_reminders(world, who)
    return who
