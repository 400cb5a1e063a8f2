"""The way from people's Slack to the bot."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Protocol

from tests.simulation.events import Acknowledged, Event
from tests.simulation.options import Options
from tests.simulation.processes import Answer, Process
from tests.simulation.scheduler import Scheduler

SLACK_WAITS = 3.0
"""Seconds after which Slack tells the person that the app did not answer."""


class Surroundings(Protocol):
    """What is needed of the world."""

    options: Options
    scheduler: Scheduler
    processes: list[Process]

    def hear(self, event: Event) -> None:
        """Something happened."""

    def trace(self, who: str, what: str) -> None:
        """Write it down."""


class ToBot:
    """Carries what somebody does to a process.

    Args:
        dice: choose which.
    """

    def __init__(self, world: Surroundings, dice: random.Random) -> None:
        self._world = world
        self._scheduler = world.scheduler
        self._dice = dice

    def any_process(self) -> Process:
        """Where the next request goes."""
        return self._dice.choice(self._world.processes)

    def sent(self, who: str, what: str, body: bytes, process: Process) -> Callable[[], Answer | None]:
        """Send it; what comes back waits for the answer, as long as Slack does."""
        begun = self._scheduler.now
        self._world.trace(who, f"{what} at {process.name}")
        answered = process.request(body)
        lived = process.alive

        def wait() -> Answer | None:
            answer = answered(begun + SLACK_WAITS - self._scheduler.now)
            undisturbed = lived and process.alive and process.disturbed_at < begun
            self._world.hear(Acknowledged(what, self._scheduler.now - begun, answer is not None, undisturbed))
            return answer

        return wait
