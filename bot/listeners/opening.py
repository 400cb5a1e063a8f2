"""Opens the form: what is known at once goes in, and one call to Slack shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.channel import Channel, Origin
from bot.person import Person
from bot.request import Request
from bot.resolve.details import cut
from bot.resolve.due_date import next_working_day, today_in
from bot.resolve.likely import Clues, Guess
from bot.services import Services
from bot.slack import OpenedView
from bot.store.folding import domain_of
from bot.task import DETAILS_MAX
from bot.views.form import Audience, Form, create_task_form
from bot.views.mrkdwn import shorten

log = structlog.get_logger(__name__)

BUDGET = 0.8
"""Seconds for looking people and the channel up before the form opens: a `trigger_id` lives 3 s in all."""

Words = Callable[[Callable[[str], str | None]], str]
"""The form's first details, given how to call the people that are mentioned in them."""


def open_form(
    services: Services,
    *,
    trigger_id: str,
    user_id: str,
    origin: Origin,
    words: Words = lambda name_of: "",
    mentioned: list[str] | None = None,
    said: str = "",
) -> OpenedView:
    """Open the form for one person.

    Args:
        said: the conversation as Slack has it, for clues to the customer.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    known = services.whereabouts.gather([user_id, *(mentioned or [])], origin.channel_id, seconds=BUDGET)
    whole = words(lambda user: _name(known.people, user)).strip()
    details = cut(whole)
    guess = _guess(services, origin, known.people.get(user_id), said)
    form = Form(
        origin=origin,
        customer=guess.customer if guess else None,
        customer_hint=_why(guess) if guess else "",
        assignee=user_id,
        due_date=next_working_day(_today(known.people.get(user_id))),
        details=details,
        notice=_cut_notice(whole, details),
        audience=_audience(origin, known.channel),
    )
    return services.slack.open_view(trigger_id, create_task_form(form))


def _guess(services: Services, origin: Origin, person: Person | None, said: str) -> Guess | None:
    """The customer to begin with: only where the surest clue points to no other one."""
    clues = Clues(
        channel_id=origin.channel_id,
        channel_name=origin.channel_name,
        texts=(said,),
        own_domains=frozenset({domain_of(person.email)} - {""} if person else ()),
    )
    guesses = services.likely.guesses(clues)
    return guesses[0] if guesses and guesses[0].alone else None


def _why(guess: Guess) -> str:
    return (
        f"{shorten(guess.customer.label, 100)} is chosen because {guess.reason}. Change it if that is wrong."
    )


def reopen_form(services: Services, trigger_id: str, request: Request) -> OpenedView:
    """Open the form with what was once asked for.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    task, origin = request.task, request.origin
    known = services.whereabouts.gather([request.asked_by], origin.channel_id, seconds=BUDGET)
    today = _today(known.people.get(request.asked_by))
    form = Form(
        origin=origin,
        assignee=request.assignee,
        due_date=task.due_date if task.due_date >= today else next_working_day(today),
        details=task.task_details,
        customer=services.directory.get(task.customer_uuid),
        audience=_audience(origin, known.channel),
        announce=request.announce,
    )
    return services.slack.open_view(trigger_id, create_task_form(form))


def _name(people: Mapping[str, Person], user_id: str) -> str | None:
    person = people.get(user_id)
    return person.name if person else None


def _today(person: Person | None) -> date:
    return today_in(person.zone if person else ZoneInfo("UTC"), datetime.now(UTC))


def _cut_notice(whole: str, details: str) -> str:
    if whole == details:
        return ""
    return f"The text was longer than the {DETAILS_MAX} characters that ChartMogul takes, so it was cut."


def _audience(origin: Origin, channel: Channel | None) -> Audience:
    if not origin.channel_id:
        return Audience.COLLEAGUES
    if channel is None:
        return Audience.UNKNOWN
    return Audience.OUTSIDERS if channel.is_ext_shared else Audience.COLLEAGUES
