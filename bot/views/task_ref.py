"""Which task a button is about, and what of it the person had before their eyes.

A button's value and the id of its block hold both, so that a click on a message that has fallen behind is
known for one: messages stay in Slack for years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

_NAMED = re.compile(r"(?P<uuid>[A-Za-z0-9_-]{1,100})(?:\.(?P<seen>.*))?", re.DOTALL)
_SEEN = re.compile(r"(?P<due>\d{8}|-)\.(?P<open>[oc])\.(?P<assignee>[0-9a-f]{6}|-)")


def assignee_mark(email: str) -> str:
    """Tells one assignee from another without naming them; `-` for nobody."""
    return sha256(email.strip().casefold().encode()).hexdigest()[:6] if email.strip() else "-"


@dataclass(frozen=True)
class TaskRef:
    """A task as somebody saw it."""

    uuid: str
    due_date: date | None = None
    is_open: bool = True
    assignee: str = ""
    """As `assignee_mark` gives it; empty where what was seen is not known."""

    @property
    def value(self) -> str:
        """What a button says: it begins with the task's UUID."""
        if not self.assignee:
            return self.uuid
        due = f"{self.due_date:%Y%m%d}" if self.due_date else "-"
        return f"{self.uuid}.{due}.{'o' if self.is_open else 'c'}.{self.assignee}"

    def block_id(self, place: str) -> str:
        """The id of the block with the task's buttons; `place` keeps it unique in a message or view."""
        return f"{place}_{self.value}"

    @classmethod
    def from_value(cls, value: str) -> TaskRef | None:
        """What `value` says; None where it names no task."""
        named = _NAMED.fullmatch(value)
        if named is None:
            return None
        seen = _SEEN.fullmatch(named["seen"] or "")
        if seen is None:
            # A message of another version of the bot's, which says more, or less, of what it shows.
            return cls(named["uuid"])
        return cls(named["uuid"], _day(seen["due"]), seen["open"] == "o", seen["assignee"])

    @classmethod
    def from_block_id(cls, block_id: str) -> TaskRef | None:
        """What `block_id` says."""
        return cls.from_value(block_id.partition("_")[2])


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  (a calendar day)
    except ValueError:
        return None
