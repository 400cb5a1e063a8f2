"""What the messages about a task that has no summary have in common: whose it is, why, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.views.mrkdwn import escape, link, shorten

NAME_MAX = 100
REASON_MAX = 350
"""Most characters of the reason; escaped, all that stands in the message fits into it."""

FORGOTTEN = "This task is no longer on record. Type `/cm-task` to begin a new one."
"""What a button of such a message says once nothing is stored of the task any more."""


@dataclass(frozen=True)
class Uncreated:
    """A task that was not created, or of which nobody can say, and why."""

    delivery_id: str
    customer_name: str
    customer_url: str
    details: str
    reason: str
    reference: str

    @property
    def customer(self) -> str:
        """The customer's name, linked, in mrkdwn."""
        return link(self.customer_url, shorten(self.customer_name, NAME_MAX))

    @property
    def why(self) -> str:
        """The reason in mrkdwn, cut to its limit."""
        return escape(shorten(self.reason, REASON_MAX))

    @property
    def typed(self) -> str:
        """The details as a quotation in mrkdwn."""
        return quoted(self.details)


def quoted(details: str) -> str:
    """What somebody wrote, as a quotation in mrkdwn."""
    return "\n".join(f"> {line}" for line in escape(details).splitlines())
