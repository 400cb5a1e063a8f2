"""People who click on the cards that they see: one after the other, twice, two at once, and on old sights."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from tests.simulation import screen, to_bot
from tests.simulation.card_reading import Element, Seen, card_in
from tests.simulation.events import Clicked, Told
from tests.simulation.people import PRESSES
from tests.simulation.processes import Answer
from tests.simulation.screen import Screen
from tests.simulation.slack import ELSEWHERE, PEOPLE, Message, Slack, View
from tests.simulation.to_bot import ToBot
from tests.simulation.virtual import EPOCH

FORMS = {"edit_task", "snooze_date", "delete"}
"""What opens a form, rather than changes the task."""


class Surroundings(to_bot.Surroundings, Protocol):
    """What people need of their world."""

    slack: Slack


@dataclass
class TaskForm:
    """A form that somebody filled in to change a task, and what they were told."""

    url: str
    """The response URL of the click that opened it."""
    told: list[Told] = field(default_factory=list)


@dataclass(frozen=True)
class Sight:
    """A card that somebody has before them."""

    user: str
    message: Message
    card: Seen
    """As it was when they looked."""


class Crowd:
    """All of them, by the same dice."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self.forms: list[TaskForm] = []
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._dice = world.options.dice("crowd")
        self._bot = ToBot(world, self._dice)
        self._users = list(PEOPLE)[: world.options.people + 1]
        self._busy = 0
        self._count = 0

    def work(self) -> None:
        """Click now and then."""
        for _ in range(self._world.options.clicks):
            self._scheduler.pause(self._dice.uniform(5.0, 25.0))
            sights = self._sights()
            if sights:
                self._click_on(self._dice.choice(sights[-6:]))
        while self._busy:
            self._scheduler.pause(2.0)
        self.idle = True

    def _sights(self) -> list[Sight]:
        """The cards on which there is something to click, for each who sees them."""
        return [
            Sight(user, message, card)
            for message in self._slack.messages
            if not message.is_deleted and (card := card_in(message)) and card.elements
            for user in self._users
            if _sees(user, message)
        ]

    def _click_on(self, sight: Sight) -> None:
        """Do something with it; at times twice, or together with somebody else."""
        sights = [sight]
        if self._dice.random() < 0.4:
            others = [one for one in self._sights() if one.card.task_uuid == sight.card.task_uuid]
            sights.append(self._dice.choice(others))
        delay = self._dice.choice((0.0, 0.0, 3.0, 15.0))
        for one in sights:
            element, chosen = self._choice(one)
            for _ in range(2 if self._dice.random() < 0.15 else 1):
                self._begin(partial(self._click, one, element, chosen, delay))
        self._scheduler.pause(delay)

    def _choice(self, sight: Sight) -> tuple[Element, str]:
        element = self._dice.choice(sight.card.elements)
        if not element.options:
            return element, element.action_id
        # What is deleted is done with: not everything may be.
        values = [str(option["value"]) for option in element.options]
        chosen = self._dice.choice(values)
        return element, chosen if chosen != "delete" or self._dice.random() < 0.5 else values[0]

    def _begin(self, act: Callable[[], None]) -> None:
        self._busy += 1

        def work() -> None:
            act()
            self._busy -= 1

        strand = self._scheduler.strand
        self._scheduler.start(work, strand.owner, strand.name)

    def _click(self, sight: Sight, element: Element, chosen: str, delay: float) -> None:
        self._scheduler.pause(delay + self._dice.choice((0.0, self._dice.uniform(0.0, 1.0))))
        user, message = sight.user, sight.message
        url = self._slack.response_url(user, message.channel, replaces=message)
        trigger = self._slack.trigger(user)
        option = next((one for one in element.options if one["value"] == chosen), None)
        content = {**element.content, **({"selected_option": option} if option else {})}
        body = screen.click(
            self._slack, user, trigger, message, content, block_id=element.block_id, response_url=url
        )
        answer = self._sent(user, f"{chosen} of {sight.card.task_uuid[:8]}", body)
        is_answered = answer is not None and answer[0] == 200
        said = is_answered and bool({url, trigger} & self._slack.tried)
        self._world.hear(Clicked(url, message, is_answered, said, stores=chosen not in FORMS))
        view = next((view for view in self._slack.views.values() if view.trigger == trigger), None)
        if view and view.content.get("callback_id"):
            self._fill_in(user, view, url)

    def _fill_in(self, user: str, view: View, url: str) -> None:
        form, shown = TaskForm(url), Screen(view, conversation="C1")
        self.forms.append(form)
        self._fill(shown)
        self._scheduler.pause(self._dice.uniform(0.5, 15.0))
        if self._dice.random() < 0.1:
            return
        for _ in range(PRESSES):
            body = shown.submission(self._slack)
            times = 2 if self._dice.random() < 0.2 else 1
            waits = [
                self._bot.sent(PEOPLE[user][0], "submit", body, self._bot.any_process()) for _ in range(times)
            ]
            form.told += [self._told(shown, wait()) for wait in waits]
            self._world.trace(PEOPLE[user][0], f"sees of {view.id}: {', '.join(form.told)}")
            if {Told.CREATED, Told.SAVED} & set(form.told) or self._dice.random() < 0.2:
                return
            if shown.view.content.get("callback_id") != view.content.get("callback_id"):
                return
            self._scheduler.pause(self._dice.uniform(1.0, 8.0))
            if form.told[-1] is Told.ERROR and self._dice.random() < 0.7:
                self._fill(shown)

    def _fill(self, shown: Screen) -> None:
        kind = shown.view.content.get("callback_id")
        self._count += 1
        if kind == "edit_task" and self._dice.random() < 0.7:
            shown.write(f"Edit {self._count}")
        elif kind in {"edit_task", "snooze_task"}:
            shown.choose_day(self._day())
        if kind == "edit_task" and self._dice.random() < 0.3:
            shown.assign(self._dice.choice(list(PEOPLE)))

    def _day(self) -> str:
        today = datetime.fromtimestamp(EPOCH, UTC).date()
        return (today + timedelta(days=10 + self._count)).isoformat()

    def _told(self, shown: Screen, answer: Answer | None) -> Told:
        if answer is None or answer[0] != 200:
            return Told.NOTHING
        said = json.loads(answer[1] or "{}")
        match said.get("response_action"):
            case None | "clear":
                return Told.CREATED
            case "update":
                is_saved = said["view"].get("callback_id") == "saved"
                shown.view.content = said["view"]
                return Told.SAVED if is_saved else Told.ERROR
        return Told.ERROR

    def _sent(self, user: str, what: str, body: bytes) -> Answer | None:
        return self._bot.sent(PEOPLE[user][0], what, body, self._bot.any_process())()


def _sees(user: str, message: Message) -> bool:
    if message.only_for or message.channel.startswith("D"):
        return user == message.only_for or message.channel == f"D{user[1:]}"
    return user not in ELSEWHERE.get(message.channel, ())
