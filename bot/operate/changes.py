"""What people want changed of tasks and is not done yet, on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.changes.change import ChangeRow, State
from bot.changes.changes import Changes
from bot.operate.printable import printable
from bot.tasks.tasks import Tasks
from bot.workspace.people import People

COLUMNS = ["change", "state", "since", "tries", "by", "task", "customer", "why"]


def show_waiting(changes: Changes, tasks: Tasks, people: People, *, limit: int, console: Console) -> None:
    """List what waits to be done, or to be told to whoever wanted it, the oldest first, and why it waits."""
    rows = changes.unfinished(limit=limit)
    known = tasks.get_all({row.task_uuid for row in rows})
    names = people.get_all({row.change.by for row in rows})
    counts = changes.counts()
    table = Table(*COLUMNS, box=None, pad_edge=False)
    ahead: set[str] = set()
    for row in rows:
        by, task = row.change.by, known.get(row.task_uuid)
        table.add_row(
            row.change.kind.value,
            row.state.value,
            datetime.fromtimestamp(row.created_at, UTC).strftime("%Y-%m-%d %H:%M"),
            str(row.attempts),
            Text(printable(names[by].name if by in names else by)),
            Text(printable(row.task_uuid)),
            Text(printable(task.customer_name if task else "")),
            Text(printable(_why(row, is_behind=row.task_uuid in ahead))),
        )
        if row.state is State.WAITING:
            ahead.add(row.task_uuid)
    if rows:
        console.print(table)
    console.print(f"Changes: {', '.join(f'{counts[state]} {state.value}' for state in State)}")


def _why(row: ChangeRow, *, is_behind: bool) -> str:
    if not row.outcome.reason:
        return "waits for the one before" if is_behind else "not tried yet"
    reference = f" ({row.outcome.reference})" if row.outcome.reference else ""
    untold = ", nobody told yet" if row.state is State.REFUSED else ""
    return f"{row.outcome.reason}{reference}{untold}"
