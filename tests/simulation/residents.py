"""People who open their App Home, look through it, and open it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.views.home import CHOOSE_CUSTOMER, REFRESH
from tests.simulation import screen
from tests.simulation.card_reading import Element
from tests.simulation.chartmogul import ACME, GLOBEX
from tests.simulation.people import CUSTOMERS
from tests.simulation.row_reading import element_in, pagers_in
from tests.simulation.slack import PEOPLE
from tests.simulation.task_forms import Surroundings
from tests.simulation.to_bot import ToBot

RETRIED = (0.0, 1.0, 60.0, 300.0)
"""Seconds before each time that Slack sends an event until the app has answered."""


TRIES = 5
"""Times that somebody opens theirs, until it shows what ChartMogul has now."""


class Residents:
    """All of them, by the same dice."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self.looked_again: set[str] = set()
        """Who has opened theirs in the healthy world, once all was at rest."""
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._dice = world.options.dice("homes")
        self._bot = ToBot(world, self._dice)
        self._users = list(PEOPLE)[: world.options.people + 1]
        self._opened: dict[str, None] = {}
        self._busy = 0

    def work(self) -> None:
        """Look now and then."""
        for _ in range(self._world.options.homes):
            self._scheduler.pause(self._dice.uniform(3.0, 30.0))
            user = self._dice.choice(self._users)
            if user not in self._opened or self._dice.random() < 0.3:
                self._begin(partial(self._open, user))
            else:
                self._look_through(user)
        while self._busy:
            self._scheduler.pause(2.0)
        self.idle = True

    def look_again(self) -> None:
        """Half of those who have opened theirs open it again, the others leave it as it is."""
        self.idle = False
        for user in self._opened:
            if self._dice.random() < 0.5:
                self._open_until_known(user)
                self.looked_again.add(user)
        self.idle = True

    def _open_until_known(self, user: str) -> None:
        """With few requests a second, ChartMogul cannot always be asked at once: then it says so."""
        for _ in range(TRIES):
            self._open(user)
            self._scheduler.pause(5.0)
            home = self._slack.homes.of(user)
            if home and ":warning:" not in str(home.content):
                return

    def _open(self, user: str) -> None:
        self._opened[user] = None
        body = screen.home_opened(user, self._slack.homes.open(user), at=self._slack.moment())
        for seconds in RETRIED:
            self._scheduler.pause(seconds)
            if self._sent(user, "home", body):
                return

    def _look_through(self, user: str) -> None:
        home = self._slack.homes.of(user)
        if home is None:
            return
        if self._dice.random() < 0.4:
            self._choose_customer(user)
        elif pagers := pagers_in(home.content):
            self._click(user, self._dice.choice(pagers))
        elif refresh := element_in(home.content, REFRESH):
            self._click(user, refresh)

    def _choose_customer(self, user: str) -> None:
        home = self._slack.homes.of(user)
        select = element_in(home.content, CHOOSE_CUSTOMER) if home else None
        if select:
            uuid = self._dice.choice((ACME, ACME, GLOBEX))
            option = {"text": {"type": "plain_text", "text": CUSTOMERS[uuid]}, "value": uuid}
            self._click(user, select, selected_option=option)

    def _click(self, user: str, element: Element, **chosen: Any) -> None:
        home = self._slack.homes.of(user)
        assert home, "it is there"
        trigger, at, content = self._slack.trigger(user), self._slack.moment(), {**element.content, **chosen}
        body = screen.click_at_home(home, trigger, content, block_id=element.block_id, at=at)
        self._sent(user, element.action_id, body)

    def _sent(self, user: str, what: str, body: bytes) -> bool:
        """Whether the app has answered that it has it."""
        answer = self._bot.sent(PEOPLE[user][0], what, body, self._bot.any_process())()
        return answer is not None and answer[0] == 200

    def _begin(self, act: Callable[[], None]) -> None:
        self._busy += 1

        def work() -> None:
            act()
            self._busy -= 1

        strand = self._scheduler.strand
        self._scheduler.start(work, strand.owner, strand.name)
