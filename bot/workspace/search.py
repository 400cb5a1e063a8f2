"""People that a request asks for: those who are remembered, and Slack's answers of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

import structlog

from bot.runtime import Runtime
from bot.slack.conversation import Audience
from bot.slack.errors import SlackError, SlackRefused
from bot.slack.person import Person
from bot.workspace.asking import Asking
from bot.workspace.lookups import Lane
from bot.workspace.people import People

log = structlog.get_logger(__name__)

READER_FRESH = 86_400.0
"""Seconds for which what Slack said of a reader of a channel is taken as still true: it only counts whether
they are guests."""

WHY_NOT = {
    "channel_not_found": Audience.NOT_A_MEMBER,
    "not_in_channel": Audience.NOT_A_MEMBER,
    "missing_scope": Audience.NOT_ALLOWED,
    "no_permission": Audience.NOT_ALLOWED,
}
"""What Slack's refusals say of who reads a conversation; any other trouble is no answer."""

Fact = TypeVar("Fact")


class Search:
    """People that are looked for, until a moment by `Runtime.monotonic`."""

    def __init__(
        self,
        asking: Asking,
        people: People,
        runtime: Runtime,
        until: float,
        *,
        owner: str,
        acting: str = "",
    ) -> None:
        self._acting = acting
        self._runtime = runtime
        self.until = until
        self.readers: set[str] = set()
        self._asking = asking
        self._people = people
        self._owner = owner
        self._found: dict[str, Person] = {}
        self._asked: dict[str, Future[Person]] = {}

    def add(self, users: Iterable[str], lane: Lane, *, max_age: float, most: int | None = None) -> None:
        """Look for these people, too; of those who are not known at most so many."""
        new = [user for user in each(users) if user not in self._found and user not in self._asked]
        self._found |= self._people.lately(new, max_age=max_age)
        unknown = [user for user in new if user not in self._found]
        for user in unknown[:most]:
            self._asked[user] = self._asking.person(
                user, self.until, lane, owner=self._owner, acts=user == self._acting
            )

    def add_readers(self, users: Iterable[str], *, most: int) -> None:
        """Look for those who read a conversation."""
        readers = each(users)
        self.readers.update(readers)
        self.add(readers, Lane.BESIDE, max_age=READER_FRESH, most=most)

    def is_unanswered(self, known: Mapping[str, Person]) -> bool:
        """Whether a reader who was asked about may yet turn out to be anybody.

        Those beyond the first ones are not asked about, and whom Slack does not show stays unknown.
        """
        return any(
            user in self.readers
            and user not in known
            and why_not(answer) is not None
            and not (answer.done() and isinstance(answer.exception(), SlackRefused))
            for user, answer in self._asked.items()
        )

    def people(self) -> dict[str, Person]:
        """Who was found in time, or what Slack said of them before."""
        answered = {
            user: within(answer, self.until - self._runtime.monotonic())
            for user, answer in self._asked.items()
        }
        older = self._people.get_all(user for user, found in answered.items() if not found)
        return {**self._found, **older, **{user: found for user, found in answered.items() if found}}


def each(users: Iterable[str]) -> list[str]:
    """Each user once, and no empty id."""
    return list(dict.fromkeys(filter(None, users)))


def within(answer: Future[Fact], seconds: float) -> Fact | None:
    """The answer if it comes in time; what comes later is remembered for the next time."""
    try:
        error = answer.exception(max(0.0, seconds))
    except TimeoutError:
        return None
    if error is None:
        return answer.result()
    if isinstance(error, SlackError):
        log.info("slack.not_told", code=error.code)
        return None
    raise error


def why_not(answer: Future[Any]) -> Audience | None:
    """Why an answer is not there; None where it is."""
    if not answer.done():
        return Audience.NOT_ANSWERED
    error = answer.exception()
    if error is None:
        return None
    return WHY_NOT.get(error.code if isinstance(error, SlackError) else "", Audience.NOT_ANSWERED)
