"""People who switch the digest of a channel on and off, on a Monday morning."""

from __future__ import annotations

from typing import Protocol

from tests.simulation import screen, task_forms
from tests.simulation.chartmogul import ACME
from tests.simulation.database import WorldDatabase
from tests.simulation.slack import CHANNELS, PEOPLE
from tests.simulation.to_bot import ToBot

NINE = 500.0
"""When it is nine o'clock in London; elsewhere it is already, and in Moscow nearly noon."""


class Surroundings(task_forms.Surroundings, Protocol):
    """What they need of their world."""

    database: WorldDatabase


class Mondays:
    """All of them, by the same dice."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._dice = world.options.dice("mondays")
        self._bot = ToBot(world, self._dice)
        self._users = list(PEOPLE)[: world.options.people + 1]

    def begin(self) -> None:
        """The channels are about a customer already."""
        for channel in CHANNELS if self._world.options.digests else ():
            self._world.database.link(channel, ACME)

    def work(self) -> None:
        """Switch now and then."""
        for _ in range(self._world.options.digests):
            self._scheduler.pause(self._dice.uniform(5.0, 60.0))
            user, channel = self._dice.choice(self._users), self._dice.choice(("C1", "C1", "C2"))
            words = self._dice.choice(("digest on", "digest on", "digest on", "digest off"))
            body = screen.command(self._slack, user, self._slack.trigger(user), channel, words)
            self._bot.sent(PEOPLE[user][0], words, body, self._bot.any_process())()
        self.idle = True
