"""Draws boards anew that have fallen behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256

import structlog

from bot.boards.board import AtHome, Board, DrawnBoard, Kind
from bot.boards.boards import Boards
from bot.boards.home_drawing import HomeDrawer
from bot.boards.list_drawing import ROWS, ListDrawer
from bot.dispatcher import Dispatcher
from bot.outbox.pace import Pace
from bot.runtime import Runtime
from bot.slack.errors import (
    SlackError,
    SlackLater,
    SlackMalformed,
    SlackRefused,
    SlackUncertain,
    SlackUnknown,
)
from bot.slack.web_api import Slack
from bot.store.database import DatabaseUnavailable

log = structlog.get_logger(__name__)

WORKERS = 4
"""Boards in hand at once."""

TRIES = 30
"""Times that a board is tried to which Slack says no in a word that is unknown: about 25 minutes."""


class Redrawing:
    """Draws them, in threads of this process; of several instances, each board is drawn by one.

    Args:
        may_see: whether somebody is still a colleague, who may see tasks.
    """

    def __init__(
        self,
        *,
        slack: Slack,
        boards: Boards,
        homes: HomeDrawer,
        lists: ListDrawer,
        may_see: Callable[[str], bool],
        pace: Pace,
        runtime: Runtime,
    ) -> None:
        self._slack = slack
        self._boards = boards
        self._homes = homes
        self._lists = lists
        self._may_see = may_see
        self._pace = pace
        self._dispatcher = Dispatcher(
            "board", self._claim, self._work, workers=WORKERS, poll=pace.poll, runtime=runtime
        )

    def start(self) -> None:
        """Begin to draw what has fallen behind."""
        self._dispatcher.start()

    def stop(self) -> None:
        """Draw nothing new, and end what is in hand."""
        self._dispatcher.stop()

    def wake(self) -> None:
        """Look now: something has changed."""
        self._dispatcher.wake()

    def _claim(self) -> Board | None:
        return self._boards.claim(lease=self._pace.lease, longest=self._pace.longest)

    def _work(self, board: Board) -> None:
        try:
            self._redraw(board)
        except DatabaseUnavailable:
            log.warning("board.database_away")
        except Exception:
            # A mistake of ours: the lease keeps it from spinning.
            log.exception("board.broke", kind=board.kind)

    def _redraw(self, board: Board) -> None:
        if board.person and not self._may_see(board.person):
            self._boards.forget(board)
            return
        drawn = self._drawn(board)
        content = _fingerprint(drawn)
        try:
            used = self._put(board, drawn) if content != board.content else 0
        except SlackMalformed as error:
            log.error("board.malformed", kind=board.kind, code=error.code)
            self._boards.forget(board)
        except SlackRefused as error:
            log.info("board.left_alone", kind=board.kind, code=error.code)
            self._leave(board)
        except SlackError as error:
            self._put_off(board, error)
        else:
            self._boards.drawn(
                board,
                drawn.versions,
                content=content,
                used=used,
                rest=self._pace.rest,
                holds_for=drawn.holds_for,
            )

    def _drawn(self, board: Board) -> DrawnBoard:
        if isinstance(board.what, AtHome):
            return self._homes.draw(board.what, board.person)
        place = board.place if board.kind is Kind.EPHEMERAL else ROWS
        return self._lists.draw(board.what, reader=board.person, place=place)

    def _put(self, board: Board, drawn: DrawnBoard) -> int:
        """Put it where it stands.

        Returns:
            How often the board's response URL was used for that.

        Raises:
            SlackError: it was not put there, or may not have been.
        """
        match board.kind:
            case Kind.HOME:
                self._slack.publish_home(board.person, drawn.content, timeout=self._pace.call)
            case Kind.MESSAGE:
                self._slack.update(board.channel, board.ts, drawn.content)
            case Kind.EPHEMERAL if drawn.is_settled or board.uses > 1:
                # The last use is kept for what will be true in the end.
                self._respond(board, drawn)
                return 1
        return 0

    def _respond(self, board: Board, drawn: DrawnBoard) -> None:
        if board.uses < 1:
            raise SlackRefused("used_url")
        self._slack.respond(board.response_url, drawn.content, in_channel=False, replace=True)

    def _leave(self, board: Board) -> None:
        """A click in a list brings it back; elsewhere it is gone, archived, or not ours to change."""
        if board.kind is Kind.EPHEMERAL:
            self._boards.rest(board)
        else:
            self._boards.forget(board)

    def _put_off(self, board: Board, error: SlackError) -> None:
        log.warning("board.not_drawn", kind=board.kind, code=error.code)
        if board.attempts >= TRIES and isinstance(error, SlackUnknown):
            self._leave(board)
            return
        asked = error.retry_after if isinstance(error, SlackLater) else 0.0
        if isinstance(error, SlackUncertain):
            # It may still be put there, and must not come after the next one.
            asked = self._pace.message_settles
        wait = max(self._pace.wait(board.attempts), asked)
        self._boards.put_off(board, min(wait, self._pace.longest))


def _fingerprint(drawn: DrawnBoard) -> str:
    return sha256(json.dumps(drawn.content, sort_keys=True).encode()).hexdigest()[:32]
