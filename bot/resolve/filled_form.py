"""A filled form → the request in it, or what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from bot.chartmogul.customer import Customer
from bot.directory.customers import Directory
from bot.request import Announce, Keep, Request, Scope
from bot.resolve.assignee import AssigneeFinder, NotAssignable
from bot.resolve.customer import CustomerFinder
from bot.resolve.today import today_of
from bot.runtime import Runtime
from bot.slack.budget import Budget
from bot.slack.message_link import missing_for_link, with_link
from bot.slack.payloads import Submission
from bot.slack.person import Person
from bot.task import NewTask, is_email
from bot.views.add_link import does_not_fit, link_of
from bot.views.assignee import email_question_id
from bot.views.form import Field
from bot.workspace.lookups import Lane, Lookups, NotInTime
from bot.workspace.whereabouts import Whereabouts

_FIELD_OF = {
    "customer_uuid": Field.CUSTOMER,
    "task_details": Field.DETAILS,
    "assignee": Field.ASSIGNEE,
    "due_date": Field.DUE_DATE,
}

SECONDS = 1.5
"""Seconds from its arrival in which a submission waits for who its people and its customer are."""


@dataclass(frozen=True)
class WrongInput:
    """What is to be corrected."""

    errors: dict[str, str]
    """What to say, by the id of the form's input."""


@dataclass(frozen=True)
class NotSaved(WrongInput):
    """Nothing is wrong with it: it could not be stored in time."""


def field_of(name: str) -> Field:
    """The form's field for one of a task's: the details for what concerns none."""
    return _FIELD_OF.get(name, Field.DETAILS)


class FormReader:
    """Makes requests of submitted forms."""

    def __init__(
        self,
        *,
        whereabouts: Whereabouts,
        directory: Directory,
        customers: CustomerFinder,
        assignees: AssigneeFinder,
        lookups: Lookups,
        runtime: Runtime,
    ) -> None:
        self._whereabouts = whereabouts
        self._directory = directory
        self._customers = customers
        self._assignees = assignees
        self._lookups = lookups
        self._runtime = runtime

    def read(self, submission: Submission, budget: Budget) -> Request | WrongInput:
        """What the form asks for.

        Raises:
            DatabaseUnavailable: the store is away.
        """
        errors: dict[str, str] = {}
        asker, assignee = submission.user.id, submission.person(Field.ASSIGNEE)
        named = self._customer(submission, budget)
        known = self._whereabouts.gather([asker, assignee], seconds=budget.left(SECONDS), lane=Lane.SUBMITTED)
        question, email = email_question_id(assignee), ""
        told = submission.text(question)
        try:
            if assignee:
                email = self._assignees.email_of(
                    known.people.get(assignee),
                    known.home,
                    is_asker=assignee == asker,
                    told=told if submission.shows(question) else None,
                )
        except NotAssignable as error:
            errors[Field.ASSIGNEE] = str(error)
        if told and not is_email(told):
            errors[question] = "This is not an e-mail address."
        today = today_of(known.people.get(asker), self._runtime.now())
        task = _task(submission, today, email, errors)
        if task and submission.ticked(Field.ADD_LINK):
            task = _linked(task, link_of(submission.origin), errors)
        if errors or task is None:
            return WrongInput(errors)
        customer = named()
        return Request(
            task=task,
            customer_name=customer.label if customer else submission.option_text(Field.CUSTOMER),
            customer_url=customer.url if customer else "",
            assignee=assignee,
            told=told,
            asked_by=asker,
            origin=submission.origin,
            announce=_announce(submission),
            audience=submission.view.memory.audience,
            keep=self._keep(submission, known.people.get(asker), told=told if assignee == asker else ""),
        )

    def _keep(self, submission: Submission, asker: Person | None, *, told: str) -> Keep | None:
        """The note that is wanted, if one is.

        Args:
            told: the e-mail that they have just told of themselves, if they did.
        """
        scope = submission.box(Field.SAVE_NOTE)
        if scope not in set(Scope):
            return None
        author = told or self._assignees.usual_email(asker) or ""
        return Keep(scope=Scope(scope), draft=submission.view.memory.draft, author_email=author)

    def _customer(self, submission: Submission, budget: Budget) -> Callable[[], Customer | None]:
        """Asks ChartMogul for a customer that the directory lacks, while Slack is asked for the people."""
        uuid = submission.option(Field.CUSTOMER)
        if known := self._directory.get(uuid):
            return lambda: known
        until = budget.since + SECONDS
        asked = self._lookups.ask(
            ("customer", uuid),
            lambda left: self._customers.get(uuid, seconds=left),
            until=until,
            lane=Lane.SUBMITTED,
        )

        def named() -> Customer | None:
            try:
                return asked.result(max(0.0, until - self._runtime.monotonic()))
            except (TimeoutError, NotInTime):
                # The option's text names it well enough.
                return None

        return named


def _task(submission: Submission, today: date, email: str, errors: dict[str, str]) -> NewTask | None:
    """The task; None where `errors` has just been told what is wrong with it."""
    fields = {
        "customer_uuid": submission.option(Field.CUSTOMER),
        "task_details": submission.text(Field.DETAILS),
        "assignee": email,
        "due_date": submission.day(Field.DUE_DATE),
    }
    try:
        return NewTask.model_validate(fields, context={"today": today})
    except ValidationError as error:
        for item in error.errors():
            field = field_of(str(item["loc"][0]))
            errors.setdefault(field, sentence_of(field, item["type"], item["msg"]))
        return None


def _linked(task: NewTask, url: str, errors: dict[str, str]) -> NewTask:
    """The task with a link to the message in its details, unless `errors` has just been told why not."""
    if not url:
        return task
    if missing := missing_for_link(task.task_details, url):
        errors[Field.DETAILS] = does_not_fit(missing)
        return task
    return task.model_copy(update={"task_details": with_link(task.task_details, url)})


def sentence_of(field: Field, kind: str, message: str) -> str:
    """What to say at a field, of what pydantic says of its value."""
    if kind != "value_error":
        return {Field.DUE_DATE: "Choose a date.", Field.CUSTOMER: "Choose a customer from the list."}.get(
            field, "Fill this in."
        )
    words = message.removeprefix("Value error, ")
    return f"{words[:1].upper()}{words[1:]}."


def _announce(submission: Submission) -> Announce:
    if submission.conversation or submission.option(Field.ANNOUNCE) == Announce.CHANNEL:
        return Announce.CHANNEL
    return Announce.ME
