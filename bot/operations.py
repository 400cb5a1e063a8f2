"""What an operator asks for on the command line: the outbox, and a sync at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

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
from rich.table import Table
from rich.text import Text

from bot.directory_sync import DirectorySync
from bot.printable import printable
from bot.request import Request
from bot.store.deliveries import Deliveries
from bot.store.delivery import Delivery, Post, State
from bot.store.sync_progress import Progress as Read
from bot.store.sync_progress import Stage

SHORT = 8
"""Characters of a delivery's id that are shown, and suffice to name it."""


class NotOne(Exception):
    """No delivery has an id that begins like this, or several have."""


def show(deliveries: Deliveries, states: Iterable[State], *, limit: int, console: Console) -> None:
    """List deliveries state by state, the newest first, with what is left to do or went wrong."""
    table = Table("id", "state", "since", "tries", "customer", "what about", box=None, pad_edge=False)
    for delivery in (each for state in states for each in deliveries.listed([state], limit=limit)):
        request = Request.model_validate_json(delivery.request)
        table.add_row(
            delivery.id[:SHORT],
            delivery.state.value,
            datetime.fromtimestamp(delivery.created_at, UTC).strftime("%Y-%m-%d %H:%M"),
            str(delivery.attempts),
            Text(printable(request.customer_name)),
            Text(printable(_what_about(delivery))),
        )
    counts = deliveries.counts()
    console.print(table)
    console.print(", ".join(f"{counts[state]} {state.value}" for state in State))


def retry(deliveries: Deliveries, prefix: str) -> str:
    """Have one delivery tried again now; its whole id.

    Raises:
        NotOne: the id fits none, several, or one that is done.
    """
    found = deliveries.matching(prefix)
    if len(found) != 1:
        raise NotOne("several deliveries begin like this" if found else "there is no such delivery")
    if not deliveries.retry(found[0].id):
        raise NotOne("this delivery is done")
    return found[0].id


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


def _what_about(delivery: Delivery) -> str:
    if delivery.state is State.DONE and delivery.post is Post.UNSURE:
        return "the person found the task in ChartMogul"
    if delivery.post is Post.CREATED:
        return f"task {delivery.task_uuid}{_told(delivery)}"
    if delivery.reason:
        reference = f" ({delivery.reference})" if delivery.reference else ""
        return f"{delivery.reason}{reference}{_told(delivery)}"
    said = {
        Post.NEW: "not sent yet",
        Post.SENT: "sent, no answer yet",
        Post.REFUSED: "refused",
        Post.UNSURE: "nobody can say whether it was created",
    }
    return f"{said[delivery.post]}{_told(delivery)}"


def _told(delivery: Delivery) -> str:
    """How far telling the person has come, where that is of interest."""
    problem = f" ({delivery.problem})" if delivery.problem else ""
    if delivery.state is State.UNTOLD:
        return f", nobody could be told{problem}"
    if delivery.state is State.WAITING and delivery.post is Post.CREATED:
        return f", summary not posted yet{problem}"
    if delivery.state is State.WAITING and delivery.post in {Post.REFUSED, Post.UNSURE}:
        return f", nobody told yet{problem}"
    return ""
