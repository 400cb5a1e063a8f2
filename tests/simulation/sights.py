"""What people have before them that they can click on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.simulation.card_reading import Seen, card_in
from tests.simulation.row_reading import SeenRow, rows_in
from tests.simulation.slack import ELSEWHERE, Message, Slack


@dataclass(frozen=True)
class Sight:
    """A card, or a row among others, that somebody has before them."""

    user: str
    message: Message | None
    """In which it stands; None: in their App Home."""
    seen: Seen | SeenRow
    """As it was when they looked."""


def in_messages(slack: Slack, users: Sequence[str]) -> list[Sight]:
    """Those in messages on which there is something to click, for each who sees them."""
    return [
        Sight(user, message, seen)
        for message in slack.messages
        if not message.is_deleted
        for seen in _seen_in(message)
        if seen.elements
        for user in users
        if sees(user, message)
    ]


def at_home(slack: Slack, users: Sequence[str]) -> list[Sight]:
    """Those in App Homes."""
    homes = [home for user in users if (home := slack.homes.of(user))]
    return [Sight(home.user, None, row) for home in homes for row in rows_in(home.content) if row.elements]


def sees(user: str, message: Message) -> bool:
    """Whether somebody can see a message."""
    if message.only_for or message.channel.startswith("D"):
        return user == message.only_for or message.channel == f"D{user[1:]}"
    return user not in ELSEWHERE.get(message.channel, ())


def _seen_in(message: Message) -> Sequence[Seen | SeenRow]:
    card = card_in(message)
    return [card] if card else rows_in(message.content)
