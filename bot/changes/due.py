"""Which change is due: of one task's only the oldest, and none before an earlier one's request has settled.

The statement is built once for each database: building it takes longer than running it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select

from bot.changes.change import State
from bot.store.claims import has_come, taking
from bot.store.schema import changes


@lru_cache
def claiming(now: ColumnElement[float]) -> Any:
    """Takes the row that has been due the longest, for `lease` seconds; see `Changes.claim`.

    One that is put off, or settles, for more than `longest` seconds was written by a clock that was put back.
    """
    earlier = changes.alias("earlier")
    in_the_way = (
        select(earlier.c.id)
        .where(
            earlier.c.task_uuid == changes.c.task_uuid,
            earlier.c.id < changes.c.id,
            or_(earlier.c.state == State.WAITING, not_(has_come(now, earlier.c.settles_at))),
        )
        .exists()
    )
    is_due = or_(
        and_(changes.c.state == State.WAITING, ~in_the_way),
        and_(changes.c.state == State.REFUSED, changes.c.form_until <= now),
    )
    due = select(changes.c.id).where(is_due).order_by(changes.c.next_try_at)
    return taking(changes, due, now, updated_at=now)
