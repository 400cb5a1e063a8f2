"""Forgetting one person on the command line: what would go, what it was, and what remains where and why."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.operate.printable import printable
from bot.retention.forgetting import Found, Remains

ELSEWHERE = (
    "In ChartMogul: tasks that they have or wrote, and notes. In Slack: cards and messages. "
    "Those are not the bot's to delete; delete them there.",
    "In logs and copies of the database: ids, for as long as you keep them.",
)
"""What remains of everybody."""


def show(found: Sequence[Found], console: Console) -> None:
    """List it, table by table."""
    table = Table("table", "rows", "what becomes of them", box=None, pad_edge=False)
    for one in found:
        table.add_row(one.table, str(one.rows), one.what)
    console.print(table)


def show_remains(remains: Remains, console: Console, *, shared: Sequence[str] = ()) -> None:
    """Say what stays, and why.

    Args:
        shared: e-mails that others have as well.
    """
    lines = [*ELSEWHERE]
    if remains.owned:
        lines.append(
            f"In the table customers: ChartMogul has them as owner of {remains.owned}; every sync reads that."
        )
    if remains.contacts:
        lines.append(
            f"In the table contacts: {remains.contacts} with their e-mail, as ChartMogul knows them."
        )
    if remains.of_others:
        lines.append(
            f"In the table deliveries: {remains.of_others} that others asked for and have not heard of, or "
            "are to look for in ChartMogul. They are emptied when that has ended; then run this again."
        )
    if shared:
        lines.append(f"What names {', '.join(shared)}: others have this e-mail as well.")
    console.print("What remains:")
    for line in lines:
        console.print(Text(f"- {printable(line)}"))
