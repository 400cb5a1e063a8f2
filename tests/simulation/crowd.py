"""People who click on the tasks that they see: one after the other, twice, two at once, and on old sights."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from tests.simulation import screen
from tests.simulation.card_reading import Element
from tests.simulation.events import Clicked
from tests.simulation.processes import Answer
from tests.simulation.sights import Sight, at_home, in_messages
from tests.simulation.slack import PEOPLE
from tests.simulation.task_forms import Surroundings, TaskForm, TaskForms
from tests.simulation.to_bot import ToBot

FORMS = {"edit_task", "snooze_date", "delete"}
"""What opens a form, rather than changes the task."""


class Crowd:
    """All of them, by the same dice."""

    def __init__(self, world: Surroundings) -> None:
        self.idle = False
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._dice = world.options.dice("crowd")
        self._bot = ToBot(world, self._dice)
        self._forms = TaskForms(world, self._dice, self._bot)
        self._users = list(PEOPLE)[: world.options.people + 1]
        self._busy = 0

    @property
    def forms(self) -> list[TaskForm]:
        """The forms that they filled in."""
        return self._forms.filled

    def work(self) -> None:
        """Click now and then."""
        for _ in range(self._world.options.clicks):
            self._scheduler.pause(self._dice.uniform(5.0, 25.0))
            homes = at_home(self._slack, self._users)
            sights = in_messages(self._slack, self._users)[-6:]
            sights += self._dice.sample(homes, min(3, len(homes))) if homes else []
            if sights:
                self._click_on(self._dice.choice(sights))
        while self._busy:
            self._scheduler.pause(2.0)
        self.idle = True

    def _click_on(self, sight: Sight) -> None:
        """Do something with it; at times twice, or together with somebody else."""
        sights = [sight]
        if self._dice.random() < 0.4:
            every = in_messages(self._slack, self._users) + at_home(self._slack, self._users)
            others = [one for one in every if one.seen.task_uuid == sight.seen.task_uuid]
            sights.append(self._dice.choice(others))
        delay = self._dice.choice((0.0, 0.0, 3.0, 15.0))
        for one in sights:
            element, chosen = self._choice(one)
            for _ in range(2 if self._dice.random() < 0.15 else 1):
                self._begin(partial(self._click, one, element, chosen, delay))
        self._scheduler.pause(delay)

    def _choice(self, sight: Sight) -> tuple[Element, str]:
        element = self._dice.choice(sight.seen.elements)
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
        url = self._slack.response_url(user, message.channel, replaces=message) if message else ""
        trigger, at = self._slack.trigger(user), self._slack.moment()
        option = next((one for one in element.options if one["value"] == chosen), None)
        content = {**element.content, **({"selected_option": option} if option else {})}
        body = self._body(sight, element, content, trigger=trigger, url=url, at=at)
        told_before = self._slack.tried_directly[f"D{user[1:]}"]
        answer = self._sent(user, f"{chosen} of {sight.seen.task_uuid[:8]}", body)
        is_answered = answer is not None and answer[0] == 200
        # In the App Home, there is nothing to answer beside.
        is_told = not url and self._slack.tried_directly[f"D{user[1:]}"] > told_before
        said = is_answered and (is_told or bool({url, trigger} & self._slack.tried))
        stores = chosen not in FORMS
        self._world.hear(Clicked(f"{user}.{at}.", url, message, is_answered, said, stores))
        view = next((view for view in self._slack.views.values() if view.trigger == trigger), None)
        if view and view.content.get("callback_id"):
            self._forms.fill_in(TaskForm(user, sight.seen.task_uuid, url), view)

    def _body(
        self, sight: Sight, element: Element, content: dict[str, Any], *, trigger: str, url: str, at: str
    ) -> bytes:
        user, message, block_id = sight.user, sight.message, element.block_id
        if message:
            return screen.click(
                self._slack, user, trigger, message, content, block_id=block_id, response_url=url, at=at
            )
        home = self._slack.homes.of(user)
        assert home, "what was seen there stays"
        return screen.click_at_home(home, trigger, content, block_id=block_id, at=at)

    def _sent(self, user: str, what: str, body: bytes) -> Answer | None:
        return self._bot.sent(PEOPLE[user][0], what, body, self._bot.any_process())()
