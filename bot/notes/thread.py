"""What was said in a thread, read page by page; what was read stays at hand where Slack wants a pause."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from bot.slack.message import Message
from bot.slack.web_api import Slack

log = structlog.get_logger(__name__)

PAGES_MAX = 50
"""Most pages of a thread that are read: ten thousand messages, of which hardly a hundred fit into a note."""

EMPTY_PAGES_MAX = 3
"""Slack may answer an empty page though more follow; so many in a row are not to be expected."""

BEGUN_MAX = 50
"""Most threads of which pages are at hand."""

_SYSTEM = ("channel_", "group_", "pinned_", "unpinned_", "bot_add", "bot_remove", "reminder_", "huddle_")
"""How the subtypes of messages begin that nobody said: joins, new names, pins."""


@dataclass(frozen=True)
class Thread:
    """The messages of people and apps, oldest first, each once."""

    messages: list[Message]
    is_whole: bool = True
    """Whether these are all."""


@dataclass
class _Begun:
    """A thread that is being read."""

    found: dict[str, Message] = field(default_factory=dict)
    cursor: str = ""
    seen: set[str] = field(default_factory=set)
    empty: int = 0


class ThreadReader:
    """Reads threads. Safe to share between threads of the process."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._own: frozenset[str] = frozenset()
        self._begun: OrderedDict[str, _Begun] = OrderedDict()

    def read(self, key: str, channel: str, thread_ts: str, *, turned: Callable[[], None]) -> Thread:
        """A thread to its end, without what the bot itself wrote in it.

        Args:
            key: the same where it goes on after a pause.
            turned: hears of every page.

        Raises:
            SlackError: Slack did not answer. What was read by then is not read again.
        """
        self._own = self._own or self._slack.own_ids()
        begun = self._begun.pop(key, None) or _Begun()
        try:
            is_whole = self._go_on(begun, channel, thread_ts, turned)
        except Exception:
            self._begun[key] = begun
            while len(self._begun) > BEGUN_MAX:
                self._begun.popitem(last=False)
            raise
        messages = sorted(begun.found.values(), key=lambda message: moment(message.ts))
        return Thread([message for message in messages if self._is_said(message)], is_whole)

    def _go_on(self, begun: _Begun, channel: str, thread_ts: str, turned: Callable[[], None]) -> bool:
        """Read on from where it was left; whether the end was reached."""
        while True:
            page = self._slack.thread_page(channel, thread_ts, begun.cursor)
            turned()
            new = [Message.from_payload(message) for message in page.messages]
            # Slack repeats the first message on every page, and may repeat others.
            fresh = {message.ts: message for message in new if message.ts and message.ts not in begun.found}
            begun.found |= fresh
            begun.empty = 0 if fresh else begun.empty + 1
            begun.seen.add(begun.cursor)
            if not page.has_more:
                return True
            is_lost = not page.cursor or page.cursor in begun.seen or begun.empty >= EMPTY_PAGES_MAX
            if is_lost or len(begun.seen) >= PAGES_MAX:
                log.warning("note.thread_without_end", channel=channel, pages=len(begun.seen))
                return False
            begun.cursor = page.cursor

    def _is_said(self, message: Message) -> bool:
        is_own = bool(self._own & {message.user, message.bot_id})
        return not is_own and not (message.subtype or "").startswith(_SYSTEM)


def moment(ts: str) -> float:
    """When a message was said, epoch seconds; 0 where that cannot be read."""
    try:
        return float(ts)
    except ValueError:
        return 0.0
