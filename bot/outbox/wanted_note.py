"""The note that is wanted beside a task: its row is stored with the delivery's, and kept by `bot.notes`."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, bindparam, delete

from bot.store.database import Database
from bot.store.schema import notes


class NoteState(StrEnum):
    """Whether anything is left to do for a note."""

    WAITING = "waiting"
    KEPT = "kept"
    FAILED = "failed"
    """It could not be kept, and its asker knows."""


_UNWANTED = delete(notes).where(notes.c.id == bindparam("delivery"))


def want_note(database: Database, connection: Connection, delivery_id: str, draft: str | None) -> None:
    """Store that a note is wanted, or that none is, of a delivery that is new or starts over.

    Args:
        draft: the id of what the form began with, `""` where there is nothing of the kind; None: no note is
            wanted.
    """
    if draft is None:
        connection.execute(_UNWANTED, {"delivery": delivery_id})
        return
    now = database.moment()
    new = {"draft": draft, "state": NoteState.WAITING, "next_try_at": now, "updated_at": now}
    nothing = {
        **dict.fromkeys(("begun_at", "sent_at", "settles_at", "lease_until"), 0.0),
        **dict.fromkeys(("attempts", "sendings", "unclear", "token"), 0),
        **dict.fromkeys(("lack", "reason", "reference"), ""),
    }
    insert = database.insert(notes).values(id=delivery_id, created_at=now, **new, **nothing)
    connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=new))
