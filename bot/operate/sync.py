"""A sync at once, on the command line."""

from __future__ import annotations

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from bot.directory.sync import DirectorySync
from bot.directory.sync_progress import Progress as Read
from bot.directory.sync_progress import Stage


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


def read_customers(sync: DirectorySync, *, forget: bool = False, console: Console) -> None:
    """Sync now, with a bar for the customers and one for their contacts.

    ChartMogul does not say how many there are: the last sync's count stands in, where there was one. The
    first time there is no telling how much time is left.

    Args:
        forget: forget what was not found, also where the lists may not have been whole.

    Raises:
        SyncRunning, SyncInterrupted, ChartMogulError, DatabaseUnavailable: see `DirectorySync.run`.
    """
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    ]
    with Progress(*columns, console=console) as bars:
        customers = bars.add_task("customers", total=None)
        contacts = bars.add_task("contacts", total=None, start=False)

        def show_read(read: Read) -> None:
            reading = read.stage is Stage.CUSTOMERS
            expected = read.last_count if read.last_count > read.customers else None
            bars.update(customers, completed=read.customers, total=expected if reading else read.customers)
            if not reading:
                bars.start_task(contacts)
                bars.update(
                    contacts,
                    completed=read.contacts,
                    total=None if read.stage is Stage.CONTACTS else read.contacts,
                )

        done = sync.run(tell=show_read, forget=forget)
    console.print(f"{done.customers:,} customers and {done.contacts:,} contacts are known.")
    if done.doubt:
        console.print(f"ChartMogul's lists may not have been whole: {done.doubt}.")
    if done.kept:
        console.print(
            f"{done.kept:,} that were not found are kept. "
            "If they are really gone from ChartMogul, run: cm-task sync --forget"
        )
