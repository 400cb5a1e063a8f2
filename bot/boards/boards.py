"""The boards in the database: what they are to show, and for how long."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from bot.boards.board import AtHome, Board, Kind, Listed, What, read_what
from bot.boards.claimed import ClaimedBoards
from bot.boards.rows import board_of, new_row
from bot.boards.versions import note, noted
from bot.slack.web_api import RESPONSE_URL_LIVES
from bot.store.database import WAIT
from bot.store.schema import board_tasks, boards

DAY = 86_400.0

HOME_FOLLOWS = 7 * DAY
"""Seconds after it was opened for which an App Home follows its tasks; to open it is to see the truth."""

MESSAGE_FOLLOWS = 30 * DAY
"""The same of a message, after it was posted and after every click in it."""

KEPT = 90 * DAY
"""Seconds after that for which a click brings a message back, or an App Home knows the customer chosen."""

RESPONSE_URL_USES = 4
"""How often a board uses one. Slack takes five, and one may be needed to tell of a refusal."""


def home_of(person: str) -> str:
    """The place of somebody's App Home."""
    return f"home:{person}"


def message_at(channel: str, ts: str) -> str:
    """The place of a message."""
    return f"{channel}:{ts}"


class Boards(ClaimedBoards):
    """All boards.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def now(self) -> float:
        """The database's clock."""
        return self._database.clock()

    def check(self, *, wait: float) -> None:
        """Nothing, where something can be stored within so many seconds."""
        with self._database.writing(durable=False, wait=wait):
            return

    def get(self, place: str) -> Board | None:
        """The board, if there is one."""
        with self._database.reading() as connection:
            row = connection.execute(select(boards).where(boards.c.place == place)).one_or_none()
        return board_of(row) if row else None

    def open_home(self, person: str, *, reading_for: float) -> None:
        """Somebody opened their App Home: it is drawn now, and ChartMogul is asked for so many seconds.

        What was completed before they looked is gone from it, and it begins at its first pages.
        """
        place = home_of(person)
        with self._database.writing(durable=False) as connection:
            now = self._database.now(connection)
            connection.execute(
                self._database.insert(boards)
                .values(new_row(place, Kind.HOME, AtHome(), person=person))
                .on_conflict_do_nothing()
            )
            connection.execute(delete(board_tasks).where(board_tasks.c.place == place))

            def anew(home: AtHome) -> AtHome:
                fresh = {"pages": {}, "opened_at": now, "reading_until": now + reading_for}
                return home.model_copy(update=fresh)

            self._change(connection, place, anew, content="", until=now + HOME_FOLLOWS, next_try_at=now)

    def change_home(self, person: str, change: Callable[[AtHome], AtHome]) -> None:
        """Have somebody's App Home show something else; nothing happens where they never opened it."""
        with self._database.writing(durable=False) as connection:
            self._change(connection, home_of(person), change, next_try_at=self._database.moment())

    def add_list(self, person: str, listed: Listed, *, wait: float = WAIT) -> Board:
        """A list that one person alone will see. It follows once somebody has clicked in it.

        Args:
            wait: seconds to wait for locks: somebody waits for the list.
        """
        place = f"list-{secrets.token_hex(6)}"
        with self._database.writing(durable=False, wait=wait) as connection:
            now = self._database.now(connection)
            _forget_old(connection, now)
            values = {**new_row(place, Kind.EPHEMERAL, listed, person=person), "until": now}
            row = connection.execute(insert(boards).values(values).returning(boards)).one()
        return board_of(row)

    def add_message(
        self, channel: str, ts: str, listed: Listed, versions: Mapping[str, int], *, person: str = ""
    ) -> None:
        """A message was posted here that shows the tasks in these versions. A second time changes nothing.

        Args:
            person: for whom it is, where it is a direct message.
        """
        place = message_at(channel, ts)
        with self._database.writing() as connection:
            now = self._database.now(connection)
            _forget_old(connection, now)
            values = {
                **new_row(place, Kind.MESSAGE, listed, person=person),
                "channel": channel,
                "ts": ts,
                "until": now + MESSAGE_FOLLOWS,
                "drawn": 1,
            }
            added = connection.execute(
                self._database.insert(boards)
                .values(values)
                .on_conflict_do_nothing()
                .returning(boards.c.place)
            ).one_or_none()
            if added:
                note(connection, place, versions)

    def moved(self, channel: str, to: str) -> None:
        """A channel has another id from now on: its messages stand there."""
        with self._database.writing() as connection:
            standing = (
                select(boards.c.place, boards.c.ts)
                .where(boards.c.channel == channel)
                .order_by(boards.c.place)
            )
            for place, ts in connection.execute(standing).all():
                there = message_at(to, ts)
                fresh = {"place": there, "channel": to, "next_try_at": 0.0, "lease_until": 0.0}
                connection.execute(update(boards).where(boards.c.place == place).values(fresh))
                connection.execute(
                    update(board_tasks).where(board_tasks.c.place == place).values(place=there)
                )

    def clicked(self, place: str, person: str, response_url: str) -> bool:
        """Somebody clicked in a board: it follows again, by this URL if no other way leads there.

        Returns:
            Whether there is such a board, and they may see it.
        """
        with self._database.writing(durable=False) as connection:
            now = self._database.now(connection)
            row = connection.execute(select(boards).where(boards.c.place == place)).one_or_none()
            if row is None or row.person not in {"", person}:
                return False
            if row.kind == Kind.EPHEMERAL:
                fresh: dict[str, Any] = {"until": now + RESPONSE_URL_LIVES, "uses": RESPONSE_URL_USES}
                fresh |= {"response_url": response_url, "next_try_at": now}
            else:
                fresh = {"until": max(row.until, now + MESSAGE_FOLLOWS)}
            connection.execute(update(boards).where(boards.c.place == place).values(**fresh))
        return True

    def turn(self, place: str, page: int) -> None:
        """Have a list show another page."""
        with self._database.writing(durable=False) as connection:
            self._change(connection, place, lambda listed: listed.model_copy(update={"page": page}))

    def touch(self, people: Iterable[str]) -> None:
        """Have the App Homes of these people drawn anew: tasks may have come to them."""
        with self._database.writing(durable=False) as connection:
            connection.execute(
                update(boards)
                .where(boards.c.place.in_([home_of(person) for person in people if person]))
                .values(wanted=boards.c.wanted + 1)
            )

    def shown_on(self, place: str) -> list[str]:
        """The tasks that a board has shown last."""
        with self._database.reading() as connection:
            return list(noted(connection, place))

    def _change(
        self, connection: Connection, place: str, change: Callable[[Any], What], **values: Any
    ) -> None:
        row = connection.execute(
            select(boards.c.what).where(boards.c.place == place).with_for_update()
        ).one_or_none()
        if row:
            what = change(read_what(row.what)).model_dump_json()
            connection.execute(
                update(boards)
                .where(boards.c.place == place)
                .values(what=what, wanted=boards.c.wanted + 1, **values)
            )


def is_old(now: ColumnElement[float] | float) -> ColumnElement[bool]:
    """Whether nobody has looked at a board for long; a list that one person sees goes with their window."""
    return or_(and_(boards.c.kind == Kind.EPHEMERAL, boards.c.until < now - DAY), boards.c.until < now - KEPT)


def _forget_old(connection: Connection, now: float) -> None:
    gone = connection.scalars(delete(boards).where(is_old(now)).returning(boards.c.place)).all()
    if gone:
        connection.execute(delete(board_tasks).where(board_tasks.c.place.in_(gone)))
