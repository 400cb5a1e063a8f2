"""Single questions to Slack, each answered in its time; what it says is kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import structlog

from bot.at_hand import AtHand
from bot.slack.conversation import Channel
from bot.slack.insiders import Home
from bot.slack.message import Message
from bot.slack.person import Person
from bot.slack.web_api import Slack
from bot.store.database import DatabaseUnavailable
from bot.workspace.channels import Channels
from bot.workspace.lookups import Lane, Lookups
from bot.workspace.people import People

log = structlog.get_logger(__name__)

LATE = 2.0
"""Seconds that Slack gets to say who somebody is: also after the budget, for the next time."""

JUST_NOW = 2.0
"""Seconds in which an answer to somebody else may have been kept, since whoever asks has looked for it."""

MEMBERS_MAX = 1000
"""Members of a channel that are looked at: one page of Slack's list."""

THREAD_MAX = 50
"""Messages of a thread that are read for clues to the customer."""

Fact = TypeVar("Fact")


class Asking:
    """Asks Slack through `Lookups`. `until` is by `Runtime.monotonic`; an answer may be a `SlackError`."""

    def __init__(
        self,
        slack: Slack,
        people: People,
        channels: Channels,
        lookups: Lookups,
        members_at_hand: AtHand[str, list[str]],
    ) -> None:
        self._slack = slack
        self._people = people
        self._channels = channels
        self._lookups = lookups
        self._members_at_hand = members_at_hand

    def home(self, until: float, lane: Lane) -> Future[Home]:
        """Whose bot this is."""
        return self._lookups.ask(
            "home", lambda left: self._slack.home(timeout=max(left, LATE)), until=until, lane=lane
        )

    def person(
        self, user_id: str, until: float, lane: Lane, *, owner: str = "", acts: bool = False
    ) -> Future[Person]:
        """Who somebody is; `owner` is for whom that is asked, `acts` whether they use the bot now."""
        least = 0.0 if lane is Lane.BESIDE else LATE
        answer = self._lookups.ask(
            ("person", user_id),
            lambda left: (
                self._people.get(user_id, max_age=JUST_NOW)
                or self._slack.person(user_id, timeout=max(left, least))
            ),
            until=until,
            lane=lane,
            owner=owner,
            keep=lambda found: _kept(self._people.remember, found),
        )
        if acts:
            # Somebody else may have been the first to ask this, for whom a forgotten person is not kept.
            answer.add_done_callback(self._remember_acting)
        return answer

    def _remember_acting(self, answer: Future[Person]) -> None:
        if answer.exception() is None:
            remember = partial(self._people.remember, acts=True)
            self._lookups.aside(lambda: _kept(remember, answer.result()))

    def person_by_email(self, email: str, until: float) -> Future[Person | None]:
        """Who has this e-mail in Slack."""
        return self._lookups.ask(
            ("e-mail", email.casefold()),
            lambda left: self._slack.person_by_email(email, timeout=left),
            until=until,
            keep=lambda found: _kept(self._people.remember, found) if found else None,
        )

    def channel(self, channel_id: str, until: float, lane: Lane, *, anew: bool = False) -> Future[Channel]:
        """What a conversation is; `anew` takes no answer to somebody who asked before."""
        return self._lookups.ask(
            ("channel", channel_id, object() if anew else None),
            lambda left: (
                (None if anew else self._channels.get(channel_id, max_age=JUST_NOW))
                or self._slack.channel(channel_id, timeout=left)
            ),
            until=until,
            lane=lane,
            keep=lambda found: _kept(self._channels.remember, found),
        )

    def members(self, channel_id: str, until: float, lane: Lane, *, anew: bool = False) -> Future[list[str]]:
        """Who is in a conversation: the first thousand; `anew` takes no answer that was given before."""
        if not anew and (known := self._members_at_hand.get(channel_id)) is not None:
            return self._lookups.answered(known)
        return self._lookups.ask(
            ("members", channel_id, object() if anew else None),
            lambda left: self._slack.members(channel_id, limit=MEMBERS_MAX, timeout=left),
            until=until,
            lane=lane,
            keep=lambda found: self._members_at_hand.keep(channel_id, found),
        )

    def thread(self, channel_id: str, thread_ts: str, until: float, lane: Lane) -> Future[list[Message]]:
        """What was said in a thread: its first messages."""

        def ask(left: float) -> list[Message]:
            said = self._slack.thread(channel_id, thread_ts, limit=THREAD_MAX, timeout=left)
            return [Message.from_payload(message) for message in said]

        return self._lookups.ask(("thread", channel_id, thread_ts), ask, until=until, lane=lane)


def _kept(keep: Callable[[Fact], None], found: Fact) -> None:
    try:
        keep(found)
    except DatabaseUnavailable:
        log.info("slack.not_remembered", kind=type(found).__name__)
