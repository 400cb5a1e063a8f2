"""Who people in Slack are, who reads a conversation and what was said: remembered, else asked in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from bot.channel import Channel
from bot.person import Person
from bot.resolve.message import Message
from bot.slack import Slack
from bot.slack_errors import SlackError
from bot.store.channels import Channels
from bot.store.database import DatabaseUnavailable
from bot.store.people import People

log = structlog.get_logger(__name__)

FRESH = 3600.0
"""Seconds for which what Slack said of a person is taken as still true."""

CHANNEL_FRESH = 60.0
"""The same for a channel: it may have been shared with another company since."""

THREAD_MAX = 50
"""Messages of a thread that are read for clues to the customer."""

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Known:
    """What could be found out in time."""

    people: dict[str, Person] = field(default_factory=dict)
    channel: Channel | None = None
    thread: list[Message] = field(default_factory=list)


class Whereabouts:
    """Looks people, channels and threads up. Where Slack is slow or away, older answers serve."""

    def __init__(self, slack: Slack, people: People, channels: Channels) -> None:
        self._slack = slack
        self._people = people
        self._channels = channels
        self._pool = ThreadPoolExecutor(16, thread_name_prefix="lookup")

    def gather(
        self, users: Iterable[str], channel_id: str = "", *, thread_ts: str = "", seconds: float
    ) -> Known:
        """Several people, a channel and a thread in it, asked of Slack side by side, within one budget.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        wanted = list(dict.fromkeys(filter(None, users)))
        people = self._people.get_all(wanted, max_age=FRESH)
        asked = {user: self._ask_person(user, seconds) for user in wanted if user not in people}
        channel = self._channels.get(channel_id, max_age=CHANNEL_FRESH) if channel_id else None
        asked_channel = self._ask_channel(channel_id, seconds) if channel_id and not channel else None
        asked_thread = self._ask_thread(channel_id, thread_ts, seconds) if thread_ts else None
        running: list[Future[Any]] = [*asked.values()]
        running += [answer for answer in (asked_channel, asked_thread) if answer]
        wait(running, timeout=seconds)
        for user, answer in asked.items():
            found = _now(answer) or self._people.get(user)
            if found:
                people[user] = found
        return Known(
            people,
            channel or (_now(asked_channel) if asked_channel else None),
            (_now(asked_thread) if asked_thread else None) or [],
        )

    def by_email(self, email: str, *, seconds: float) -> Person | None:
        """The active colleague who has this e-mail in ChartMogul or in Slack, found out within `seconds`.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        known = self._people.by_email(email)
        if known or not email:
            return known
        asked = self._ask(
            "person by e-mail",
            lambda: self._slack.person_by_email(email, timeout=seconds),
            keep=self._people.remember,
        )
        wait([asked], timeout=seconds)
        found = _now(asked)
        return found if found and not (found.deleted or found.is_bot) else None

    def _ask_person(self, user_id: str, seconds: float) -> Future[Person | None]:
        return self._ask(
            "person", lambda: self._slack.person(user_id, timeout=seconds), keep=self._people.remember
        )

    def _ask_channel(self, channel_id: str, seconds: float) -> Future[Channel | None]:
        return self._ask(
            "channel", lambda: self._slack.channel(channel_id, timeout=seconds), keep=self._channels.remember
        )

    def _ask_thread(self, channel_id: str, thread_ts: str, seconds: float) -> Future[list[Message] | None]:
        def ask() -> list[Message]:
            said = self._slack.thread(channel_id, thread_ts, limit=THREAD_MAX, timeout=seconds)
            return [Message.from_payload(message) for message in said]

        return self._ask("thread", ask)

    def _ask(
        self, what: str, ask: Callable[[], Fact | None], *, keep: Callable[[Fact], None] | None = None
    ) -> Future[Fact | None]:
        """What Slack says, None where it says nothing.

        It is kept for the next time while nobody waits: the database may be locked for a moment.
        """

        def asked() -> Fact | None:
            try:
                found = ask()
            except SlackError as error:
                log.info("slack.not_told", what=what, code=error.code)
                return None
            if keep and found is not None:
                self._pool.submit(kept, keep, found)
            return found

        def kept(keep: Callable[[Fact], None], found: Fact) -> None:
            try:
                keep(found)
            except DatabaseUnavailable:
                log.info("slack.not_remembered", what=what)

        return self._pool.submit(asked)


def _now(answer: Future[Fact | None]) -> Fact | None:
    """The answer if it has come; what comes later is remembered for the next time."""
    return answer.result() if answer.done() else None
