"""The customer at a glance: what stands below them in the form, for people inside alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.chartmogul.customer import Customer
from bot.slack.message_link import without_links
from bot.views.card import NO_DETAILS
from bot.views.money import money
from bot.views.mrkdwn import MONTHS, escape, person, unmarked
from bot.views.one_line import cut, one_line

GLANCE = "customer_glance"
"""The line's block id."""

NAMED = 3
"""Most open tasks that are named."""

DETAILS_SHOWN = 60
STATUS_SHOWN = 40
EMAIL_SHOWN = 100


@dataclass(frozen=True)
class ToDo:
    """One open task."""

    details: str
    due_date: date | None


@dataclass(frozen=True)
class Glance:
    """What is known of the customer that is chosen."""

    customer: Customer
    today: date
    """The day that it is for who looks."""
    owner: str = ""
    """Slack user id of who owns them in ChartMogul; empty where they are not known in Slack."""
    to_do: tuple[ToDo, ...] | None = None
    """Their open tasks, by due date; None where ChartMogul did not say in time."""
    is_whole: bool = True
    """Whether these are all."""


def glance_line(glance: Glance) -> str:
    """The line, in mrkdwn; `""` where there is nothing to say."""
    return " · ".join(filter(None, _parts(glance)))


def _parts(glance: Glance) -> Iterator[str]:
    customer = glance.customer
    yield _plain(customer.status, STATUS_SHOWN)
    owner = person(glance.owner) if glance.owner else _plain(customer.owner, EMAIL_SHOWN)
    yield f"owner {owner}" if owner else ""
    if customer.since:
        yield f"customer since {customer.since:%B %Y}"
    mrr = money(customer.mrr, customer.currency) if customer.mrr and customer.mrr > 0 else ""
    yield f"{mrr} MRR" if mrr else ""
    if glance.to_do is not None:
        yield _open(glance.to_do, glance.today, is_whole=glance.is_whole)


def _open(to_do: tuple[ToDo, ...], today: date, *, is_whole: bool) -> str:
    if not to_do:
        return "no open tasks" if is_whole else ""
    named = [_task(task, today) for task in to_do[:NAMED]]
    others = ["…"] if len(to_do) > NAMED or not is_whole else []
    return f"{len(to_do)}{'' if is_whole else '+'} open: {'; '.join([*named, *others])}"


def _task(task: ToDo, today: date) -> str:
    details = _plain(without_links(task.details), DETAILS_SHOWN) or NO_DETAILS
    if task.due_date is None:
        return details
    word = "overdue since" if task.due_date < today else "due"
    return f"{details}, {word} {_near_day(task.due_date, today)}"


def _near_day(day: date, today: date) -> str:
    """`3 Dec`, and the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def _plain(text: str, most: int) -> str:
    return unmarked(escape(cut(one_line(text), most)))
