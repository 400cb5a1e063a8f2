"""What is known of tasks. What ChartMogul showed later never gives way to what it showed before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, exists, or_, select, update

from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.store.database import Database
from bot.store.one_of import one_of
from bot.store.schema import board_tasks, boards, cards, tasks
from bot.tasks.known_task import KnownTask
from bot.tasks.rows import KNOWN, adding, as_seen, first_seen, known_of, values_of, whose

LIST_LAGS = 120.0
"""Seconds after a change in which ChartMogul's lists may still show a task as it was before."""

REOPENED = 7 * 86_400.0
"""Seconds after its completion in which a task may well be reopened in ChartMogul."""

BATCH = 200
"""Most tasks stored in one transaction: on SQLite everybody else who writes waits for its end."""

_SHOWN = ("customer_uuid", "details", "assignee", "due_date", "completed_at", "is_gone")
"""What of a row ChartMogul tells, and a card shows."""

_OPEN = and_(tasks.c.completed_at == 0.0, tasks.c.is_gone.is_(False))
_LISTED = KNOWN.where(one_of(tasks.c.uuid, "uuids"))
_BARE = and_(tasks.c.is_gone, tasks.c.asked_by == "", tasks.c.details == "")
_UNMADE = delete(tasks).where(tasks.c.uuid == bindparam("unmade"), _BARE).returning(tasks.c.version)


class Tasks:
    """The tasks that the bot has made or seen.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._adding = adding(database.insert(tasks))

    def now(self) -> float:
        """The database's clock, to be read before ChartMogul is asked: see `learn`."""
        return self._database.clock()

    def get(self, uuid: str) -> KnownTask | None:
        """What is known of this task."""
        return self.get_all([uuid]).get(uuid)

    def get_all(self, uuids: Iterable[str]) -> dict[str, KnownTask]:
        """`get` for several at once: those that are known."""
        wanted = list(uuids)
        if not wanted:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(_LISTED, {"uuids": wanted}).all()
        return {row.uuid: known_of(row) for row in rows}

    def open_tasks(
        self,
        *,
        assignees: Sequence[str] | None = None,
        asked_by: str | None = None,
        customer_uuid: str | None = None,
        limit: int = 2000,
    ) -> list[KnownTask]:
        """Open tasks, by due date; of these e-mails' assignees, of this asker, of this customer."""
        wanted: list[ColumnElement[bool]] = [_OPEN]
        if assignees is not None:
            wanted.append(tasks.c.assignee_key.in_([literal(email) for email in assignees if email]))
        if asked_by is not None:
            wanted.append(tasks.c.asked_by == asked_by)
        if customer_uuid is not None:
            wanted.append(tasks.c.customer_uuid == customer_uuid)
        listed = KNOWN.where(*wanted).order_by(tasks.c.due_date, tasks.c.uuid).limit(limit)
        with self._database.reading() as connection:
            return [known_of(row) for row in connection.execute(listed).all()]

    def in_messages(self) -> dict[str, list[str]]:
        """The open tasks that a posted message shows, a card or one with several tasks.

        Returns:
            Their UUIDs, by their assignees' e-mails. Who completed one of late is there, too: where it was
            reopened since, it stands in their list.
        """
        has_card = exists().where(cards.c.task_uuid == tasks.c.uuid)
        is_listed = exists().where(
            board_tasks.c.task_uuid == tasks.c.uuid,
            boards.c.place == board_tasks.c.place,
            boards.c.ts != "",
            boards.c.until > self._database.moment(),
        )
        reopened_since = self._database.moment() - REOPENED
        is_recent = and_(tasks.c.completed_at > reopened_since, tasks.c.is_gone.is_(False))
        with self._database.reading() as connection:
            rows = connection.execute(
                select(tasks.c.assignee, tasks.c.uuid, _OPEN.label("is_open"))
                .where(or_(_OPEN, is_recent), or_(has_card, is_listed))
                .order_by(tasks.c.assignee_key)
            ).all()
        found: dict[str, list[str]] = {}
        for row in rows:
            theirs = found.setdefault(row.assignee, [])
            if row.is_open:
                theirs.append(row.uuid)
        return found

    def put(self, connection: Connection, task: KnownTask) -> None:
        """Know a task that the bot has just made, and who asked for it, in a transaction at hand.

        A second time changes nothing. Where it was read from ChartMogul meanwhile, its card may have fallen
        behind already.
        """
        version = self._unmake(connection, task.uuid) + 1
        now = self._database.now(connection)
        values = {**values_of(task), "version": version, "changed_at": now, "show_at": 0.0}
        connection.execute(self._adding, values)

    def learn(self, seen: Iterable[Task], *, as_of: float, is_list: bool = False) -> None:
        """Take what ChartMogul shows for the truth, where nothing later is known.

        Args:
            as_of: when ChartMogul was asked, by `now`: what was changed since, the answer may lack.
            is_list: whether it comes from a list, which may lag behind what was changed.
        """
        # In one order, so that two who store the same ones never wait for each other.
        unique = sorted({task.task_uuid: task for task in seen}.values(), key=lambda task: task.task_uuid)
        for start in range(0, len(unique), BATCH):
            with self._database.writing(durable=False) as connection:
                self._learn(connection, unique[start : start + BATCH], as_of, is_list=is_list)

    def changed(
        self,
        connection: Connection,
        truth: Task,
        *,
        as_of: float,
        by_us: bool,
        completed_by: str = "",
        assignee_user: str = "",
    ) -> None:
        """What ChartMogul showed to a change, in the transaction that ends it: the cards are drawn anew.

        Args:
            as_of: when it was so, by `now`.
            by_us: whether it is as it is by this change.
            completed_by: Slack user id of who completed it by this change.
            assignee_user: Slack user id of the assignee, where the change gave it to them.
        """
        self._learn(connection, [truth], as_of, is_list=False)
        self.touch(connection, truth.task_uuid)
        is_it = tasks.c.uuid == truth.task_uuid
        if by_us:
            connection.execute(update(tasks).where(is_it).values(changed_at=self._database.now(connection)))
        if completed_by:
            connection.execute(
                update(tasks).where(is_it, tasks.c.completed_at > 0.0).values(completed_by=completed_by)
            )
        if assignee_user:
            is_theirs = tasks.c.assignee_key == literal(truth.assignee)
            connection.execute(update(tasks).where(is_it, is_theirs).values(assignee_user=assignee_user))

    def gone(self, connection: Connection, uuid: str, *, by: str = "") -> None:
        """ChartMogul has this task no more, in a transaction at hand; `by` says who deleted it in Slack.

        Also one that was never seen: a card of it may stand somewhere all the same. Lists may go on to show
        it for a while.
        """
        now = self._database.now(connection)
        gone = {"is_gone": True, "gone_by": by, "seen_at": now, "changed_at": now, "show_at": now}
        connection.execute(
            self._database.insert(tasks)
            .values({**first_seen(Task(task_uuid=uuid), now), **gone})
            .on_conflict_do_update(
                index_elements=["uuid"],
                set_={**gone, "version": tasks.c.version + 1},
                where=tasks.c.is_gone.is_(False),
            )
        )

    def lost(self, uuid: str) -> None:
        """`gone`, where nothing else is to be written."""
        with self._database.writing() as connection:
            self.gone(connection, uuid)

    def touch(self, connection: Connection, uuid: str, *, shown_in: float = 0.0) -> None:
        """Have the task's cards drawn anew, in a transaction at hand, for something else has come or gone."""
        connection.execute(
            update(tasks)
            .where(tasks.c.uuid == uuid)
            .values(version=tasks.c.version + 1, show_at=self._database.now(connection) + shown_in)
        )

    def _unmake(self, connection: Connection, uuid: str) -> int:
        """Know no more that a task is gone of which nothing else is known; the version of that, 0 if none."""
        return connection.execute(_UNMADE, {"unmade": uuid}).scalar_one_or_none() or 0

    def _learn(self, connection: Connection, seen: Sequence[Task], as_of: float, *, is_list: bool) -> None:
        uuids = [task.task_uuid for task in seen]
        held = select(tasks).order_by(tasks.c.uuid).with_for_update()
        before = {row.uuid: row for row in connection.execute(held.where(tasks.c.uuid.in_(uuids)))}
        now = self._database.now(connection)
        for task in seen:
            row = before.get(task.task_uuid)
            if row is None:
                new = self._database.insert(tasks).values(first_seen(task, as_of)).on_conflict_do_nothing()
                if connection.execute(new.returning(tasks.c.uuid)).one_or_none():
                    continue
                # Made by somebody else in this moment.
                row = connection.execute(held.where(tasks.c.uuid == task.task_uuid)).one()
            fresh = as_seen(task, row)
            differs = any(fresh[name] != getattr(row, name) for name in _SHOWN)
            if differs:
                fresh |= {"version": tasks.c.version + 1, "show_at": now}
                fresh |= whose(fresh, row)
            is_later = tasks.c.seen_at <= as_of
            if is_list:
                is_later = and_(is_later, tasks.c.changed_at <= as_of - LIST_LAGS)
            connection.execute(
                update(tasks).where(tasks.c.uuid == row.uuid, is_later).values(**fresh, seen_at=as_of)
            )
