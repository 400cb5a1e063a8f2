"""What the form says of tasks that there are already: from the same message, or nearly the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Already:
    """One such task."""

    details: str
    due_date: date | None
    assignee: str
    """Slack user id, or an e-mail."""
    is_done: bool
    card_url: str = ""
    """Where its card stands; empty where that is not known."""
    is_same_message: bool = True
    """Whether it was made from the same message, rather than being nearly the same."""


def already_lines(tasks: tuple[Already, ...]) -> list[str]:
    """A line in mrkdwn for each."""
    return [f"There is already a task: {task.details}" for task in tasks]
