"""Where a message can go, as the outbox sees it: post it there, and look whether it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Protocol

from bot.request import Request
from bot.slack_answers import Posted
from bot.store.deliveries import Delivery

UNCERTAIN = "uncertain"
"""The `problem` of a delivery whose message may stand where the bot cannot look."""


class Look(Enum):
    """What a look for a message says where the message was not found."""

    ABSENT = auto()
    NOT_ALLOWED = auto()


class Route(Protocol):
    """One place where a message can go."""

    def post(self) -> Posted | None:
        """Post the message; None where Slack does not say where it stands.

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

    def routes(self, request: Request, delivery: Delivery) -> Sequence[Route]:
        """The places, the best first. `delivery.problem` is Slack's word for why the last one failed."""
