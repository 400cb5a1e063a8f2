"""Which channels get a digest, and on which day each did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import structlog
from sqlalchemy import Connection, delete, select, update

from bot.outbox.delivery import Delivery
from bot.outbox.kept_out import is_for_good
from bot.request import Letter, Request
from bot.store.database import WAIT, Database
from bot.store.schema import digests

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Digest:
    """One that somebody has switched on."""

    channel: str
    set_by: str
    """Slack user id of who did, whose Monday morning it is."""
    posted_on: str
    """The last day that was seen to, `2026-11-30` where they were; `""` before the first."""


_LISTED = select(*(digests.c[name] for name in Digest.__dataclass_fields__)).order_by(digests.c.channel)


class Digests:
    """Those of all channels.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, channel: str) -> Digest | None:
        """The channel's, if it is switched on."""
        with self._database.reading() as connection:
            row = connection.execute(_LISTED.where(digests.c.channel == channel)).one_or_none()
        return Digest(*row) if row else None

    def wanted(self) -> list[Digest]:
        """All that are switched on."""
        with self._database.reading() as connection:
            return [Digest(*row) for row in connection.execute(_LISTED).all()]

    def switch_on(self, channel: str, *, by: str, wait: float = WAIT) -> None:
        """Post one here; whoever says so last is who hears of it if that cannot be.

        Args:
            wait: seconds to wait for locks: somebody waits for the answer.
        """
        with self._database.writing(wait=wait) as connection:
            fresh = {"set_by": by, "set_at": self._database.moment()}
            connection.execute(
                self._database.insert(digests)
                .values(channel=channel, posted_on="", **fresh)
                .on_conflict_do_update(index_elements=["channel"], set_=fresh)
            )

    def switch_off(self, channel: str) -> bool:
        """Post none here. Whether it was switched on."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(digests).where(digests.c.channel == channel))
        return bool(gone.rowcount)

    def moved(self, channel: str, to: str) -> None:
        """A channel has another id from now on."""
        with self._database.writing() as connection:
            there = select(digests.c.channel).where(digests.c.channel == to)
            connection.execute(
                update(digests).where(digests.c.channel == channel, ~there.exists()).values(channel=to)
            )

    def seen_to(self, connection: Connection, digest: Digest, day: date) -> bool:
        """As `Reminders.seen_to`."""
        noted = connection.execute(
            update(digests)
            .where(*(digests.c[name] == getattr(digest, name) for name in Digest.__dataclass_fields__))
            .values(posted_on=day.isoformat())
        )
        return bool(noted.rowcount)

    def hear(self, delivery: Delivery, asked: Request | Letter) -> None:
        """A message stands where the row says (see `bot.outbox.telling.Told`).

        Where it says instead why a digest cannot be posted, and that will stay so, there are no more of them.
        """
        if not isinstance(asked, Letter) or asked.channel in {"", delivery.channel}:
            return
        if is_for_good(delivery) and self.switch_off(asked.channel):
            log.info("digest.switched_off", problem=delivery.problem)
