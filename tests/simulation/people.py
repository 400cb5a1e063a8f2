"""People who fill in forms, press twice, correct, edit and give up, and who press the buttons of messages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from tests.faults.people import WISHES
from tests.simulation import screen, to_bot
from tests.simulation.chartmogul import ACME, GLOBEX, GONE
from tests.simulation.events import Told
from tests.simulation.processes import Answer, Process
from tests.simulation.screen import Screen
from tests.simulation.slack import CHANNELS, PEOPLE, Message, Slack
from tests.simulation.to_bot import ToBot

PRESSES = 5
"""Times that somebody presses a button before they give up."""

MUCH_MORE = " and so on" * 40
"""What makes a wish longer than a task's details."""

CUSTOMERS = {ACME: "Acme", GLOBEX: "Globex", GONE: "Initech"}


@dataclass
class Form:
    """One form that was filled in, and what its person was told."""

    view_id: str
    told: list[Told] = field(default_factory=list)
    ticks: list[bool] = field(default_factory=list)
    """Whether a note was wanted, each time that the button was pressed."""


class Surroundings(to_bot.Surroundings, Protocol):
    """What people need of their world."""

    slack: Slack

    def is_missing(self, delivery: str) -> bool:
        """Whether ChartMogul has fewer tasks of this delivery's content than were asked for."""


class Colleague:
    """One person at work, by their own dice."""

    def __init__(self, world: Surroundings, user: str) -> None:
        self.forms: list[Form] = []
        self.idle = False
        self._world = world
        self._slack = world.slack
        self._scheduler = world.scheduler
        self._user = user
        self._name = PEOPLE[user][0]
        self._dice = world.options.dice(f"people/{user}")
        self._note_dice = world.options.dice(f"notes/{user}")
        self._bot = ToBot(world, self._dice)
        self._seen = 0

    def work(self) -> None:
        """Fill in forms, one after the other."""
        for _ in range(self._world.options.forms):
            self._scheduler.pause(self._dice.uniform(0.0, 20.0))
            self._fill_in_one()
        self.idle = True

    def read(self) -> None:
        """Look at the messages of the bot now and then, and press their buttons."""
        while True:
            self._scheduler.pause(self._dice.uniform(15.0, 45.0))
            for message in self._slack.messages[self._seen :]:
                self._seen += 1
                if message.channel == f"D{self._user[1:]}" or message.only_for == self._user:
                    self._react(message)

    def probe(self, process: Process) -> Told:
        """Fill in one form, all of whose requests one process gets, and nothing else happens."""
        opened = self._opened(
            lambda trigger: screen.command(self._slack, self._user, trigger, "C1", "Probe"), process
        )
        if opened is None:
            return Told.NOTHING
        form, shown = opened
        shown.choose_customer(ACME, "Acme")
        shown.write(f"Probe {process.name}")
        self._press(form, shown, process)
        return form.told[-1]

    def _fill_in_one(self) -> None:
        text = self._dice.choice(WISHES[: self._world.options.wishes])
        for _ in range(PRESSES):
            opened = self._opened(partial(self._begin, text), self._any_process())
            if opened:
                form, shown = opened
                self._fill(shown, text)
                self._press_until_content(form, shown, text)
                return
            self._scheduler.pause(self._dice.uniform(2.0, 10.0))

    def _begin(self, text: str, trigger: str) -> bytes:
        channel = self._dice.choice(list(CHANNELS))
        surface = self._dice.randrange(5)
        if surface == 0:
            return screen.global_shortcut(self._user, trigger)
        if surface == 1:
            in_thread = self._note_dice.random() < 0.7
            return screen.message_shortcut(
                self._slack, self._user, trigger, channel, text, in_thread=in_thread
            )
        words = f"{text}{MUCH_MORE}" if self._note_dice.random() < 0.3 else text
        return screen.command(self._slack, self._user, trigger, channel, words)

    def _opened(self, act: Callable[[str], bytes], process: Process) -> tuple[Form, Screen] | None:
        """The form that opens when something is done, given its `trigger_id`; None where none does."""
        trigger = self._slack.trigger(self._user)
        self._send("open", act(trigger), process)
        view = next((view for view in self._slack.views.values() if view.trigger == trigger), None)
        if view is None or view.content.get("callback_id") != "create_task":
            return None
        form = Form(view.id)
        self.forms.append(form)
        return form, Screen(view, conversation="C1")

    def _fill(self, shown: Screen, text: str) -> None:
        customer = self._dice.choice((ACME, ACME, ACME, GLOBEX, GONE))
        shown.choose_customer(customer, CUSTOMERS[customer])
        shown.write(text)
        if shown.offers_note:
            shown.tick(on=self._note_dice.random() < 0.7)
        if self._dice.random() < 0.3:
            self._send("choose", shown.chosen(self._slack, "customer"), self._any_process())
        if self._dice.random() < 0.15:
            shown.assign(self._dice.choice(list(PEOPLE)))
        if self._dice.random() < 0.5:
            shown.choose_place(self._dice.choice((0, 0, 0, 1)))
        self._scheduler.pause(self._dice.uniform(0.5, 5.0))

    def _press_until_content(self, form: Form, shown: Screen, text: str) -> None:
        for _ in range(PRESSES):
            self._press(form, shown, *self._processes_of_clicks())
            if {Told.CREATED, Told.SAVED} & set(form.told) or self._dice.random() < 0.15:
                return
            self._scheduler.pause(self._dice.uniform(1.0, 8.0))
            if form.told[-1] is Told.ERROR:
                shown.choose_customer(ACME, "Acme")
                shown.assign(self._user)
            if self._dice.random() < 0.2:
                shown.write(f"{text} soon")

    def _processes_of_clicks(self) -> list[Process]:
        return [self._any_process() for _ in range(2 if self._dice.random() < 0.25 else 1)]

    def _press(self, form: Form, shown: Screen, *processes: Process) -> None:
        """Press the button, once or twice before an answer is there."""
        body = shown.submission(self._slack)
        form.ticks.append(shown.keeps_note)
        waits = [self._bot.sent(self._name, "submit", body, process) for process in processes]
        for wait in waits:
            form.told.append(self._told(shown, wait()))
        self._world.trace(self._name, f"sees of {form.view_id}: {', '.join(form.told)}")

    def _told(self, shown: Screen, answer: Answer | None) -> Told:
        if answer is None or answer[0] != 200:
            return Told.NOTHING
        said = json.loads(answer[1] or "{}")
        match said.get("response_action"):
            case None | "clear":
                return Told.CREATED
            case "errors":
                self._world.trace(self._name, f"reads {said['errors']}")
                return Told.ERROR
            case "update":
                shown.view.content = said["view"]
                return Told.SAVED
        return Told.NOTHING

    def _react(self, message: Message) -> None:
        buttons = screen.buttons(message)
        if "send_again" in buttons:
            self._later(lambda: self._decide(message, buttons))
        elif "reopen_form" in buttons and self._dice.random() < 0.5:
            self._later(lambda: self._reopen(message, buttons["reopen_form"]))
        elif "open_customer" in buttons and self._dice.random() < 0.3:
            self._send("click", self._click(message, buttons["open_customer"]), self._any_process())

    def _later(self, act: Callable[[], None]) -> None:
        strand = self._scheduler.strand
        self._scheduler.start(act, strand.owner, strand.name)

    def _decide(self, message: Message, buttons: dict[str, dict[str, Any]]) -> None:
        """Look in ChartMogul after a while, when nothing can appear there any more, and say what is there."""
        self._scheduler.pause(self._dice.uniform(120.0, 200.0))
        while True:
            missing = self._world.is_missing(buttons["send_again"]["value"])
            button = buttons["send_again" if missing else "is_there"]
            body = self._click(message, button)
            answer = self._send(str(button["action_id"]), body, self._any_process())
            if answer and answer[0] == 200 and "send_again" not in screen.buttons(message):
                return
            self._scheduler.pause(self._dice.uniform(5.0, 20.0))

    def _reopen(self, message: Message, button: dict[str, Any]) -> None:
        self._scheduler.pause(self._dice.uniform(2.0, 20.0))
        opened = self._opened(
            lambda trigger: screen.click(self._slack, self._user, trigger, message, button),
            self._any_process(),
        )
        if opened:
            form, shown = opened
            self._fill(shown, self._dice.choice(WISHES[: self._world.options.wishes]))
            self._press_until_content(form, shown, "Once more")

    def _click(self, message: Message, button: dict[str, Any]) -> bytes:
        return screen.click(self._slack, self._user, self._slack.trigger(self._user), message, button)

    def _any_process(self) -> Process:
        return self._bot.any_process()

    def _send(self, what: str, body: bytes, process: Process) -> Answer | None:
        return self._bot.sent(self._name, what, body, process)()


def colleagues(world: Surroundings) -> list[Colleague]:
    """Everybody of this world."""
    return [Colleague(world, user) for user in list(PEOPLE)[: world.options.people]]
