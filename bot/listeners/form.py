"""The form at work: customers suggested as one types, and the submission."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import structlog
from pydantic import ValidationError
from slack_bolt import Ack, App

from bot.chartmogul.errors import new_reference
from bot.listeners.choice import advise
from bot.listeners.payloads import Json, Submission, Suggestion
from bot.person import Person
from bot.request import Announce, Request
from bot.resolve.assignee import NotAssignable
from bot.resolve.due_date import today_in
from bot.services import Services
from bot.store.database import DatabaseUnavailable
from bot.store.deliveries import Delivery, Post
from bot.task import NewTask, is_email
from bot.views.assignee import email_question_id
from bot.views.customer_option import customer_option
from bot.views.form import CALLBACK_ID, Field
from bot.views.saved import saved_view

log = structlog.get_logger(__name__)

FIELD_OF = {
    "customer_uuid": Field.CUSTOMER,
    "task_details": Field.DETAILS,
    "assignee": Field.ASSIGNEE,
    "due_date": Field.DUE_DATE,
}
"""The form's field for each of a task's; what concerns no field is shown at the details."""

ERROR_MAX = 500
"""Characters of an error shown under a field."""

ROOM = 0.5
"""Seconds after which a submission is answered before the form is brought up to date: Slack waits 3 s."""

PEOPLE_SECONDS = 1.5
"""How long a submission waits for Slack to say who its people are."""


class WrongInput(Exception):
    """What is wrong, by field of the form."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def register(app: App, services: Services) -> None:
    """Listen to typing in the customer field, and to the submission."""

    @app.options(str(Field.CUSTOMER))
    def typed(ack: Ack, body: Json) -> None:
        suggestion = Suggestion.model_validate(body)
        memory = suggestion.memory
        lately = services.channels.recent_for(memory.origin.channel_id, suggestion.user.id)
        found = services.customers.suggest(suggestion.value, prefer=[*memory.likely, *lately])
        ack(options=[customer_option(customer) for customer in found])

    @app.view(CALLBACK_ID)
    def submitted(ack: Ack, body: Json) -> None:
        since = time.monotonic()
        submission = Submission.model_validate(body)
        try:
            request = read(submission, services)
            stored = services.courier.submit(request, submission.view.id)
        except WrongInput as error:
            ack(response_action="errors", errors=error.errors)
            return
        except DatabaseUnavailable:
            ack(response_action="errors", errors={Field.DETAILS: _not_stored()})
            return
        try:
            outcome = services.courier.outcome(stored, since=since)
            if outcome.post is Post.REFUSED:
                services.deliveries.refusal_shown(outcome.id)
        except DatabaseUnavailable:
            # It is stored, and will be delivered when the database is back.
            ack(response_action="update", view=saved_view())
            return
        if outcome.post is not Post.REFUSED:
            _remember(services, submission)
        elif outcome.field == "assignee":
            _forget_email(services, request.task.assignee)
            asks = submission.shows(email_question_id(request.assignee))
            if not asks and time.monotonic() - since < ROOM:
                advise(services, submission, body["view"], refused=True)
        ack(**_answer(outcome))


def _remember(services: Services, submission: Submission) -> None:
    """Have this customer head the list the next time, and an e-mail that was told serve from now on."""
    asker, assignee = submission.user.id, submission.person(Field.ASSIGNEE)
    customer, told = submission.option(Field.CUSTOMER), submission.text(email_question_id(assignee))
    try:
        services.channels.record_use(submission.origin.channel_id, asker, customer)
        if told:
            services.people.set_alias(assignee, told, by=asker)
    except DatabaseUnavailable:
        # The task is stored, and that is what counts.
        log.warning("form.choices_not_remembered")


def _forget_email(services: Services, email: str) -> None:
    """Ask for another e-mail, now and the next time."""
    try:
        services.directory.forget_email(email)
    except DatabaseUnavailable:
        # The refusal is shown all the same.
        log.warning("form.email_not_forgotten")


def _answer(outcome: Delivery) -> Json:
    """What the form does when this is all that is known by now."""
    match outcome.post:
        case Post.CREATED:
            return {"response_action": "clear"}
        case Post.REFUSED:
            field = FIELD_OF.get(outcome.field, Field.DETAILS)
            reason = _with_reference(outcome.reason, outcome.reference)
            return {"response_action": "errors", "errors": {field: reason}}
        case _:
            return {"response_action": "update", "view": saved_view()}


def read(submission: Submission, services: Services) -> Request:
    """What the form asks for.

    Raises:
        WrongInput: some fields need correcting.
        DatabaseUnavailable: the store is away.
    """
    errors: dict[str, str] = {}
    asker, assignee = submission.user.id, submission.person(Field.ASSIGNEE)
    people = services.whereabouts.gather([asker, assignee], seconds=PEOPLE_SECONDS).people
    told, email = submission.text(email_question_id(assignee)), ""
    try:
        email = services.assignees.email_of(people.get(assignee), told=told) if assignee else ""
    except NotAssignable as error:
        errors[Field.ASSIGNEE] = str(error)
    if told and not is_email(told):
        errors[email_question_id(assignee)] = "This is not an e-mail address."
    task = _task(submission, people.get(asker), email, errors)
    if errors or task is None:
        raise WrongInput(errors)
    customer = services.customers.get(task.customer_uuid)
    return Request(
        task=task,
        customer_name=customer.label if customer else submission.option_text(Field.CUSTOMER),
        customer_url=customer.url if customer else "",
        assignee=assignee,
        asked_by=asker,
        origin=submission.origin,
        announce=_announce(submission),
    )


def _task(submission: Submission, asker: Person | None, email: str, errors: dict[str, str]) -> NewTask | None:
    today = today_in(asker.zone if asker else UTC, datetime.now(UTC))
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
            field = FIELD_OF.get(str(item["loc"][0]), Field.DETAILS)
            errors.setdefault(field, _sentence(field, item["type"], item["msg"]))
        return None


def _sentence(field: Field, kind: str, message: str) -> str:
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


def _with_reference(reason: str, reference: str) -> str:
    return f"{reason[:ERROR_MAX]} (reference {reference})"


def _not_stored() -> str:
    reference = new_reference()
    log.error("form.not_stored", reference=reference)
    return _with_reference(
        "This could not be saved just now, so nothing was created. Your input is still here: "
        "try again in a minute.",
        reference,
    )
