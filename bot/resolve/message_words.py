"""A message that somebody wrote in Slack → what it asks of whom until when. The words stay whole."""

from __future__ import annotations

from datetime import date

from bot.resolve.asked_day import asked_day
from bot.resolve.asked_person import asked_person
from bot.resolve.understood import Understood
from bot.slack.insiders import Standing, standing
from bot.slack.plain_text import NameOf, plain_text
from bot.workspace.whereabouts import Known

_MARKS = set("*_~")


def read_message(
    text: str, own: str, *, known: Known, written: date, today: date, day_first: bool | None
) -> Understood:
    """What the message says.

    Args:
        text: all that it shows, as mrkdwn.
        own: what its author wrote in it.
        written: the day on which it was written, and from which "tomorrow" counts.
        today: the day now, before which nothing is due.
        day_first: what 5/1 means to its author: 5 January (True) or 1 May (False).
    """
    names = {user: person.name for user, person in known.people.items()}
    assignee, assignee_words = _assignee(own, known, names.get)
    due = asked_day(own, written=written, today=today, day_first=day_first)
    return Understood(
        details=plain_text(text, name_of=names.get).strip(),
        assignee=assignee,
        assignee_words=assignee_words,
        due_date=due.day,
        due_words=plain_text(due.words, name_of=names.get),
        due_doubt=due.doubt,
    )


def _assignee(own: str, known: Known, name_of: NameOf) -> tuple[str, str]:
    """Who is asked, if that is a colleague, and by which words."""
    asked = asked_person(own)
    person = known.people.get(asked.who[0]) if asked else None
    if not asked or not person or person.is_bot or person.deleted:
        return "", ""
    if standing(person, known.home) is not Standing.INSIDE:
        return "", ""
    return person.id, plain_text(_with_marks(own, asked.start, asked.end), name_of=name_of)


def _with_marks(text: str, start: int, end: int) -> str:
    """A part of the text, with the marks around it that make a word of it bold or the like."""
    while start and text[start - 1] in _MARKS:
        start -= 1
    while text[end : end + 1] in _MARKS:
        end += 1
    return text[start:end]
