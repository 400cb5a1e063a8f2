"""A task as it is known: what ChartMogul last showed, and what only the bot knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.request import Request


@dataclass(frozen=True)
class KnownTask:
    """One row of `tasks`. Times are epoch seconds: ChartMogul's by its clock, others by the database's."""

    uuid: str
    customer_uuid: str
    """Empty for the task of a contact, which has no customer of its own."""
    customer_name: str
    customer_url: str
    details: str
    assignee: str
    """Their e-mail in ChartMogul; empty where nobody has the task."""
    assignee_user: str
    """Their Slack user id, where it was given with this e-mail."""
    due_date: date | None
    """None where ChartMogul shows none that can be read."""
    completed_at: float
    """0 while it is open."""
    completed_by: str
    """Slack user id of who completed it in Slack; empty where that was done in ChartMogul."""
    is_gone: bool
    """Whether ChartMogul has it no more."""
    gone_by: str
    """Slack user id of who deleted it in Slack."""
    asked_by: str
    """Slack user id of who asked for it; empty for a task that does not come from Slack."""
    message_url: str
    """The Slack message that it came from, or `""`."""
    version: int
    """Rises with everything that a card shows."""
    seen_at: float
    """As of when all of this is known."""
    changed_at: float
    """When the bot last changed it; 0 where it never did."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return not self.completed_at and not self.is_gone


def asked_for(request: Request, task_uuid: str, *, seen_at: float = 0.0) -> KnownTask:
    """The task that was just made of this request, as it was at `seen_at`."""
    return KnownTask(
        uuid=task_uuid,
        customer_uuid=request.task.customer_uuid,
        customer_name=request.customer_name,
        customer_url=request.customer_url,
        details=request.task.task_details,
        assignee=request.task.assignee,
        assignee_user=request.assignee,
        due_date=request.task.due_date,
        completed_at=0.0,
        completed_by="",
        is_gone=False,
        gone_by="",
        asked_by=request.asked_by,
        message_url=request.origin.message_url,
        version=1,
        seen_at=seen_at,
        changed_at=0.0,
    )
