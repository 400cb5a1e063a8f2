"""Opens the form: what is known at once goes in, and one call to Slack shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bot.chartmogul.customer import Customer
from bot.directory.folding import domain_of
from bot.listeners.advising import advice_on, owner_of
from bot.request import Request
from bot.resolve.due_date import next_working_day, today_in
from bot.resolve.gone_customer import Gone
from bot.resolve.likely import Clues, Guess
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.conversation import Audience, Origin
from bot.slack.insiders import Standing, standing, works_elsewhere
from bot.slack.person import Person
from bot.slack.plain_text import cut, mentioned, message_text, plain_text
from bot.task import DETAILS_MAX
from bot.views.customer_option import customer_names
from bot.views.form import Form, create_task_form
from bot.views.outsiders import NO_CUSTOMERS_YET
from bot.workspace.whereabouts import Known, Place

SECONDS = 1.5
"""Seconds from the request's arrival for asking Slack who and where this is, before the form opens: a
`trigger_id` lives 3 s in all."""

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
    services: Services,
    *,
    trigger_id: str,
    user_id: str,
    origin: Origin,
    budget: Budget,
    who: Standing,
    said: Said | None = None,
) -> OpenedView:
    """Open the form for one person.

    Args:
        budget: of the request that the form answers.
        who: what the person is; as long as that is not known, the form tells nothing of customers.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    said = said or Said()
    known = services.whereabouts.gather(
        [user_id],
        _place(origin, said),
        mentioned=mentioned(said.text),
        seconds=budget.left(SECONDS),
    )
    whole = said.reading(said.text, name_of=lambda user: _name(known.people, user)).strip()
    details = cut(whole)
    bare = Form(
        origin=origin.named(known.channel),
        assignee=user_id,
        due_date=next_working_day(_today(known.people.get(user_id), services.runtime.now())),
        details=details,
        notice=_cut_notice(whole, details),
        audience=known.audience,
    )
    if who is Standing.INSIDE:
        form = _with_customer(services, bare, known, said, budget)
    else:
        form = replace(bare, notice=f"{NO_CUSTOMERS_YET} {bare.notice}".strip())
    return services.slack.open_view(trigger_id, create_task_form(form), timeout=budget.left())


def _with_customer(services: Services, form: Form, known: Known, said: Said, budget: Budget) -> Form:
    """The form with the customer that the conversation is about, and its owner as the assignee."""
    asker = form.assignee
    guesses = services.likely.guesses(_clues(form.origin, known, said))
    customer = guesses[0].customer if guesses and guesses[0].alone else None
    owner = owner_of(services, customer, seconds=budget.left(SECONDS))
    assignee = owner or known.people.get(asker)
    return replace(
        form,
        customer=customer,
        twins=_twins(services, customer),
        customer_hint=_why(guesses),
        likely=tuple(guess.customer.uuid for guess in guesses),
        loading=services.sync.loading(),
        assignee=owner.id if owner else asker,
        advice=advice_on(services, customer=customer, owner=owner, assignee=assignee, asker=asker),
    )


def reopen_form(
    services: Services,
    trigger_id: str,
    request: Request,
    *,
    budget: Budget,
    is_email_refused: bool,
    gone: Gone | None = None,
) -> OpenedView:
    """Open the form with what was once asked for, for who asked it and is inside.

    Args:
        budget: of the request that the form answers.
        is_email_refused: whether it was the assignee's e-mail that ChartMogul did not take.
        gone: what became of the customer, if that was the reason.

    Raises:
        SlackError: the form did not open.
        DatabaseUnavailable: the store is away.
    """
    task, origin = request.task, request.origin
    known = services.whereabouts.gather(
        [request.asked_by, request.assignee],
        Place(origin.channel_id) if origin.channel_id else None,
        seconds=budget.left(SECONDS),
    )
    today = _today(known.people.get(request.asked_by), services.runtime.now())
    customer = services.directory.get(task.customer_uuid)
    form = Form(
        origin=origin.named(known.channel),
        loading=services.sync.loading(),
        assignee=request.assignee,
        advice=advice_on(
            services,
            customer=customer,
            owner=owner_of(services, customer, seconds=budget.left(SECONDS)),
            assignee=known.people.get(request.assignee),
            asker=request.asked_by,
            refused=is_email_refused,
            told=request.told,
        ),
        due_date=task.due_date if task.due_date >= today else next_working_day(today),
        details=task.task_details,
        customer=customer,
        twins=_twins(services, customer),
        likely=(gone.successor.uuid,) if gone and gone.successor else (),
        notice=gone.explanation if gone else "",
        audience=known.audience,
        # Outsiders may have come since: then it is to be chosen anew.
        announce=request.announce if known.audience is Audience.COLLEAGUES else None,
    )
    return services.slack.open_view(trigger_id, create_task_form(form), timeout=budget.left())


def _place(origin: Origin, said: Said) -> Place | None:
    if not origin.channel_id:
        return None
    return Place(origin.channel_id, author=said.author, thread_ts=origin.thread_ts if said.in_thread else "")


def _clues(origin: Origin, known: Known, said: Said) -> Clues:
    people, home = known.people.values(), known.home
    colleagues = [person for person in people if standing(person, home) is Standing.INSIDE]
    outside = [person for person in people if person.id == said.author and works_elsewhere(person, home)]
    thread = "\n".join(message_text(message) for message in known.thread)
    return Clues(
        channel_id=origin.channel_id,
        channel_name=origin.channel_name,
        texts=tuple(filter(None, (said.text, thread))),
        outside_domains=tuple(dict.fromkeys(filter(None, (domain_of(p.email) for p in outside)))),
        own_domains=frozenset(domain_of(person.email) for person in colleagues) - {""},
    )


def _why(guesses: Sequence[Guess]) -> str:
    """Why the first customer is chosen, or which ones head the list; nothing where there is no clue."""
    if not guesses:
        return ""
    first = guesses[0]
    if first.alone:
        chosen = customer_names([first.customer], most=110, each=100)
        return f"{chosen} is chosen because {first.reason}. Change it if that is wrong."
    names = customer_names((guess.customer for guess in guesses if not guess.alone), most=200)
    return f"Several customers fit, so choose one: {names} ({first.reason})."


def _twins(services: Services, customer: Customer | None) -> tuple[Customer, ...]:
    """Customers of the same name, from which the chosen one is to be told apart."""
    return tuple(services.directory.by_name(customer.name or customer.company)) if customer else ()


def _name(people: Mapping[str, Person], user_id: str) -> str | None:
    person = people.get(user_id)
    return person.name if person else None


def _today(person: Person | None, now: datetime) -> date:
    return today_in(person.zone if person else UTC, now)


def _cut_notice(whole: str, details: str) -> str:
    if whole == details:
        return ""
    return f"The text was longer than the {DETAILS_MAX} characters that ChartMogul takes, so it was cut."
