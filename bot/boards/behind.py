"""Which board has fallen behind what it is to show.

The statement is built once for each database: building it takes longer than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from bot.store.claims import taking
from bot.store.schema import board_tasks, boards, tasks


@lru_cache
def claiming(now: ColumnElement[float]) -> Any:
    """Takes a board that has fallen behind, for `lease` seconds; see `Boards.claim`."""
    is_older = exists().where(
        board_tasks.c.place == boards.c.place,
        tasks.c.uuid == board_tasks.c.task_uuid,
        tasks.c.version > board_tasks.c.shown,
        tasks.c.show_at <= now,
    )
    behind = or_(
        boards.c.drawn < boards.c.wanted,
        and_(boards.c.turns_at > 0.0, boards.c.turns_at <= now),
        is_older,
    )
    due = select(boards.c.place).where(boards.c.until > now, behind).order_by(boards.c.next_try_at)
    # Who held it before and gave no word may have put something there.
    content = case((boards.c.lease_until > 0.0, ""), else_=boards.c.content)
    return taking(boards, due, now, content=content)
