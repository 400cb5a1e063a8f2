"""The boards that have fallen behind what they are to show.

A board is drawn by whoever holds its lease, one at a time, so that no older drawing comes after a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, delete, update

from bot.boards.behind import claiming
from bot.boards.board import Board
from bot.boards.rows import board_of
from bot.boards.versions import note
from bot.store.database import Database
from bot.store.schema import boards


class ClaimedBoards:
    """What becomes of a board that is drawn.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, *, lease: float, longest: float) -> Board | None:
        """Take a board that has fallen behind, for `lease` seconds; None if none has.

        Args:
            longest: seconds that no board is put off or leased for longer than; see `Deliveries.claim`.
        """
        with self._database.writing(durable=False) as connection:
            row = connection.execute(
                claiming(self._database.moment()), {"lease": lease, "longest": longest}
            ).one_or_none()
        return board_of(row) if row else None

    def drawn(
        self,
        board: Board,
        versions: Mapping[str, int],
        *,
        content: str,
        used: int,
        rest: float,
        holds_for: float,
    ) -> None:
        """The board shows the tasks in these versions now; leave it alone for `rest` seconds.

        Where the lease was lost meanwhile, this may have come after a newer one: it is drawn once more.

        Args:
            content: a fingerprint of what it shows.
            used: how often its response URL was used for it.
            holds_for: seconds after which its words are no longer right by themselves; 0: never.
        """
        with self._database.writing(durable=False) as connection:
            now = self._database.now(connection)
            # Somebody may wait for it by now.
            is_as_claimed = boards.c.next_try_at == board.next_try_at
            held = connection.execute(
                update(boards)
                .where(*_held(board))
                .values(
                    drawn=board.wanted,
                    content=content,
                    # Somebody may have clicked meanwhile, and so brought a new one.
                    uses=case(
                        (boards.c.response_url == board.response_url, boards.c.uses - used),
                        else_=boards.c.uses,
                    ),
                    turns_at=now + holds_for if holds_for else 0.0,
                    attempts=0,
                    next_try_at=case((is_as_claimed, now + rest), else_=boards.c.next_try_at),
                    lease_until=0.0,
                )
                .returning(boards.c.place)
            ).one_or_none()
            if held:
                note(connection, board.place, versions)
            else:
                connection.execute(
                    update(boards)
                    .where(boards.c.place == board.place)
                    .values(wanted=boards.c.wanted + 1, content="")
                )

    def put_off(self, board: Board, seconds: float) -> None:
        """Slack did not take it now, or did not say so: try again after so long."""
        # What was tried may stand there all the same, when the board is to show again what it showed before.
        again_at = self._database.moment() + seconds
        self._set(board, attempts=board.attempts + 1, next_try_at=again_at, content="")

    def rest(self, board: Board) -> None:
        """It can be reached no more until somebody clicks in it, as they may just have done."""
        is_old = boards.c.response_url == board.response_url
        self._set(board, until=case((is_old, self._database.moment()), else_=boards.c.until), attempts=0)

    def forget(self, board: Board) -> None:
        """There is no board here any more, or none that can be changed."""
        with self._database.writing(durable=False) as connection:
            gone = connection.execute(
                delete(boards).where(*_held(board)).returning(boards.c.place)
            ).one_or_none()
            if gone:
                note(connection, board.place, {})

    def _set(self, board: Board, **values: Any) -> None:
        with self._database.writing(durable=False) as connection:
            connection.execute(update(boards).where(*_held(board)).values(lease_until=0.0, **values))


def _held(board: Board) -> tuple[Any, ...]:
    return boards.c.place == board.place, boards.c.token == board.token
