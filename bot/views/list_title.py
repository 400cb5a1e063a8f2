"""What a list of tasks shows, in one line above it: so that nobody takes it for what they did not ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.chartmogul.customer import Customer
from bot.views.customer_option import customer_line, told_apart
from bot.views.mrkdwn import day, escape, link, person, unmarked
from bot.views.one_line import cut, one_line

PEOPLE_SHOWN = 5

_NAMES_SHOWN = (100, 50, 25)
"""Characters of a customer's name: fewer, where many of them are written as several."""

_NAME_MAX = 130
_URL_MAX = 80
"""A longer address costs the link, and not the title."""


class When(Enum):
    """By when tasks are due, in the calendar of who asks."""

    OVERDUE = auto()
    TODAY = auto()
    TOMORROW = auto()
    WEEK = auto()
    """Until this week's Sunday: what is overdue is to be done by then, too."""
    NEXT_WEEK = auto()


@dataclass(frozen=True)
class DueTime:
    """Days between which a task may be due."""

    when: When
    first: date | None
    """None: however long ago."""
    last: date

    def has(self, due: date | None) -> bool:
        """Whether a task due then belongs to it; one without a date belongs to none."""
        return due is not None and due <= self.last and (self.first is None or self.first <= due)


@dataclass(frozen=True)
class Wanted:
    """What a list shows."""

    reader: str
    """Slack user id of who asked for it."""
    people: tuple[str, ...] = ()
    """Slack user ids of the assignees; empty: whoever has the tasks."""
    customer: Customer | None = None
    """None: of all customers."""
    twins: tuple[Customer, ...] = ()
    """Customers that it must not be mistaken for."""
    due: tuple[DueTime, ...] = ()
    """Empty: whenever they are due."""


def list_title(wanted: Wanted) -> str:
    """`Open tasks of @anna for Acme, overdue`, in mrkdwn and at most 450 characters."""
    for_customer = f" for {_customer(wanted.customer, wanted.twins)}" if wanted.customer else ""
    whens = {time.when for time in wanted.due}
    covered = {When.OVERDUE, When.TODAY} if When.WEEK in whens else set()
    due = " or ".join(_due(time) for time in wanted.due if time.when not in covered)
    return f"{_whose(wanted)}{for_customer}{f', {due}' if due else ''}"


def _whose(wanted: Wanted) -> str:
    if wanted.people == (wanted.reader,):
        return "Your open tasks"
    if not wanted.people:
        return "Open tasks"
    named = ["you" if user == wanted.reader else person(user) for user in wanted.people[:PEOPLE_SHOWN]]
    left = len(wanted.people) - len(named)
    return f"Open tasks of {_and([*named, *([f'{left} more'] if left else [])])}"


def _customer(customer: Customer, twins: Sequence[Customer]) -> str:
    others = [twin for twin in twins if twin.uuid != customer.uuid]
    url = customer.url if len(customer.url) <= _URL_MAX else ""
    for most in _NAMES_SHOWN:
        if others:
            name = told_apart([customer, *others], customer_line, most=most)[0]
        else:
            name = cut(one_line(customer.label), most)
        if len(escape(name)) <= _NAME_MAX:
            break
    return link(url, unmarked(name))


def _due(time: DueTime) -> str:
    match time.when, time.first:
        case When.OVERDUE, _:
            return "overdue"
        case When.TODAY, _:
            return "due today"
        case When.TOMORROW, _:
            return "due tomorrow"
        case When.NEXT_WEEK, date() as first:
            return f"due next week, {day(first)} to {day(time.last)}"
        case _:
            return f"overdue or due by {day(time.last)}"


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def list_heading(title: str, count: int) -> str:
    """The title with how many are open."""
    return f"*{title}* · {count}"


def empty_heading(title: str, *, is_certain: bool) -> str:
    """The title where nothing stands below it; that there is nothing is only said where it is certain."""
    return f"*{title}*\n{'None.' if is_certain else 'None that I know of.'}"


SLOW = "ChartMogul is slow just now, so this is what it last showed me. If that has changed, I will say so."
AWAY = "ChartMogul does not answer just now, so this is what it last showed me."
STILL_AWAY = "ChartMogul did not answer, so what I listed is what it last showed me. Please ask again later."


def changed_meanwhile(title: str) -> str:
    """Before a list that comes after the remembered one."""
    return f"ChartMogul has answered: {title}"


def only_first(shown: int) -> str:
    """There are more tasks than a list holds."""
    return f"Only the first {shown} are listed. Ask for `overdue`, `week` or a customer to see fewer."


def not_seen(emails: Sequence[str]) -> str:
    """Why nothing may be open: ChartMogul has never shown these e-mails."""
    shown = " and ".join(escape(cut(one_line(email), 100)) for email in emails)
    return (
        f"I have never seen {shown} in ChartMogul. Whoever has another e-mail there can tell me in my *Home*."
    )
