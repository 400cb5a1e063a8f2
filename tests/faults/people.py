"""People who fill in forms, press twice, try again, correct or give up; and what each of them was told."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.slack import SlackStandIn
from bot.sandbox.slack.errors import ClientRefused
from bot.sandbox.slack.person import PersonDriver
from bot.sandbox.slack.submission import SubmitResult

WISHES = (
    "Send the renewal quote",
    "Call Kim about invoices",
    "Ask for a testimonial",
    "Fix webhook retries",
    "Plan onboarding workshop",
    "Check SSO certificate",
    "Book a demo of reports",
    "Upgrade to annual billing",
    "Escalate ticket about exports",
    "Thank them for patience",
    "Review GDPR addendum",
    "Share roadmap slides",
)

PATIENCE = 30.0
"""Seconds for which somebody tries to open a form, or presses its button, before they give up."""


class Told(StrEnum):
    """What the screen said after somebody pressed the button."""

    CREATED = "created"
    SAVED = "saved"
    ERROR = "error"
    NOTHING = "no answer"


@dataclass
class Form:
    """One form that was filled in. Its `mark` stands in the task's details and nowhere else."""

    mark: str
    details: str
    told: list[Told] = field(default_factory=list)

    @property
    def last(self) -> Told:
        """The last word that the person saw."""
        return self.told[-1]


@dataclass(frozen=True)
class Habits:
    """How somebody goes about it."""

    channels: Sequence[str]
    elsewhere: str
    """A colleague whom ChartMogul does not know."""
    urls: Sequence[str | None]
    """Where the bots listen; None is over Socket Mode."""


class Colleague:
    """One person at work, by their own dice."""

    def __init__(self, slack: SlackStandIn, user: str, habits: Habits, dice: random.Random) -> None:
        self._slack = slack
        self._user = user
        self._habits = habits
        self._dice = dice
        self.forms: list[Form] = []

    def work(self, forms: int, until: float) -> None:
        """Fill in so many forms, one after the other, until then at the latest (monotonic)."""
        for number in range(forms):
            time.sleep(self._dice.uniform(0.0, 1.0))
            if time.monotonic() > until:
                return
            self._fill_in_one(number)

    def _fill_in_one(self, number: int) -> None:
        mark = f"q{number}{self._user[-4:].lower()}"
        form = Form(mark, f"{self._dice.choice(WISHES)} {mark}")
        person = self._slack.person(self._user)
        abroad = self._dice.random() < 0.12
        if not self._opened(person, form.details) or not self._filled(person, abroad=abroad):
            if person.view:
                person.close(everything=True)
            return
        self.forms.append(form)
        self._press_until_content(person, form, abroad=abroad)
        if person.view:
            person.close(everything=True)

    def _opened(self, person: PersonDriver, details: str) -> bool:
        for _ in self._again_and_again():
            self._route()
            person.command(self._dice.choice(self._habits.channels), "/cm-task", details)
            if person.view:
                return True
        return False

    def _filled(self, person: PersonDriver, *, abroad: bool) -> bool:
        for _ in self._again_and_again():
            try:
                person.fill("customer", "Acme")
                if abroad:
                    person.fill("assignee", self._habits.elsewhere)
                return True
            except ClientRefused:
                self._route()
        return False

    def _press_until_content(self, person: PersonDriver, form: Form, *, abroad: bool) -> None:
        for _ in self._again_and_again():
            self._route()
            results = self._pressed(person)
            form.told += [_told(result, person) for result in results]
            if not person.view or person.view.content.get("callback_id") == "saved":
                return
            if self._dice.random() < 0.15:
                return
            if abroad and Told.ERROR in form.told:
                person.fill("assignee", self._user)

    def _pressed(self, person: PersonDriver) -> list[SubmitResult]:
        if self._dice.random() < 0.2:
            return person.submit_raw(2, request_urls=self._habits.urls)
        return [person.submit()]

    def _route(self) -> None:
        self._slack.request_url = self._dice.choice(self._habits.urls)

    def _again_and_again(self) -> Iterator[None]:
        """Tries, with a pause after each."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            yield
            time.sleep(self._dice.uniform(0.2, 0.8))


def _told(result: SubmitResult, person: PersonDriver) -> Told:
    if result.closed:
        return Told.CREATED
    if result.errors or result.client_errors:
        return Told.ERROR
    return Told.NOTHING if result.failure else Told.SAVED
