"""Where the cards of tasks stand, and which of them have fallen behind what is known.

A card is drawn by whoever holds its lease, one at a time, so that no older drawing comes after a newer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, or_, select, update

from bot.store.claims import taking
from bot.store.database import Database
from bot.store.schema import cards, tasks


@dataclass(frozen=True)
class CardPlace:
    """One card. Times are epoch seconds by the database's clock."""

    channel: str
    ts: str
    task_uuid: str
    is_beside: bool
    """Whether it stands in the thread of the message that the task came from."""
    is_ephemeral: bool
    """Whether one person alone sees it: then only the URL below reaches it."""
    intro: str
    """The line before it, in mrkdwn; `""` for most."""
    response_url: str
    """Where it can be replaced by, if the bot is no member there: five times in half an hour."""
    response_until: float
    token: int
    attempts: int


class CardPlaces:
    """The places of all cards.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = _adding(database.insert(cards))

    def add(self, channel: str, ts: str, task_uuid: str, *, shown: int, **around: Any) -> None:
        """`put`, where nothing else is to be written."""
        with self._database.writing() as connection:
            self.put(connection, channel, ts, task_uuid, shown=shown, **around)

    def put(
        self,
        connection: Connection,
        channel: str,
        ts: str,
        task_uuid: str,
        *,
        shown: int,
        holds_for: float = 0.0,
        is_beside: bool = False,
        intro: str = "",
    ) -> None:
        """A card was posted here, as the task was in this version, in a transaction at hand.

        A second time changes nothing. Where somebody clicked on it before, it stands here already, drawn
        without what is around the task.

        Args:
            holds_for: seconds after which its words are no longer right by themselves; 0: never.
        """
        turns_at = self._database.now(connection) + holds_for if holds_for else 0.0
        around = {"is_beside": is_beside, "intro": intro, "turns_at": turns_at}
        connection.execute(self._adding, {**self._new(channel, ts, task_uuid, shown), **around})

    def adopt(
        self,
        channel: str,
        ts: str,
        task_uuid: str,
        response_url: str,
        *,
        seconds: float,
        is_behind: bool = False,
        is_ephemeral: bool = False,
    ) -> None:
        """Somebody clicked on a card that stands here: it is one, and for so long this URL replaces it.

        One that Slack did not take is drawn anew.

        Args:
            is_behind: whether there is something that it may not show.
        """
        with self._database.writing(durable=False) as connection:
            until = self._database.moment() + seconds
            fresh = {"response_url": response_url, "response_until": until}
            shown = 0 if is_behind else case((cards.c.attempts > 0, 0), else_=cards.c.shown)
            connection.execute(
                self._database.insert(cards)
                .values({**self._new(channel, ts, task_uuid, 0), "is_ephemeral": is_ephemeral, **fresh})
                .on_conflict_do_update(
                    index_elements=["channel", "ts"],
                    set_={**fresh, "shown": shown},
                )
            )

    def claim(self, *, lease: float, longest: float) -> CardPlace | None:
        """Take a card that has fallen behind, for `lease` seconds; None if none has.

        Args:
            longest: seconds that no card is put off or leased for longer than; see `Deliveries.claim`.
        """
        with self._database.writing(durable=False) as connection:
            row = connection.execute(
                _claiming(self._database.moment()), {"lease": lease, "longest": longest}
            ).one_or_none()
        return _place(row) if row else None

    def shown(self, place: CardPlace, version: int, *, rest: float, turns_at: float) -> None:
        """The card shows this version now; leave it alone for `rest` seconds.

        Where the lease was lost meanwhile, this may have come after a newer one: it is drawn once more.

        Args:
            turns_at: when its words are no longer right by themselves; 0: never.
        """
        with self._database.writing(durable=False) as connection:
            now = self._database.moment()
            held = connection.execute(
                update(cards)
                .where(*_held(place))
                .values(
                    shown=version,
                    turns_at=turns_at,
                    attempts=0,
                    next_try_at=now + rest,
                    lease_until=0.0,
                )
            )
            if not held.rowcount:
                connection.execute(update(cards).where(*_at(place)).values(shown=0))

    def put_off(self, place: CardPlace, seconds: float) -> None:
        """Slack did not take it now: try again after so long."""
        with self._database.writing(durable=False) as connection:
            connection.execute(
                update(cards)
                .where(*_held(place))
                .values(
                    attempts=cards.c.attempts + 1,
                    next_try_at=self._database.moment() + seconds,
                    lease_until=0.0,
                )
            )

    def leave(self, place: CardPlace, version: int, *, again_in: float) -> None:
        """Slack does not take this version: leave it to the next one, to a click, and to a try after so long.

        Args:
            again_in: seconds; 0: never.
        """
        with self._database.writing(durable=False) as connection:
            now = self._database.moment()
            connection.execute(
                update(cards)
                .where(*_held(place))
                .values(
                    shown=version,
                    turns_at=now + again_in if again_in else 0.0,
                    attempts=cards.c.attempts + 1,
                    lease_until=0.0,
                )
            )

    def forget(self, place: CardPlace) -> None:
        """There is no card here any more, or none that can be changed."""
        with self._database.writing(durable=False) as connection:
            connection.execute(delete(cards).where(*_held(place)))

    def moved(self, channel: str, to: str) -> None:
        """A channel has another id from now on: its cards stand there."""
        with self._database.writing() as connection:
            there = select(cards.c.ts).where(cards.c.channel == to)
            connection.execute(delete(cards).where(cards.c.channel == channel, cards.c.ts.in_(there)))
            connection.execute(
                update(cards)
                .where(cards.c.channel == channel)
                .values(channel=to, next_try_at=0.0, lease_until=0.0)
            )

    def of_task(self, task_uuid: str) -> list[CardPlace]:
        """All cards of one task."""
        with self._database.reading() as connection:
            rows = connection.execute(select(cards).where(cards.c.task_uuid == task_uuid)).all()
        return [_place(row) for row in rows]

    def _new(self, channel: str, ts: str, task_uuid: str, shown: int) -> dict[str, Any]:
        return {
            "channel": channel,
            "ts": ts,
            "task_uuid": task_uuid,
            "is_beside": False,
            "is_ephemeral": False,
            "intro": "",
            "response_url": "",
            "response_until": 0.0,
            "shown": shown,
            "turns_at": 0.0,
            "attempts": 0,
            "next_try_at": 0.0,
            "lease_until": 0.0,
            "token": 0,
        }


def _adding(insert: Any) -> Any:
    """Stores a card that was posted, whose parameters are its row; see `CardPlaces.add`."""
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["channel", "ts"],
        set_={"is_beside": new.is_beside, "intro": new.intro, "shown": 0},
        where=or_(cards.c.is_beside != new.is_beside, cards.c.intro != new.intro),
    )


@lru_cache
def _claiming(now: ColumnElement[float]) -> Any:
    """Takes a card that has fallen behind, for `lease` seconds; built once, for that takes longest."""
    behind = or_(
        and_(cards.c.shown < tasks.c.version, tasks.c.show_at <= now),
        and_(cards.c.turns_at > 0.0, cards.c.turns_at <= now),
    )
    due = (
        select(cards.c.channel, cards.c.ts)
        .join(tasks, tasks.c.uuid == cards.c.task_uuid)
        .where(behind)
        # First where somebody has clicked lately, and looks.
        .order_by(cards.c.response_until.desc(), cards.c.next_try_at)
    )
    return taking(cards, due, now)


def _at(place: CardPlace) -> tuple[Any, ...]:
    return cards.c.channel == place.channel, cards.c.ts == place.ts


def _held(place: CardPlace) -> tuple[Any, ...]:
    return *_at(place), cards.c.token == place.token


def _place(row: Row[Any]) -> CardPlace:
    return CardPlace(**{name: row._mapping[name] for name in CardPlace.__dataclass_fields__})
