"""Opens the form: what is known at once goes in, and one call to Slack shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.channel import Channel, Origin
from bot.listeners.advising import advice_on, owner_of
from bot.listeners.budget import Budget
from bot.person import Person
from bot.request import Request
from bot.resolve.details import cut, mentioned, message_text, plain_text
from bot.resolve.due_date import next_working_day, today_in
from bot.resolve.likely import Clues, Guess
from bot.resolve.whereabouts import Known
from bot.services import Services
from bot.slack_answers import OpenedView
from bot.store.folding import domain_of
from bot.task import DETAILS_MAX
from bot.views.form import Audience, Form, create_task_form
from bot.views.mrkdwn import shorten

SECONDS = 0.8
"""Seconds for asking Slack who and where this is before the form opens: a `trigger_id` lives 3 s in all."""

Reading = Callable[..., str]
"""Makes plain text of what was said, given `name_of`: how to call the people that are mentioned in it."""


@dataclass(frozen=True)
class Said:
    """The words that a form begins with."""

    text: str = ""
    """As Slack has them, in mrkdwn."""
    author: str = ""
    """Slack user id; empty for the person themselves and for bots."""
    in_thread: bool = False
    """Whether there is a thread around them, to read for clues to the customer."""
    reading: Reading = plain_text


def open_form(
    services: Services, *, trigger_id: str, user_id: str, origin: Origin, said: Said | None = None
) -> OpenedView:
    """Open the form for one person.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    budget, said = Budget(SECONDS), said or Said()
    known = services.whereabouts.gather(
        [user_id, said.author, *mentioned(said.text)],
        origin.channel_id,
        thread_ts=origin.thread_ts if said.in_thread else "",
        seconds=budget.left(),
    )
    whole = said.reading(said.text, name_of=lambda user: _name(known.people, user)).strip()
    details = cut(whole)
    guesses = services.likely.guesses(_clues(origin, known, said))
    customer = guesses[0].customer if guesses and guesses[0].alone else None
    owner = owner_of(services, customer, seconds=budget.left())
    assignee = owner or known.people.get(user_id)
    form = Form(
        origin=origin,
        customer=customer,
        customer_hint=_why(guesses),
        likely=tuple(guess.customer.uuid for guess in guesses),
        loading=services.sync.loading(),
        assignee=owner.id if owner else user_id,
        advice=advice_on(services, customer=customer, owner=owner, assignee=assignee, asker=user_id),
        due_date=next_working_day(_today(known.people.get(user_id))),
        details=details,
        notice=_cut_notice(whole, details),
        audience=_audience(origin, known.channel),
    )
    return services.slack.open_view(trigger_id, create_task_form(form))


def reopen_form(
    services: Services, trigger_id: str, request: Request, *, is_email_refused: bool
) -> OpenedView:
    """Open the form with what was once asked for.

    Args:
        is_email_refused: whether it was the assignee's e-mail that ChartMogul did not take.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    task, origin = request.task, request.origin
    budget = Budget(SECONDS)
    known = services.whereabouts.gather(
        [request.asked_by, request.assignee], origin.channel_id, seconds=budget.left()
    )
    today = _today(known.people.get(request.asked_by))
    customer = services.directory.get(task.customer_uuid)
    audience = _audience(origin, known.channel)
    form = Form(
        origin=origin,
        loading=services.sync.loading(),
        assignee=request.assignee,
        advice=advice_on(
            services,
            customer=customer,
            owner=owner_of(services, customer, seconds=budget.left()),
            assignee=known.people.get(request.assignee),
            asker=request.asked_by,
            refused=is_email_refused,
        ),
        due_date=task.due_date if task.due_date >= today else next_working_day(today),
        details=task.task_details,
        customer=customer,
        audience=audience,
        # Outsiders may have come since: then it is to be chosen anew.
        announce=request.announce if audience is Audience.COLLEAGUES else None,
    )
    return services.slack.open_view(trigger_id, create_task_form(form))


def _clues(origin: Origin, known: Known, said: Said) -> Clues:
    people = known.people.values()
    colleagues = [p for p in people if not (_is_outside(p, origin) or p.is_restricted)]
    outside = [p for p in people if p.id == said.author and _is_outside(p, origin)]
    thread = "\n".join(message_text(message) for message in known.thread)
    return Clues(
        channel_id=origin.channel_id,
        channel_name=origin.channel_name,
        texts=tuple(filter(None, (said.text, thread))),
        outside_domains=tuple(dict.fromkeys(filter(None, (domain_of(p.email) for p in outside)))),
        own_domains=frozenset(domain_of(p.email) for p in colleagues) - {""},
    )


def _is_outside(person: Person, origin: Origin) -> bool:
    return person.is_stranger or bool(person.team_id and origin.team_id and person.team_id != origin.team_id)


def _why(guesses: Sequence[Guess]) -> str:
    """Why the first customer is chosen, or which ones head the list; nothing where there is no clue."""
    if not guesses:
        return ""
    first = guesses[0]
    if first.alone:
        chosen = shorten(first.customer.label, 100)
        return f"{chosen} is chosen because {first.reason}. Change it if that is wrong."
    names = ", ".join(
        dict.fromkeys(shorten(guess.customer.label, 50) for guess in guesses if not guess.alone)
    )
    return f"Several customers fit, so choose one: {shorten(names, 200)} ({first.reason})."


def _name(people: Mapping[str, Person], user_id: str) -> str | None:
    person = people.get(user_id)
    return person.name if person else None


def _today(person: Person | None) -> date:
    return today_in(person.zone if person else UTC, datetime.now(UTC))


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
