"""What is drawn for one world: its size, its temper, and which kinds of faults there are, how often.

Each seed has only some kinds, and some of them often ("swarm testing"): where everything fails at once, most
things are never reached.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """A kind of fault."""

    BUSY = "chartmogul-busy"
    """429, with or without `Retry-After`."""
    NOT_REACHED = "chartmogul-not-reached"
    SERVER_ERROR = "chartmogul-error"
    """5xx; the task is created before, a while after, or never."""
    DROPPED = "chartmogul-dropped"
    """The connection breaks off; the same."""
    TIMED_OUT = "chartmogul-timed-out"
    """No answer; the same, later still."""
    UNREADABLE = "chartmogul-unreadable"
    """The task is created, and the answer makes no sense."""
    GATEWAY = "chartmogul-gateway"
    """Something in front of ChartMogul answers in its place."""
    REFUSED = "chartmogul-refused"
    """4xx, in all shapes."""
    ODD_TASK = "chartmogul-odd-task"
    """The created task has fields as nobody expects them."""
    LIST = "list-trouble"
    LIST_ODD = "list-odd"
    """Entries that cannot be read, or no end."""
    LIST_SLOW = "list-slow"
    """Many pages, each of which takes seconds."""
    WORD = "slack-word"
    """`ok: false` with any word of Slack's error tables."""
    LIMITED = "slack-limited"
    """429 with `Retry-After`."""
    SLACK_ERROR = "slack-error"
    """5xx; the message is posted or not."""
    SLACK_DROPPED = "slack-dropped"
    SLACK_TIMED_OUT = "slack-timed-out"
    """No answer; the message is posted, a moment later, or not."""
    SLACK_UNREADABLE = "slack-unreadable"
    RESPONSE_URL = "response-url"
    """It is used up, expired or unsure."""
    ASKING = "slack-asking"
    """What only reads from Slack fails, or what opens a form."""
    DEATH = "death"
    """A process dies at any step, and starts again."""
    FREEZE = "freeze"
    """A process stands still for longer than its leases last."""
    LOCK = "database-locked"
    """Somebody else keeps the database locked."""


FREEZE_MOST = 60.0
"""Seconds that a process stands still at most."""

_OFTEN = {
    Kind.DEATH: (0.0005, 0.002, 0.006),
    Kind.FREEZE: (0.002, 0.01),
    Kind.LOCK: (0.005, 0.03),
    Kind.REFUSED: (0.1, 0.3),
}
"""How likely, at each turn of a process for the first three; others are per call."""

_USUALLY = (0.1, 0.3, 0.7)

_ON = 0.4
"""How likely a kind is to be there."""


@dataclass(frozen=True)
class Options:
    """One world."""

    seed: int
    salt: int = 0
    """Another one with the same size and faults."""
    processes: int = 2
    people: int = 2
    forms: int = 2
    """Of each person."""
    wishes: int = 2
    """Different texts that people write: with one, all ask for the same."""
    list_lag: float = 0.0
    """Seconds until a task shows in ChartMogul's list."""
    clock_ahead: float = 0.0
    """Seconds that ChartMogul's clock is ahead of the machine's."""
    slots: int = 40
    """Requests to ChartMogul in a second; its own limit is 40."""
    aftermath: float = 60.0
    """Seconds that the faults go on after everybody has filled in their forms."""
    clicks: int = 0
    """Times that somebody clicks on a card, or two at once."""
    hands: int = 0
    """Times that somebody changes or deletes a task in ChartMogul itself, or a card in Slack."""
    homes: int = 0
    """Times that somebody opens their App Home, or looks for something in it."""
    lists: int = 0
    """Times that somebody asks for a list, or turns a page of one."""
    digests: int = 0
    """Times that somebody switches the digest of a channel on or off."""
    backlog: int = 0
    """Tasks that were there before, so that lists have pages."""
    reminders: int = 0
    """People who want to be reminded in the morning of what is due."""
    nights: bool = False
    """Whether all that is over goes a moment later."""
    closed: bool = False
    """Whether the bot is not in one of the channels."""
    declined: bool = False
    """Whether the workspace has declined the scopes that it may decline: nothing can be looked for in Slack,
    so that what may have been posted can wait for a day. No seed draws it."""
    faults: Mapping[Kind, float] = field(default_factory=dict)

    def dice(self, part: str) -> random.Random:
        """The dice of one part of the world, so that a change of one part leaves the others alone."""
        return random.Random(f"{self.seed}/{self.salt}/{part}")

    def __str__(self) -> str:
        size = (
            f"{self.processes} processes, {self.people} people, {self.forms} forms each, "
            f"{self.wishes} wishes, lists lag {self.list_lag:g} s, clock {self.clock_ahead:+g} s, "
            f"{self.slots} slots, {self.clicks} clicks, {self.hands} by hand, "
            f"{self.reminders} to be reminded, {self.homes} looks at App Homes, "
            f"{self.lists} at lists, {self.digests} switches of digests, {self.backlog} tasks before"
            f"{', a channel without the bot' if self.closed else ''}"
            f"{', nights' if self.nights else ''}"
            f"{', scopes declined' if self.declined else ''}"
        )
        faults = ", ".join(f"{kind} {weight:g}" for kind, weight in self.faults.items()) or "no faults"
        salt = f" (salt {self.salt})" if self.salt else ""
        return f"seed {self.seed}{salt}: {size}; {faults}"


def drawn(seed: int) -> Options:
    """The world of this seed."""
    dice, dice_of_tasks = random.Random(f"{seed}/options"), random.Random(f"{seed}/tasks")
    dice_of_mornings, dice_of_boards = random.Random(f"{seed}/mornings"), random.Random(f"{seed}/boards")
    homes, lists = dice_of_boards.choice((*[0] * 13, 3, 6)), dice_of_boards.choice((*[0] * 8, 3, 6))
    digests = dice_of_boards.choice((*[0] * 9, 4))
    return Options(
        seed=seed,
        processes=dice.choice((1, 2, 2, 3)),
        people=dice.choice((1, 2, 2, 3)),
        forms=dice.choice((1, 1, 2)),
        wishes=dice.choice((1, 4, 12)),
        list_lag=dice.choice((0.0, 0.0, 8.0, 40.0)),
        clock_ahead=dice.choice((0.0, 0.0, 900.0, -900.0)),
        slots=dice.choice((40, 40, 3)),
        aftermath=dice.choice((60.0, 240.0)),
        clicks=dice_of_tasks.choice((0, 3, 6, 9)),
        hands=dice_of_tasks.choice((0, 0, 3, 6)),
        reminders=dice_of_mornings.choice((0, 0, 0, 1, 2, 3)),
        homes=homes,
        lists=lists,
        backlog=dice_of_boards.choice((0, 0, 9)) if homes or lists or digests else 0,
        digests=digests,
        nights=random.Random(f"{seed}/nights").random() < 0.08,
        closed=dice.random() < 0.4,
        faults={kind: dice.choice(_OFTEN.get(kind, _USUALLY)) for kind in Kind if dice.random() < _ON},
    )
