"""What the words at hand say of a task, and from which of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.chartmogul.customer import Customer


@dataclass(frozen=True)
class Understood:
    """What the words at hand say of a task."""

    details: str
    """Plain text: what is left of them."""
    customers: tuple[Customer, ...] = ()
    """One: chosen. Several: named under the field, none chosen."""
    customer_words: str = ""
    """What names them, as it was written."""
    assignee: str = ""
    """Slack user id."""
    assignee_words: str = ""
    assignee_doubt: str = ""
    """Why somebody who is named at an assignee's place is none, in plain words."""
    due_date: date | None = None
    due_words: str = ""
    due_doubt: str = ""
    """Why a phrase that looks like a date set none, in plain words."""
