"""What a list of tasks shows, in one line above it: so that nobody takes it for what they did not ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.chartmogul.customer import Customer
from bot.views.customer_option import customer_line, told_apart
from bot.views.mrkdwn import day, link, person
from bot.views.one_line import cut, one_line

NAME_SHOWN = 100
PEOPLE_SHOWN = 10


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
class Listed:
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


def list_title(listed: Listed) -> str:
    """`Open tasks of @anna for Acme, overdue`, in mrkdwn and less than a thousand characters."""
    for_customer = f" for {_customer(listed.customer, listed.twins)}" if listed.customer else ""
    due = " or ".join(map(_due, listed.due))
    return f"{_whose(listed)}{for_customer}{f', {due}' if due else ''}"


def _whose(listed: Listed) -> str:
    if listed.people == (listed.reader,):
        return "Your open tasks"
    if not listed.people:
        return "Open tasks"
    named = ["you" if user == listed.reader else person(user) for user in listed.people[:PEOPLE_SHOWN]]
    left = len(listed.people) - len(named)
    return f"Open tasks of {_and([*named, *([f'{left} more'] if left else [])])}"


def _customer(customer: Customer, twins: Sequence[Customer]) -> str:
    others = [twin for twin in twins if twin.uuid != customer.uuid]
    if not others:
        return link(customer.url, cut(one_line(customer.label), NAME_SHOWN))
    return link(customer.url, told_apart([customer, *others], customer_line, most=NAME_SHOWN)[0])


def _due(time: DueTime) -> str:
    match time.when:
        case When.OVERDUE:
            return "overdue"
        case When.TODAY:
            return "due today"
        case When.TOMORROW:
            return "due tomorrow"
        case When.WEEK:
            return f"due this week, until {day(time.last)}, and overdue"
        case When.NEXT_WEEK:
            return f"due next week, until {day(time.last)}"


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
