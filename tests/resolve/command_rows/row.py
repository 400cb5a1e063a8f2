"""One command of the table, and what is right for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WEDNESDAY = date(2026, 11, 25)
"""Today in all rows."""

ANNA, BEN, CHLOE = "U0ANNA", "U0BEN", "U0CHLOE"
"""Anna writes."""

BOT, GUEST, STRANGER, GONE, UNKNOWN = "U0BOT", "U0GUEST", "U0PAT", "U0GONE", "U0NOBODY"


@dataclass(frozen=True)
class Row:
    """The text is as Slack sends it."""

    text: str
    details: str
    customer: str = ""
    """The one that is chosen."""
    several: tuple[str, ...] = ()
    """Those named under the field, of which none is chosen."""
    assignee: str = ""
    due: str = ""
    doubt: str = ""
    """What the reason why there is no due date says."""
    day_first: bool | None = None
    falls_short: str = ""
    """What comes out otherwise, as the table of a person who reads on would have it; no word is lost."""
