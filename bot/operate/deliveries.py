"""The outbox on the command line: what waits, what went wrong, and another try."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.operate.printable import printable
from bot.outbox.deliveries import Deliveries
from bot.outbox.delivery import Delivery, Post, State
from bot.request import Letter, Request, read_asked

SHORT = 8
"""Characters of the id of a task's delivery that suffice to name it; a message's is shown whole."""


class NotOne(Exception):
    """No delivery has an id that begins like this, or several have."""


def show(deliveries: Deliveries, states: Iterable[State], *, limit: int, console: Console) -> None:
    """List deliveries state by state, the newest first, with what is left to do or went wrong."""
    table = Table("id", "state", "since", "tries", "customer", "what about", box=None, pad_edge=False)
    for delivery in (each for state in states for each in deliveries.listed([state], limit=limit)):
        asked = None if delivery.is_forgotten else read_asked(delivery.request)
        table.add_row(
            Text(printable(delivery.id if isinstance(asked, Letter) else delivery.id[:SHORT])),
            delivery.state.value,
            datetime.fromtimestamp(delivery.created_at, UTC).strftime("%Y-%m-%d %H:%M"),
            str(delivery.attempts),
            Text(printable(asked.customer_name if isinstance(asked, Request) else "")),
            Text(printable(_what_about(delivery, asked))),
        )
    counts = deliveries.counts()
    console.print(table)
    console.print(f"Deliveries: {', '.join(f'{counts[state]} {state.value}' for state in State)}")


def retry(deliveries: Deliveries, prefix: str) -> str:
    """Have one delivery tried again now; its whole id.

    Raises:
        NotOne: the id fits none, several, or one that is done or forgotten.
    """
    whole = deliveries.get(prefix)
    found = [whole] if whole else deliveries.matching(prefix)
    if len(found) != 1:
        raise NotOne("several deliveries begin like this" if found else "there is no such delivery")
    if found[0].is_forgotten:
        raise NotOne("what this delivery was about is not on record any more")
    if not deliveries.retry(found[0].id):
        raise NotOne("this delivery is done")
    return found[0].id


def _what_about(delivery: Delivery, asked: Request | Letter | None) -> str:
    if asked is None:
        return f"forgotten{f', task {delivery.task_uuid}' if delivery.task_uuid else ''}"
    if isinstance(asked, Letter):
        return f"message {f'in {asked.channel}' if asked.channel else f'to {asked.to}'}{_told(delivery)}"
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
        return f", not posted yet{problem}"
    if delivery.state is State.WAITING and delivery.post in {Post.REFUSED, Post.UNSURE}:
        return f", nobody told yet{problem}"
    return ""
