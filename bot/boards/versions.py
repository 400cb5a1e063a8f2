"""Which version of which tasks a board shows, in a transaction at hand."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from bot.store.schema import board_tasks

_HERE = and_(board_tasks.c.place == bindparam("board"), board_tasks.c.task_uuid == bindparam("uuid"))


def noted(connection: Connection, place: str) -> dict[str, int]:
    """What the board has shown last."""
    rows = connection.execute(select(board_tasks).where(board_tasks.c.place == place))
    return {row.task_uuid: row.shown for row in rows}


def note(connection: Connection, place: str, versions: Mapping[str, int]) -> None:
    """Write down what it shows now: no more than has changed, for there may be a thousand."""
    before = noted(connection, place)
    if gone := [{"board": place, "uuid": uuid} for uuid in before if uuid not in versions]:
        connection.execute(delete(board_tasks).where(_HERE), gone)
    if new := [uuid for uuid in versions if uuid not in before]:
        rows = [{"place": place, "task_uuid": uuid, "shown": versions[uuid]} for uuid in new]
        connection.execute(insert(board_tasks), rows)
    moved = [uuid for uuid, shown in before.items() if versions.get(uuid, shown) != shown]
    if moved:
        values = [{"board": place, "uuid": uuid, "version": versions[uuid]} for uuid in moved]
        connection.execute(update(board_tasks).where(_HERE).values(shown=bindparam("version")), values)
