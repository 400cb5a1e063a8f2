"""Tasks that were completed or deleted long ago, with their cards; and places that nobody looks at any more.

A click on a card that stands in Slack for longer still works: the task is then read from ChartMogul anew, and
the card follows it again (`bot.resolve.task_clicks`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, not_, or_, update

from bot.boards.boards import DAY, is_old
from bot.changes.change import State as ChangeState
from bot.outbox.delivery import State
from bot.retention.ages import Ages
from bot.retention.sweep import Sweep, deleting
from bot.store.database import Database
from bot.store.schema import board_tasks, boards, cards, changes, deliveries, tasks

_IS_LISTED = exists().where(board_tasks.c.task_uuid == tasks.c.uuid)

_HAS_CARD = exists().where(cards.c.task_uuid == tasks.c.uuid)

_IS_TO_BE_DRAWN = exists().where(cards.c.task_uuid == tasks.c.uuid, cards.c.shown < tasks.c.version)
"""A card does not say yet what has become of it."""

_IS_BEING_MADE = exists().where(
    deliveries.c.task_uuid == tasks.c.uuid,
    deliveries.c.state.in_([State.WAITING, State.UNSURE, State.UNTOLD]),
)

_IS_OPEN = and_(tasks.c.completed_at == 0.0, tasks.c.is_gone.is_(False))


def sweeps(database: Database, ages: Ages) -> Iterator[Sweep]:
    """All that is to be done, in this order."""
    now = database.moment()
    yield Sweep("boards", boards, is_old(now), delete_boards)
    unused = not_(or_(_IS_LISTED, _IS_BEING_MADE, _is_changed(tasks.c.uuid)))
    is_over = and_(not_(_IS_OPEN), not_(_IS_TO_BE_DRAWN))
    yield Sweep("tasks", tasks, and_(is_over, _untouched(now - ages.words), unused), delete_tasks)
    yield Sweep(
        "tasks_of_others",
        tasks,
        # What Slack did not ask for was only looked at.
        and_(_IS_OPEN, tasks.c.asked_by == "", _untouched(now - ages.requests), unused, not_(_HAS_CARD)),
        deleting(tasks),
    )
    yield Sweep(
        "cards_without_task",
        cards,
        and_(
            not_(exists().where(tasks.c.uuid == cards.c.task_uuid)),
            not_(_is_changed(cards.c.task_uuid)),
            cards.c.response_until < now - ages.words,
        ),
        deleting(cards),
    )
    yield Sweep(
        "cards_gone",
        cards,
        # Only the URL reaches them, and whoever saw one has another window by now.
        and_(cards.c.is_ephemeral, cards.c.response_until < now - DAY),
        deleting(cards),
    )
    yield Sweep(
        "urls",
        cards,
        and_(cards.c.response_url != "", cards.c.response_until < now - DAY),
        lambda connection, these: (
            connection.execute(update(cards).where(these).values(response_url="")).rowcount
        ),
    )


def _untouched(since: ColumnElement[float]) -> ColumnElement[bool]:
    return and_(tasks.c.completed_at < since, tasks.c.changed_at < since, tasks.c.seen_at < since)


def _is_changed(task_uuid: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether somebody waits for a change of it."""
    return exists().where(changes.c.task_uuid == task_uuid, changes.c.state != ChangeState.ENDED)


def delete_tasks(connection: Connection, these: ColumnElement[bool]) -> int:
    """Delete tasks, and where their cards stand."""
    gone = connection.scalars(delete(tasks).where(these).returning(tasks.c.uuid)).all()
    connection.execute(delete(cards).where(cards.c.task_uuid.in_(gone)))
    return len(gone)


def delete_boards(connection: Connection, these: ColumnElement[bool]) -> int:
    """Delete boards, and what stands on them."""
    gone = connection.scalars(delete(boards).where(these).returning(boards.c.place)).all()
    connection.execute(delete(board_tasks).where(board_tasks.c.place.in_(gone)))
    return len(gone)
