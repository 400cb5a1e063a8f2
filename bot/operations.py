"""What an operator asks for on the command line: the outbox, and a sync at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bot.request import Request
from bot.store.deliveries import Deliveries, Delivery, Notice, Post, State

SHORT = 8
"""Characters of a delivery's id that are shown, and suffice to name it."""


class NotOne(Exception):
    """No delivery has an id that begins like this, or several have."""


def show(deliveries: Deliveries, states: Iterable[State], *, limit: int, console: Console) -> None:
    """List deliveries, the newest first, with what is left to do or went wrong."""
    table = Table("id", "state", "since", "tries", "customer", "what about", box=None, pad_edge=False)
    for delivery in deliveries.listed(states, limit=limit):
        request = Request.model_validate_json(delivery.request)
        table.add_row(
            delivery.id[:SHORT],
            delivery.state.value,
            datetime.fromtimestamp(delivery.created_at, UTC).strftime("%Y-%m-%d %H:%M"),
            str(delivery.attempts),
            request.customer_name,
            _what_about(delivery),
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


def _what_about(delivery: Delivery) -> str:
    if delivery.state is State.DONE:
        told = "" if delivery.notice is Notice.POSTED else f", nobody could be told ({delivery.problem})"
        return f"task {delivery.task_uuid}{told}"
    if delivery.reason:
        reference = f" ({delivery.reference})" if delivery.reference else ""
        return f"{delivery.reason}{reference}"
    return {
        Post.NEW: "not sent yet",
        Post.SENT: "sent, no answer yet",
        Post.CREATED: f"task {delivery.task_uuid}, summary not posted yet",
        Post.REFUSED: "refused",
    }[delivery.post]
