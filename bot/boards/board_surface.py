"""Boards, as a surface that is kept like the tasks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import structlog

from bot.boards.board import AtHome, Board, DrawnBoard, Kind
from bot.boards.boards import Boards
from bot.boards.home_drawing import HomeDrawer
from bot.boards.list_drawing import ROWS, ListDrawer
from bot.outbox.pace import Pace
from bot.redrawing import GONE
from bot.slack.errors import SlackMalformed, SlackRefused
from bot.slack.web_api import Slack
from bot.views.home import unshown_home

log = structlog.get_logger(__name__)


class BoardSurface:
    """All boards; see `bot.redrawing.Surface`.

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
    ) -> None:
        self._slack = slack
        self._boards = boards
        self._homes = homes
        self._lists = lists
        self._may_see = may_see
        self._pace = pace

    def claim(self) -> Board | None:
        """Take a board that has fallen behind."""
        return self._boards.claim(lease=self._pace.lease, longest=self._pace.longest)

    def label(self, board: Board) -> str:
        """Where it stands; a list that one person alone sees has a name of its own."""
        return board.place

    def limit(self, board: Board) -> str:
        """That of the method by which it is put there."""
        return board.kind

    def draw(self, board: Board) -> None:
        """Put there what it is to show now, unless it shows that already.

        Raises:
            SlackError: it was not put there, or may not have been.
        """
        if board.person and not self._may_see(board.person):
            self._boards.forget(board)
            return
        drawn = self._drawn(board)
        content = _fingerprint(drawn)
        used = self._put(board, drawn) if content != board.content else 0
        self._boards.drawn(
            board,
            drawn.versions,
            content=content,
            used=used,
            rest=self._pace.rest,
            holds_for=drawn.holds_for,
        )

    def leave(self, board: Board, code: str) -> None:
        """A click in a message brings it back, and to open an App Home."""
        if board.kind is Kind.HOME or code in GONE:
            self._boards.forget(board)
        else:
            self._boards.rest(board)

    def put_off(self, board: Board, seconds: float) -> None:
        """Try again after so long."""
        self._boards.put_off(board, seconds)

    def _drawn(self, board: Board) -> DrawnBoard:
        if isinstance(board.what, AtHome):
            return self._homes.draw(board.what, board.person)
        place = board.place if board.kind is Kind.EPHEMERAL else ROWS
        return self._lists.draw(board.what, reader=board.person, place=place)

    def _put(self, board: Board, drawn: DrawnBoard) -> int:
        """Put it where it stands; where Slack does not take it, what can be said in plain words.

        Returns:
            How often the board's response URL was used for that.
        """
        try:
            return self._send(board, drawn)
        except SlackMalformed as error:
            log.error("board.malformed", place=board.place, code=error.code)
            plain = unshown_home() if board.kind is Kind.HOME else {"text": drawn.content["text"]}
            return self._send(board, replace(drawn, content=plain))

    def _send(self, board: Board, drawn: DrawnBoard) -> int:
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


def _fingerprint(drawn: DrawnBoard) -> str:
    return sha256(json.dumps(drawn.content, sort_keys=True).encode()).hexdigest()[:32]
