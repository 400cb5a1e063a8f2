"""What the form says of tasks that there are already: from the same message, or nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.slack.message_link import without_links
from bot.views.card import NO_DETAILS
from bot.views.mrkdwn import day, escape, link, person, unmarked
from bot.views.one_line import cut, one_line

FROM_MESSAGE = "already_from_message"
"""The block id of the lines on tasks from the same message."""

ALIKE = "already_alike"
"""The same of those that are nearly the same."""

LINES = 2
"""Most tasks of which the form tells; the others are counted."""

DETAILS_SHOWN = 100
EMAIL_SHOWN = 100


class Fate(StrEnum):
    """What has become of a task, in the words of the form."""

    OPEN = "open"
    DONE = "completed"
    GONE = "deleted"
    ON_ITS_WAY = "on its way to ChartMogul"
    THERE = "in ChartMogul"
    """Somebody has seen it there: nothing else is known of it."""
    UNSURE = "perhaps in ChartMogul"


@dataclass(frozen=True)
class Already:
    """One such task."""

    details: str
    fate: Fate = Fate.OPEN
    due_date: date | None = None
    assignee: str = ""
    """Slack user id; empty where nobody in Slack has it."""
    assignee_email: str = ""
    asked_by: str = ""
    """Slack user id; empty for a task that does not come from Slack."""
    card_url: str = ""
    """Where its card stands; empty where that is not known."""
    task_uuid: str = ""
    """Empty while ChartMogul has not shown it."""


@dataclass(frozen=True)
class AlreadyThere:
    """All of them, each once."""

    from_message: tuple[Already, ...] = ()
    """The latest first."""
    alike: tuple[Already, ...] = ()
    """The likest first."""


def from_message_lines(there: AlreadyThere) -> str:
    """What is said of those from the same message, in mrkdwn; `""` for none."""
    return _lines("From this message there is already a task", there.from_message, LINES)


def alike_lines(there: AlreadyThere) -> str:
    """The same of those that are nearly the same, where there is room for them."""
    room = LINES - len(there.from_message)
    return _lines("There is nearly the same already", there.alike, room) if room > 0 else ""


def _lines(start: str, tasks: Sequence[Already], room: int) -> str:
    lines = [f":information_source: {start}: {_told(task)}" for task in tasks[:room]]
    if len(tasks) > room:
        lines.append(f"… and {len(tasks) - room} more.")
    return "\n".join(lines)


def _told(task: Already) -> str:
    details = unmarked(cut(one_line(without_links(task.details)), DETAILS_SHOWN)) or NO_DETAILS
    said = [link(task.card_url, details)]
    if task.asked_by:
        said.append(f"asked by {person(task.asked_by)}")
    if assignee := person(task.assignee) if task.assignee else _plain(task.assignee_email):
        said.append(f"{assignee} has it")
    if task.due_date:
        said.append(f"due {day(task.due_date)}")
    return " · ".join([*said, str(task.fate)])


def _plain(email: str) -> str:
    return unmarked(escape(cut(one_line(email), EMAIL_SHOWN)))
