"""Tells somebody that their change of a task was not made."""

from __future__ import annotations

from collections.abc import Callable

from bot.changes.change import Change, ChangeRow, Kind
from bot.request import Letter
from bot.slack.web_api import RESPONSE_URL_LIVES
from bot.tasks.tasks import Tasks
from bot.views.mrkdwn import day, person
from bot.views.unchanged import Unchanged, block_id, unchanged_message

WHAT = {
    Kind.COMPLETE: "complete",
    Kind.REOPEN: "reopen",
    Kind.SNOOZE: "snooze",
    Kind.TAKE: "give you",
    Kind.EDIT: "change",
    Kind.DELETE: "delete",
}


class ChangeRefusals:
    """Writes to them, alone: below the message that they clicked on as long as Slack lets that be done.

    Args:
        write: has a letter posted once for this id.
    """

    def __init__(self, tasks: Tasks, write: Callable[[str, Letter], None]) -> None:
        self._tasks = tasks
        self._write = write

    def tell(self, row: ChangeRow) -> None:
        """Have the person told; once, however often this is called for one change.

        Raises:
            DatabaseUnavailable: the store is away, and it is to be called again.
        """
        change = row.change
        message = unchanged_message(self._unchanged(row))
        is_recent = self._tasks.now() - row.created_at < RESPONSE_URL_LIVES
        letter = Letter(
            to=change.by,
            message=message,
            mark=block_id(row.id),
            response_url=change.response_url if is_recent else "",
            thread_ts=change.thread_ts,
        )
        self._write(f"change-{row.id}", letter)

    def _unchanged(self, row: ChangeRow) -> Unchanged:
        change, task = row.change, self._tasks.get(row.task_uuid)
        return Unchanged(
            change_id=row.id,
            what=WHAT[change.kind],
            task_uuid=row.task_uuid,
            customer_name=task.customer_name if task else "",
            customer_url=task.customer_url if task else "",
            details=task.details if task else "",
            reason=_reason(row),
            reference=row.outcome.reference,
            typed=change.wanted.details or "",
            wanted=_wanted(change),
            may_edit=change.kind is Kind.EDIT and task is not None and task.is_open,
        )


def _reason(row: ChangeRow) -> str:
    """Why not; what ChartMogul says of an assignee speaks of somebody else."""
    change, outcome = row.change, row.outcome
    if change.kind is Kind.TAKE and outcome.field == "assignee":
        return (
            f"ChartMogul did not take {change.wanted.assignee} as an assignee. If you have another e-mail "
            "there, open my Home and tell me it under “Your e-mail in ChartMogul”."
        )
    return outcome.reason


def _wanted(change: Change) -> list[str]:
    """What else was wanted, in mrkdwn, but what the person cannot lose."""
    wanted = change.wanted
    if change.kind not in {Kind.EDIT, Kind.SNOOZE}:
        return []
    said = [f"Assignee: {person(change.assignee_user)}"] if wanted.assignee and change.assignee_user else []
    return [*said, f"Due: {day(wanted.due_date)}"] if wanted.due_date else said
