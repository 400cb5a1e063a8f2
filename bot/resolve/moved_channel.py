"""A channel that has another id from now on, with all that the bot keeps of it."""

from __future__ import annotations

from bot.boards.boards import Boards
from bot.mornings.digests import Digests
from bot.tasks.places import CardPlaces
from bot.workspace.channels import Channels


class MovedChannels:
    """Goes along with channels."""

    def __init__(self, channels: Channels, digests: Digests, places: CardPlaces, boards: Boards) -> None:
        self._channels = channels
        self._digests = digests
        self._places = places
        self._boards = boards

    def follow(self, channel: str, to: str) -> None:
        """Know the channel by its new id. A second time changes nothing.

        Raises:
            DatabaseUnavailable: the store is away, and it is to be called again.
        """
        self._channels.moved(channel, to)
        self._digests.moved(channel, to)
        self._places.moved(channel, to)
        self._boards.moved(channel, to)
