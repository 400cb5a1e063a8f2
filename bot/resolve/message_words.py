"""A message that somebody wrote in Slack → what it asks of whom until when. The words stay whole."""

from __future__ import annotations

from datetime import date

from bot.resolve.understood import Understood
from bot.slack.plain_text import plain_text
from bot.workspace.whereabouts import Known


def read_message(text: str, *, known: Known, today: date, day_first: bool | None) -> Understood:
    """What the message says, as mrkdwn."""
    names = {user: person.name for user, person in known.people.items()}
    return Understood(details=plain_text(text, name_of=names.get).strip())
