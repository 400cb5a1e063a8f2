"""Who people in Slack are, who reads a conversation and what was said: remembered, else asked in time."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeVar

import structlog

from bot.runtime import REAL, Runtime
from bot.slack.conversation import Audience, Channel
from bot.slack.errors import SlackError, SlackLockedOut, SlackRefused
from bot.slack.insiders import Home
from bot.slack.message import Message
from bot.slack.person import Person
from bot.workspace.asking import Asking
from bot.workspace.audience import audience
from bot.workspace.channels import Channels
from bot.workspace.lookups import Lane
from bot.workspace.people import People
from bot.workspace.search import WHY_NOT, Search, each, why_not, within

log = structlog.get_logger(__name__)

FRESH = 3600.0
"""Seconds for which what Slack said of a person is taken as still true."""

CHANNEL_FRESH = 60.0
"""The same for a channel: it may have been shared with another company since."""

MENTIONED_MAX = 20
"""People mentioned in one text who are looked up: more names hardly fit into a task."""

READERS_ASKED = 20
"""Readers of a channel, unknown so far, who are looked up while a form opens."""

READERS_ASKED_PATIENTLY = 100
"""The same when a summary is posted and nobody waits. Slack allows about so many in a minute."""

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Place:
    """A conversation that is asked about, and what in it is answered."""

    channel_id: str
    author: str = ""
    """Slack user id of who wrote what is answered, and so reads along."""
    thread_ts: str = ""
    """The thread to read, if any."""


@dataclass(frozen=True)
class Known:
    """What could be found out in time."""

    people: dict[str, Person] = field(default_factory=dict)
    home: Home | None = None
    channel: Channel | None = None
    """As Slack describes it; where it did not answer, as it last did."""
    audience: Audience = Audience.COLLEAGUES
    thread: list[Message] = field(default_factory=list)
    is_thread_withheld: bool = False
    """Whether the workspace has not given the bot the permission to read it."""


class Whereabouts:
    """Looks people, channels and threads up. Where Slack is slow or away, older answers serve.

    Every method raises `DatabaseUnavailable` where the store is away.
    """

    def __init__(self, asking: Asking, people: People, channels: Channels, runtime: Runtime = REAL) -> None:
        self._runtime = runtime
        self._asking = asking
        self._people = people
        self._channels = channels
        self._home: Home | None = None

    def learn_home(self, *, seconds: float = 10.0) -> None:
        """Ask whose bot this is before anybody has to wait for it; nobody waits here."""

        def learnt(answer: Future[Home]) -> None:
            error = answer.exception()
            if error is None:
                self._home = self._home or answer.result()
            elif isinstance(error, SlackLockedOut):
                # Otherwise it shows only once somebody has tried the bot in vain.
                log.warning("slack.token_refused", code=error.code, hint="`cm-task check` says what to do")

        self._asking.home(self._runtime.monotonic() + seconds, Lane.OPENING).add_done_callback(learnt)

    def is_elsewhere(self, team: str) -> bool:
        """Whether this is known to be another workspace, by its id, than the one whose bot this is."""
        home = self._home
        return home is not None and team not in {"", home.team_id, home.enterprise_id}

    def gather(
        self,
        users: Iterable[str],
        place: Place | None = None,
        *,
        mentioned: Iterable[str] = (),
        seconds: float,
        lane: Lane = Lane.OPENING,
        acting: str = "",
    ) -> Known:
        """People, a conversation with its readers, and a thread in it, asked of Slack side by side.

        Args:
            users: the few who must be known, who asks first.
            mentioned: whose names would be good to know; the first of them are looked up.
            acting: who uses the bot just now, where that is to be noted.
        """
        until = self._runtime.monotonic() + seconds
        needed = each([*users, place.author if place else ""])
        owner = needed[0] if needed else ""
        search = Search(self._asking, self._people, self._runtime, until, owner=owner, acting=acting)
        search.add(needed, lane, max_age=FRESH)
        search.add(each(mentioned)[:MENTIONED_MAX], Lane.BESIDE, max_age=FRESH)
        home = None if self._home else self._asking.home(until, lane)
        found = self._look_around(place, search, lane) if place else Known()
        people = search.people()
        self._home = self._home or (self._now(home, until) if home else None)
        if place is None:
            return Known(people, self._home)
        doubt = found.audience if found.audience is not Audience.COLLEAGUES else None
        if self._home is None or search.is_unanswered(people):
            doubt = doubt or Audience.NOT_ANSWERED
        readers = [person for user, person in people.items() if user in search.readers]
        who = audience(found.channel, readers, self._home, doubt=doubt)
        return replace(found, people=people, home=self._home, audience=who)

    def _look_around(self, place: Place, search: Search, lane: Lane) -> Known:
        """The conversation and the thread; `audience` is only why its readers could not be asked for."""
        until = search.until
        known = self._channels.lately(place.channel_id, max_age=CHANNEL_FRESH)
        asked = None if known else self._asking.channel(place.channel_id, until, lane)
        listed = self._asking.members(place.channel_id, until, lane)
        thread = None
        if place.thread_ts:
            thread = self._asking.thread(place.channel_id, place.thread_ts, until, lane)
        search.add_readers([place.author, *(self._now(listed, until) or [])], most=READERS_ASKED)
        said = (self._now(thread, until) if thread else None) or []
        search.add_readers([message.user or "" for message in said], most=READERS_ASKED)
        channel = known or (self._now(asked, until) if asked else None)
        troubles = [why_not(answer) for answer in (asked, listed) if answer]
        return Known(
            channel=channel or self._channels.get(place.channel_id),
            audience=next(filter(None, troubles), Audience.COLLEAGUES),
            thread=said,
            is_thread_withheld=thread is not None and why_not(thread) is Audience.NOT_ALLOWED,
        )

    def audience_now(self, channel_id: str, *, seconds: float = 10.0) -> Audience:
        """Who reads a conversation at this moment; for somebody who has time.

        Raises:
            SlackError: Slack did not answer.
        """
        return self._audience(channel_id, seconds, among_members=False)

    def audience_among_members(self, channel_id: str, *, seconds: float = 10.0) -> Audience:
        """`audience_now` for what is posted only where the bot is a member, though it may elsewhere."""
        return self._audience(channel_id, seconds, among_members=True)

    def _audience(self, channel_id: str, seconds: float, *, among_members: bool) -> Audience:
        until = self._runtime.monotonic() + seconds
        asked = self._asking.channel(channel_id, until, Lane.BESIDE, anew=True)
        listed = self._asking.members(channel_id, until, Lane.BESIDE, anew=True)
        home = None if self._home else self._asking.home(until, Lane.BESIDE)
        try:
            channel, members = asked.result(seconds), listed.result(seconds)
            self._home = self._home or (home.result(seconds) if home else None)
        except SlackRefused as error:
            if error.code in WHY_NOT:
                return WHY_NOT[error.code]
            raise
        except TimeoutError:
            raise SlackError("not_in_time") from None
        if among_members and not channel.is_member:
            return Audience.NOT_A_MEMBER
        search = Search(self._asking, self._people, self._runtime, until, owner=channel_id)
        search.add_readers(members, most=READERS_ASKED_PATIENTLY)
        people = search.people()
        who = audience(channel, people.values(), self._home)
        if who is Audience.COLLEAGUES and search.is_unanswered(people):
            raise SlackError("not_in_time")
        return who

    def by_email(self, email: str, *, seconds: float) -> Person | None:
        """The active colleague who has this e-mail in ChartMogul or in Slack, found out within `seconds`."""
        known = self._people.by_email(email)
        if known or not email:
            return known
        until = self._runtime.monotonic() + seconds
        found = self._now(self._asking.person_by_email(email, until), until)
        return found if found and not (found.deleted or found.is_bot) else None

    def _now(self, answer: Future[Fact], until: float) -> Fact | None:
        return within(answer, until - self._runtime.monotonic())
