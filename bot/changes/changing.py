"""Does one change: the task is read, then changed, then what ChartMogul answered is noted.

A request without an answer is no trouble here: the task is read again, and what is still missing is sent
again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from bot.changes.change import Change, ChangeRow, Fields, Kind, Outcome, State
from bot.changes.changes import Changes
from bot.changes.difference import clash, is_open, missing
from bot.chartmogul import Busy, ChartMogul, ChartMogulError, NeverSent, NotFound, Priority, Refused
from bot.chartmogul.task import Task
from bot.outbox.pace import Pace
from bot.store.database import Database
from bot.tasks.tasks import Tasks

log = structlog.get_logger(__name__)

GIVEN_UP_AFTER = 26 * 3600.0
"""Seconds for which a change is tried while ChartMogul is away: a day, and time to mend what breaks at its
end."""

IS_GONE = "This task was deleted in ChartMogul, so there is nothing left to change."
NOT_TAKEN = "ChartMogul took this without doing it. Please do it there."
IN_VAIN = "ChartMogul could not be reached for more than a day, so this was not done. Please try again."


@dataclass(frozen=True)
class Ears:
    """Who hears what came of a change. Each may raise `DatabaseUnavailable`: then it is told again.

    Args:
        refused: tells the person, once, however often it hears of one change.
        given: hears of a task that was given to somebody, likewise.
        ended: hears that there is something new to show. It must not raise.
    """

    refused: Callable[[ChangeRow], None]
    given: Callable[[ChangeRow], None]
    ended: Callable[[ChangeRow], None]


@dataclass(frozen=True)
class Seen:
    """A task as ChartMogul showed it."""

    task: Task
    as_of: float
    """When it was so, by the database's clock."""


class Changing:
    """Does changes.

    Args:
        may_be_sought: whether a delivery may still be looking for a task, by what it says.

    Raises:
        LeaseLost, DatabaseUnavailable: see `Changes`.
    """

    def __init__(
        self,
        *,
        database: Database,
        changes: Changes,
        tasks: Tasks,
        chartmogul: ChartMogul,
        pace: Pace,
        ears: Ears,
        may_be_sought: Callable[[Task], bool],
    ) -> None:
        self._database = database
        self._changes = changes
        self._tasks = tasks
        self._chartmogul = chartmogul
        self._pace = pace
        self._ears = ears
        self._may_be_sought = may_be_sought

    def take(self, row: ChangeRow) -> None:
        """Do what is due: the change itself, or telling its person that it was refused."""
        if row.state is State.REFUSED:
            self._ears.refused(row)
            self._changes.told(row)
            return
        as_of = self._tasks.now()
        try:
            truth, at = self._chartmogul.task_now(
                row.task_uuid, priority=Priority.TASK, timeout=self._pace.call
            )
        except NotFound:
            self._gone(row)
        except Refused as error:
            self._refused(row, None, error)
        except ChartMogulError as error:
            self._put_off(row, error, settles_at=row.settles_at)
        else:
            self._change(row, Seen(truth, as_of), at)

    def _change(self, row: ChangeRow, seen: Seen, at: float | None) -> None:
        change = row.change
        against = clash(change, seen.task)
        if against is not None:
            self._end(row, seen, Outcome(conflict=against, reason=_why(against)))
        elif self._is_early(row, seen.task):
            self._changes.put_off(row, self._pace.wait(row.attempts), Outcome(), settles_at=row.settles_at)
        elif change.kind is Kind.DELETE:
            self._send(row, seen, lambda: self._delete(change))
        elif fields := missing(change, seen.task, at=at):
            self._send(
                row,
                seen,
                lambda: self._chartmogul.update_task(change.task_uuid, fields, timeout=self._pace.call),
            )
        else:
            # Perhaps by an earlier request of this very change.
            self._end(row, seen, Outcome(is_done=True), was_sent=row.settles_at > 0.0)

    def _is_early(self, row: ChangeRow, task: Task) -> bool:
        """Whether the task may be one that an App Home or a list shows before its delivery has found it.

        A delivery that does not know in the end asks a person, who may take days.
        """
        waited = self._changes.now() - row.created_at
        return waited < self._pace.timed_out_settles + self._pace.list_settles and self._may_be_sought(task)

    def _send(self, row: ChangeRow, seen: Seen, send: Callable[[], Task | None]) -> None:
        before = row.settles_at
        row = self._changes.sending(row, lease=self._pace.lease, settles_in=self._pace.timed_out_settles)
        # With an answer, only what was sent earlier may still take effect.
        answered = replace(row, settles_at=before)
        try:
            changed = send()
        except NotFound:
            self._gone(row, was_sent=True)
        except Refused as error:
            self._refused(answered, seen, error)
        except (Busy, NeverSent) as error:
            self._put_off(row, error, settles_at=before)
        except ChartMogulError as error:
            settles_at = self._changes.now() + self._pace.settles_after(error)
            self._put_off(row, error, settles_at=max(before, settles_at))
        else:
            if changed is None:
                self._gone(row, was_sent=True)
                return
            is_done = _is_as_wanted(row.change, changed)
            outcome = Outcome(is_done=True) if is_done else Outcome(reason=NOT_TAKEN)
            self._end(answered, Seen(changed, self._tasks.now()), outcome, was_sent=is_done)

    def _delete(self, change: Change) -> None:
        self._chartmogul.delete_task(change.task_uuid, timeout=self._pace.call)

    def _gone(self, row: ChangeRow, *, was_sent: bool = False) -> None:
        """ChartMogul has the task no more, which is what a deletion wants."""
        is_done = row.change.kind is Kind.DELETE
        by = row.change.by if is_done and (was_sent or row.settles_at > 0.0) else ""
        state, outcome = State.REFUSED, Outcome(reason=IS_GONE)
        if is_done:
            state, outcome = State.ENDED, Outcome(is_done=True)
        with self._database.writing() as connection:
            row = self._changes.end(connection, row, state, outcome, settles_at=0.0)
            self._tasks.gone(connection, row.task_uuid, by=by)
            self._tasks.touch(connection, row.task_uuid)
        self._ears.ended(row)

    def _end(self, row: ChangeRow, seen: Seen, outcome: Outcome, *, was_sent: bool = False) -> None:
        change = row.change
        if outcome.is_done and was_sent and change.assignee_user:
            self._ears.given(row)
        with self._database.writing() as connection:
            state = State.ENDED if outcome.is_done else State.REFUSED
            row = self._changes.end(connection, row, state, outcome, settles_at=row.settles_at)
            self._tasks.changed(
                connection,
                seen.task,
                as_of=seen.as_of,
                by_us=was_sent,
                completed_by=change.by if was_sent and change.kind is Kind.COMPLETE else "",
                assignee_user=change.assignee_user if outcome.is_done else "",
            )
        log.info("change.ended", change=row.id, kind=change.kind, is_done=outcome.is_done)
        self._ears.ended(row)

    def _refused(self, row: ChangeRow, seen: Seen | None, error: Refused) -> None:
        log.warning("change.refused", change=row.id, kind=row.change.kind, reference=error.reference)
        outcome = Outcome(reason=error.message, field=error.param or "", reference=error.reference)
        self._stop(row, seen, outcome)

    def _put_off(self, row: ChangeRow, error: ChartMogulError, *, settles_at: float) -> None:
        outcome = Outcome(reason=error.message, reference=error.reference)
        if self._changes.now() - row.created_at > GIVEN_UP_AFTER:
            log.error("change.given_up", change=row.id, kind=row.change.kind, reference=error.reference)
            in_vain = outcome.model_copy(update={"reason": IN_VAIN})
            self._stop(replace(row, settles_at=settles_at), None, in_vain)
            return
        seconds = min(self._pace.after(error, row.attempts), self._pace.longest)
        self._changes.put_off(row, seconds, outcome, settles_at=settles_at)

    def _stop(self, row: ChangeRow, seen: Seen | None, outcome: Outcome) -> None:
        """It will not be done; the cards show the truth as far as it is known."""
        if seen is not None:
            self._end(row, seen, outcome)
            return
        with self._database.writing() as connection:
            row = self._changes.end(connection, row, State.REFUSED, outcome, settles_at=row.settles_at)
            self._tasks.touch(connection, row.task_uuid)
        self._ears.ended(row)


def _is_as_wanted(change: Change, changed: Task) -> bool:
    """Whether it is open or done now, as was asked for: nobody has seen ChartMogul answer to a reopening."""
    return change.wanted.is_open is None or change.wanted.is_open == is_open(changed)


def _why(against: Fields) -> str:
    """What was changed meanwhile, in words for the person."""
    if against.is_open is False:
        return "This task was completed meanwhile, so I left it as it is."
    names = {"details": "what is to be done", "assignee": "the assignee", "due_date": "the due date"}
    changed = [names[name] for name in names if getattr(against, name) is not None]
    return f"Somebody changed {' and '.join(changed)} meanwhile, so I left it as it is now."
