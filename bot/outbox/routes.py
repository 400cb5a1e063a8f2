"""Where a message can go, as the outbox sees it: post it there, and look whether it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, StrEnum, auto
from typing import Protocol

from bot.outbox.delivery import Delivery
from bot.request import Letter, Request
from bot.slack.answers import Posted

UNCERTAIN = "uncertain"
"""Stands for Slack's word in a delivery's `problem` where the message may stand and nobody can look."""


class Place(StrEnum):
    """Where people see a message, whichever way it got there."""

    CHANNEL = "channel"
    """Where the request came from: a channel or thread."""
    DIRECT = "direct"
    """The person's conversation with the bot."""
    UNDER_THE_FORM = "under_the_form"
    """Where the request came from, and only the person sees it."""


class Look(Enum):
    """What a look for a message says where the message was not found."""

    ABSENT = auto()
    NOT_ALLOWED = auto()


class Route(Protocol):
    """One way for a message to go."""

    @property
    def place(self) -> Place:
        """Where it arrives."""

    def post(self, *, plain: bool = False) -> Posted | None:
        """Post the message; None where Slack does not say where it stands.

        Args:
            plain: leave out what makes it more than its text.

        Raises:
            SlackError: its kind says whether the message may have been posted.
        """

    def look(self, since: float) -> Posted | Look:
        """Look for the message among those posted since then, epoch seconds.

        Raises:
            SlackRefused: there is no looking there.
            SlackError: the look did not succeed this time.
        """


class Announcer(Protocol):
    """Knows where an answer can go."""

    def routes(self, asked: Request | Letter, delivery: Delivery) -> Sequence[Route]:
        """The ways, the best first, always the same ones for one delivery.

        `delivery.problem` says why the first ones failed, `delivery.uncertain` where it may stand already.
        """
