"""Does one change: the task is read, then changed, then what ChartMogul answered is noted.

A request without an answer is no trouble here: the task is read again, and what is still missing is sent
again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


class Changing:
    """Does changes.

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
    ) -> None:
        self._database = database
        self._changes = changes
        self._tasks = tasks
        self._chartmogul = chartmogul
        self._pace = pace
        self._ears = ears

    def take(self, row: ChangeRow) -> None:
        """Do what is due: the change itself, or telling its person that it was refused."""
        if row.state is State.REFUSED:
            self._ears.refused(row)
            self._changes.told(row)
            return
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
            self._change(row, truth, at)

    def _change(self, row: ChangeRow, truth: Task, at: float | None) -> None:
        change = row.change
        against = clash(change, truth)
        if against is not None:
            self._end(row, truth, Outcome(conflict=against, reason=_why(against)))
        elif change.kind is Kind.DELETE:
            self._send(row, truth, lambda: self._delete(change))
        elif fields := missing(change, truth, at=at):
            self._send(
                row,
                truth,
                lambda: self._chartmogul.update_task(change.task_uuid, fields, timeout=self._pace.call),
            )
        else:
            # Perhaps by an earlier request of this very change.
            self._end(row, truth, Outcome(is_done=True), was_sent=row.settles_at > 0.0)

    def _send(self, row: ChangeRow, truth: Task, send: Callable[[], Task | None]) -> None:
        before = row.settles_at
        row = self._changes.sending(row, lease=self._pace.lease, settles_in=self._pace.timed_out_settles)
        try:
            changed = send()
        except NotFound:
            self._gone(row)
        except Refused as error:
            self._refused(row, truth, error)
        except (Busy, NeverSent) as error:
            self._put_off(row, error, settles_at=before)
        except ChartMogulError as error:
            settles_at = self._changes.now() + self._pace.settles_after(error)
            self._put_off(row, error, settles_at=max(before, settles_at))
        else:
            is_settled = before <= self._changes.now()
            if changed is None:
                self._gone(row)
            elif _is_as_wanted(row.change, changed):
                self._end(row, changed, Outcome(is_done=True), was_sent=True, is_settled=is_settled)
            else:
                self._end(row, changed, Outcome(reason=NOT_TAKEN), is_settled=is_settled)

    def _delete(self, change: Change) -> None:
        self._chartmogul.delete_task(change.task_uuid, timeout=self._pace.call)

    def _gone(self, row: ChangeRow) -> None:
        """ChartMogul has the task no more, which is what a deletion wants."""
        is_done = row.change.kind is Kind.DELETE
        was_sent = is_done and row.settles_at > 0.0
        outcome = Outcome(is_done=True) if is_done else Outcome(reason=IS_GONE)
        with self._database.writing() as connection:
            row = self._changes.end(
                connection, row, State.ENDED if is_done else State.REFUSED, outcome, is_settled=True
            )
            self._tasks.gone(connection, row.task_uuid, by=row.change.by if was_sent else "")
            self._tasks.touch(connection, row.task_uuid)
        self._ears.ended(row)

    def _end(
        self,
        row: ChangeRow,
        truth: Task,
        outcome: Outcome,
        *,
        was_sent: bool = False,
        is_settled: bool = False,
    ) -> None:
        change = row.change
        if outcome.is_done and change.assignee_user:
            self._ears.given(row)
        with self._database.writing() as connection:
            state = State.ENDED if outcome.is_done else State.REFUSED
            row = self._changes.end(connection, row, state, outcome, is_settled=is_settled)
            self._tasks.changed(
                connection,
                truth,
                by=change.by if was_sent else "",
                assignee_user=change.assignee_user if outcome.is_done else "",
            )
        self._ears.ended(row)

    def _refused(self, row: ChangeRow, truth: Task | None, error: Refused) -> None:
        log.warning("change.refused", change=row.id, kind=row.change.kind, reference=error.reference)
        outcome = Outcome(reason=error.message, field=error.param or "", reference=error.reference)
        self._stop(row, truth, outcome)

    def _put_off(self, row: ChangeRow, error: ChartMogulError, *, settles_at: float) -> None:
        outcome = Outcome(reason=error.message, reference=error.reference)
        if self._changes.now() - row.created_at > GIVEN_UP_AFTER:
            log.error("change.given_up", change=row.id, kind=row.change.kind, reference=error.reference)
            self._stop(row, None, outcome.model_copy(update={"reason": IN_VAIN}))
            return
        seconds = min(self._pace.after(error, row.attempts), self._pace.longest)
        self._changes.put_off(row, seconds, outcome, settles_at=settles_at)

    def _stop(self, row: ChangeRow, truth: Task | None, outcome: Outcome) -> None:
        """It will not be done; the cards show the truth as far as it is known."""
        if truth is not None:
            self._end(row, truth, outcome)
            return
        with self._database.writing() as connection:
            row = self._changes.end(connection, row, State.REFUSED, outcome, is_settled=False)
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
