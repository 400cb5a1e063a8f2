"""What a change still has to do, and what stands against it, by the task as ChartMogul has it now."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import Any

from bot.changes.change import Change, Fields, Kind
from bot.chartmogul.task import Task
from bot.directory.terms import literal
from bot.views.task_ref import assignee_mark


def missing(change: Change, truth: Task, *, at: float | None) -> dict[str, Any]:
    """The fields to send, by ChartMogul's names; none where the task is as it is wanted already.

    Args:
        at: what time it is by ChartMogul's clock, epoch seconds; it refuses a completion in the future.
    """
    wanted, fields = change.wanted, dict[str, Any]()
    if wanted.details is not None and not _same_words(wanted.details, truth.task_details):
        fields["task_details"] = wanted.details
    if wanted.assignee is not None and literal(wanted.assignee) != literal(truth.assignee):
        fields["assignee"] = wanted.assignee
    if wanted.due_date is not None and wanted.due_date != truth.due_date:
        fields["due_date"] = wanted.due_date
    if wanted.is_open is not None and wanted.is_open != is_open(truth):
        fields["completed_at"] = None if wanted.is_open else _completed_at(change.at, at)
    return fields


def clash(change: Change, truth: Task) -> Fields | None:
    """What others have changed since the person looked, and this would overwrite, as it is now.

    Also that the task was completed, where something else is wanted of it.
    """
    wanted, seen, now = change.wanted, change.seen, Fields()
    if wanted.details is not None and seen.details is not None:
        is_kept = _same_words(truth.task_details, seen.details)
        if not is_kept and not _same_words(truth.task_details, wanted.details):
            now = now.model_copy(update={"details": truth.task_details})
    if wanted.assignee is not None and seen.assignee is not None:
        is_kept = seen.assignee in {assignee_mark(truth.assignee), truth.assignee}
        if not is_kept and literal(truth.assignee) != literal(wanted.assignee):
            now = now.model_copy(update={"assignee": truth.assignee})
    is_moved = wanted.due_date is not None and seen.due_date is not None
    if is_moved and truth.due_date not in {seen.due_date, wanted.due_date, None}:
        now = now.model_copy(update={"due_date": truth.due_date})
    if change.kind in {Kind.SNOOZE, Kind.TAKE, Kind.EDIT} and seen.is_open and not is_open(truth):
        now = now.model_copy(update={"is_open": False})
    return None if now == Fields() else now


def is_open(truth: Task) -> bool:
    """Whether the task is still to be done."""
    return truth.completed_at is None


def _same_words(one: str, other: str) -> bool:
    """Whether they read alike: ChartMogul may escape what it is given, and trim it."""
    return _closed_up(one) == _closed_up(other)


def _closed_up(text: str) -> str:
    return " ".join(html.unescape(html.unescape(text)).split())


def _completed_at(clicked: datetime, at: float | None) -> str:
    latest = datetime.fromtimestamp(at, UTC) if at is not None else clicked
    return min(clicked, latest).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
