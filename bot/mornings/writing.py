"""Writes what comes in the morning, in one transaction with the note that it was seen to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.boards.board import Listed
from bot.boards.list_drawing import ListDrawer
from bot.outbox.announce import marked
from bot.outbox.courier import Courier
from bot.outbox.deliveries import Deliveries
from bot.request import Letter
from bot.runtime import Runtime
from bot.store.database import Database

SeenTo = Callable[[Connection], bool]
"""Notes it in a transaction at hand; whether nobody else has."""


class Writing:
    """Puts messages into the outbox, which posts each once.

    Every method raises `DatabaseUnavailable` where nothing was written.
    """

    def __init__(
        self,
        database: Database,
        deliveries: Deliveries,
        courier: Courier,
        lists: ListDrawer,
        runtime: Runtime,
    ) -> None:
        self._database = database
        self._deliveries = deliveries
        self._courier = courier
        self._lists = lists
        self._runtime = runtime

    def nothing(self, seen_to: SeenTo) -> None:
        """There is nothing to say on this day."""
        with self._database.writing() as connection:
            seen_to(connection)

    def write(
        self, occasion: str, listed: Listed, seen_to: SeenTo, *, to: str, ends: datetime, channel: str = ""
    ) -> None:
        """Have this posted, to a person, or in a channel for which a person answers.

        Args:
            occasion: the same for what comes once.
            to: Slack user id.
            ends: when it comes too late, by the clock on the wall.
        """
        drawn = self._lists.draw(listed, reader="" if channel else to)
        with self._database.writing() as connection:
            if not seen_to(connection):
                return
            # In this order: a machine that falls asleep in between must not find that there is time left.
            now = self._database.now(connection)
            left = ends.timestamp() - self._runtime.now().timestamp()
            letter = Letter(
                to=to,
                channel=channel,
                message=marked(drawn.content, occasion),
                mark=occasion,
                until=now + left,
                board=listed.model_dump_json(),
                versions=drawn.versions,
            )
            self._deliveries.put_letter(connection, occasion, letter.model_dump_json())
        self._courier.wake()
