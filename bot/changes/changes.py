"""The changes that people asked for: one row for each, worked on by whoever holds its lease.

Of one task's changes only the oldest is due, and none while a request of the one before may still take
effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot.changes.change import Change, ChangeRow, Outcome, State
from bot.changes.due import claiming
from bot.store.claims import LeaseLost
from bot.store.database import Database
from bot.store.schema import changes
from bot.tasks.tasks import Tasks

SHOWN_IN = 0.4
"""Seconds after which a card says what is under way; what is done sooner shows at once as it is then."""

_UNFINISHED = changes.c.state.in_([State.WAITING, State.REFUSED])


class Changes:
    """The changes in the database. Every method is one short transaction.

    Raises:
        DatabaseUnavailable: the database is locked, full or away; from every method.
    """

    def __init__(self, database: Database, tasks: Tasks) -> None:
        self._database = database
        self._tasks = tasks

    def add(self, key: str, change: Change, *, form_seconds: float = 0.0) -> ChangeRow:
        """Store a change, or join the one that is already there under this key; the cards say so soon.

        Args:
            key: the same for the same form with the same content, or for the same click.
            form_seconds: how long a form stays open to show a refusal.
        """
        with self._database.writing(urgent=True) as connection:
            self._database.take_turn(connection, change.task_uuid)
            now = self._database.now(connection)
            stored = connection.execute(
                self._database.insert(changes)
                .values(
                    key=key,
                    task_uuid=change.task_uuid,
                    what=change.model_dump_json(exclude_defaults=True),
                    state=State.WAITING,
                    attempts=0,
                    next_try_at=now,
                    settles_at=0.0,
                    form_until=now + form_seconds if form_seconds else 0.0,
                    lease_until=0.0,
                    token=0,
                    outcome="{}",
                    created_at=now,
                    updated_at=now,
                )
                .on_conflict_do_nothing()
                .returning(changes)
            ).one_or_none()
            if stored:
                self._tasks.touch(connection, change.task_uuid, shown_in=SHOWN_IN)
                return _row(stored)
            return _row(connection.execute(select(changes).where(changes.c.key == key)).one())

    def get(self, change_id: int) -> ChangeRow | None:
        """The row, if there is one."""
        with self._database.reading() as connection:
            row = connection.execute(select(changes).where(changes.c.id == change_id)).one_or_none()
        return _row(row) if row else None

    def claim(self, *, lease: float, longest: float) -> ChangeRow | None:
        """Take the row that has been due the longest, for `lease` seconds; None if nothing is due.

        Args:
            longest: seconds that no row is put off or leased for longer than; see `Deliveries.claim`.
        """
        with self._database.writing(durable=False) as connection:
            row = connection.execute(
                claiming(self._database.moment()), {"lease": lease, "longest": longest}
            ).one_or_none()
        return _row(row) if row else None

    def sending(self, row: ChangeRow, *, lease: float, settles_in: float) -> ChangeRow:
        """A request is about to be made, which may take effect for so long; renews the lease.

        Raises:
            LeaseLost: the row belongs to another worker by now.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            values = {"lease_until": now + lease, "settles_at": now + settles_in}
            return self._set(connection, row, **values)

    def put_off(self, row: ChangeRow, seconds: float, outcome: Outcome, *, settles_at: float) -> None:
        """There is no word yet: try again after so long.

        Args:
            settles_at: when no request of this change can take effect any more; 0: there is none.

        Raises:
            LeaseLost: the row belongs to another worker by now.
        """
        with self._database.writing() as connection:
            self._set(
                connection,
                row,
                attempts=row.attempts + 1,
                next_try_at=self._database.now(connection) + seconds,
                settles_at=settles_at,
                lease_until=0.0,
                outcome=_written(outcome),
            )

    def end(
        self, connection: Connection, row: ChangeRow, state: State, outcome: Outcome, *, settles_at: float
    ) -> ChangeRow:
        """End it, in the transaction that notes what ChartMogul answered.

        Args:
            settles_at: when none of its requests can take effect any more; 0: none can.

        Raises:
            LeaseLost: the row belongs to another worker by now.
        """
        return self._set(
            connection,
            row,
            state=state,
            outcome=_written(outcome),
            attempts=0,
            next_try_at=self._database.now(connection),
            lease_until=0.0,
            settles_at=settles_at,
        )

    def leave_form(self, change_id: int) -> ChangeRow | None:
        """The form has closed without an outcome: a refusal from now on is told by a message."""
        return self._mark(change_id, changes.c.state == State.WAITING, {"form_until": 0.0})

    def refusal_shown(self, change_id: int) -> ChangeRow | None:
        """The person knows that it was refused: nothing is left to do."""
        ended = {"state": State.ENDED, "token": changes.c.token + 1}
        return self._mark(change_id, changes.c.state == State.REFUSED, ended)

    def told(self, row: ChangeRow) -> None:
        """The message that says so is on its way."""
        self.refusal_shown(row.id)

    def under_way(self, task_uuids: Iterable[str]) -> dict[str, list[Change]]:
        """What is waiting to be done to these tasks, in its order."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(changes.c.task_uuid, changes.c.what)
                .where(changes.c.task_uuid.in_(list(task_uuids)), changes.c.state == State.WAITING)
                .order_by(changes.c.id)
            ).all()
        found: dict[str, list[Change]] = {}
        for row in rows:
            found.setdefault(row.task_uuid, []).append(Change.model_validate_json(row.what))
        return found

    def unfinished(self, *, limit: int) -> list[ChangeRow]:
        """What is not done yet or not told yet, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(changes).where(_UNFINISHED).order_by(changes.c.id).limit(limit)
            ).all()
        return [_row(row) for row in rows]

    def counts(self) -> dict[State, int]:
        """How many rows there are in each state."""
        with self._database.reading() as connection:
            rows = connection.execute(select(changes.c.state, func.count()).group_by(changes.c.state)).all()
        return {**dict.fromkeys(State, 0), **{State(state): int(count) for state, count in rows}}

    def oldest(self) -> dict[State, float]:
        """How many seconds ago the oldest was asked for that is in such a state; not of those that ended."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(changes.c.state, func.min(changes.c.created_at))
                .where(_UNFINISHED)
                .group_by(changes.c.state)
            ).all()
        none = dict.fromkeys([State.WAITING, State.REFUSED], 0.0)
        return {**none, **{State(state): max(0.0, now - asked_at) for state, asked_at in rows}}

    def now(self) -> float:
        """The database's clock, epoch seconds."""
        return self._database.clock()

    def _set(self, connection: Connection, row: ChangeRow, **values: Any) -> ChangeRow:
        changed = connection.execute(
            update(changes)
            .where(changes.c.id == row.id, changes.c.token == row.token)
            .values(updated_at=self._database.moment(), **values)
            .returning(changes)
        ).one_or_none()
        if changed is None:
            raise LeaseLost(row.id)
        return _row(changed)

    def _mark(self, change_id: int, condition: Any, values: dict[str, Any]) -> ChangeRow | None:
        with self._database.writing() as connection:
            connection.execute(
                update(changes)
                .where(changes.c.id == change_id, condition)
                .values(updated_at=self._database.moment(), **values)
            )
            row = connection.execute(select(changes).where(changes.c.id == change_id)).one_or_none()
        return _row(row) if row else None


def _written(outcome: Outcome) -> str:
    return outcome.model_dump_json(exclude_defaults=True)


def _row(row: Row[Any]) -> ChangeRow:
    values = row._mapping
    return ChangeRow(
        id=values["id"],
        task_uuid=values["task_uuid"],
        change=Change.model_validate_json(values["what"]),
        state=State(values["state"]),
        outcome=Outcome.model_validate_json(values["outcome"]),
        attempts=values["attempts"],
        settles_at=values["settles_at"],
        form_until=values["form_until"],
        token=values["token"],
        created_at=values["created_at"],
    )
