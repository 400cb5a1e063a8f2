"""People who ask for lists of tasks, and turn the pages of those that they see."""

from __future__ import annotations

import json

from tests.simulation import screen
from tests.simulation.events import Clicked
from tests.simulation.row_reading import pagers_in
from tests.simulation.sights import sees
from tests.simulation.slack import CHANNELS, PEOPLE, Message
from tests.simulation.task_forms import Surroundings
from tests.simulation.to_bot import ToBot

QUESTIONS = (
    "list",
    "list",
    "list acme",
    "list acme",
    "list overdue",
    "list @Ben",
    "list week",
    "list me acme",
)


class Askers:
    """All of them, by the same dice."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._dice = world.options.dice("lists")
        self._bot = ToBot(world, self._dice)
        self._users = list(PEOPLE)[: world.options.people + 1]

    def work(self) -> None:
        """Ask now and then."""
        for _ in range(self._world.options.lists):
            self._scheduler.pause(self._dice.uniform(5.0, 40.0))
            user = self._dice.choice(self._users)
            paged = [one for one in self._slack.messages if sees(user, one) and pagers_in(one.content)]
            if paged and self._dice.random() < 0.6:
                self._turn(user, self._dice.choice(paged[-3:]))
            else:
                self._ask(user)
        self.idle = True

    def _ask(self, user: str) -> None:
        words, channel = self._dice.choice(QUESTIONS), self._dice.choice(list(CHANNELS))
        trigger = self._slack.trigger(user)
        body = screen.command(self._slack, user, trigger, channel, words)
        answer = self._bot.sent(PEOPLE[user][0], words, body, self._bot.any_process())()
        if answer and answer[0] == 200 and answer[1]:
            self._slack.answer(user, channel, json.loads(answer[1]))

    def _turn(self, user: str, message: Message) -> None:
        pager = self._dice.choice(pagers_in(message.content))
        url = self._slack.response_url(user, message.channel, replaces=message)
        trigger, at = self._slack.trigger(user), self._slack.moment()
        body = screen.click(
            self._slack,
            user,
            trigger,
            message,
            pager.content,
            block_id=pager.block_id,
            response_url=url,
            at=at,
        )
        answer = self._bot.sent(PEOPLE[user][0], pager.action_id, body, self._bot.any_process())()
        is_answered = answer is not None and answer[0] == 200
        said = bool({url, trigger} & self._slack.tried)
        self._world.hear(Clicked(f"{user}.{at}.", url, message, is_answered, said, stores=False))
