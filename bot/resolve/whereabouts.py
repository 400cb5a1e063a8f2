"""Who people in Slack are, and who reads a conversation: remembered, else asked of Slack in good time."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog

from bot.channel import Channel
from bot.person import Person
from bot.slack import Slack, SlackError
from bot.store.channels import Channels
from bot.store.people import People

log = structlog.get_logger(__name__)

FRESH = 3600.0
"""Seconds for which what Slack said of a person or a channel is taken as still true."""

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Known:
    """What could be found out in time."""

    people: dict[str, Person] = field(default_factory=dict)
    channel: Channel | None = None


class Whereabouts:
    """Looks people and channels up. Where Slack is slow or away, older answers serve."""

    def __init__(self, slack: Slack, people: People, channels: Channels) -> None:
        self._slack = slack
        self._people = people
        self._channels = channels
        self._pool = ThreadPoolExecutor(16, thread_name_prefix="lookup")

    def gather(self, users: Iterable[str], channel_id: str = "", *, seconds: float) -> Known:
        """Several people and a channel, asked of Slack side by side, within one budget.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        wanted = list(dict.fromkeys(filter(None, users)))
        people = self._people.get_all(wanted, max_age=FRESH)
        asked = {user: self._ask_person(user, seconds) for user in wanted if user not in people}
        channel = self._channels.get(channel_id, max_age=FRESH) if channel_id else None
        asked_channel = self._ask_channel(channel_id, seconds) if channel_id and not channel else None
        running: list[Future[Any]] = [*asked.values()]
        wait(running + ([asked_channel] if asked_channel else []), timeout=seconds)
        for user, answer in asked.items():
            found = _now(answer) or self._people.get(user)
            if found:
                people[user] = found
        if asked_channel:
            channel = _now(asked_channel)
        return Known(people, channel)

    def _ask_person(self, user_id: str, seconds: float) -> Future[Person | None]:
        def ask() -> Person | None:
            try:
                person = self._slack.person(user_id, timeout=seconds)
            except SlackError as error:
                log.info("slack.person_unknown", code=error.code)
                return None
            self._people.remember(person)
            return person

        return self._pool.submit(ask)

    def _ask_channel(self, channel_id: str, seconds: float) -> Future[Channel | None]:
        def ask() -> Channel | None:
            try:
                channel = self._slack.channel(channel_id, timeout=seconds)
            except SlackError as error:
                log.info("slack.channel_unknown", code=error.code)
                return None
            self._channels.remember(channel)
            return channel

        return self._pool.submit(ask)


def _now(answer: Future[Fact | None]) -> Fact | None:
    """The answer if it has come; what comes later is remembered for the next time."""
    return answer.result() if answer.done() else None
