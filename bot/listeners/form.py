"""The form at work: customers suggested as one types, and the submission."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date
from typing import TypeVar

import structlog
from pydantic import ValidationError
from slack_bolt import Ack, App, BoltContext

from bot.chartmogul.customer import Customer
from bot.chartmogul.errors import new_reference
from bot.listeners.choice import advise
from bot.listeners.gate import BUDGET
from bot.outbox.delivery import Delivery, Post
from bot.request import Announce, Request
from bot.resolve.assignee import NotAssignable
from bot.resolve.due_date import today_in
from bot.resolve.gone_customer import Gone
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Json, Submission, Suggestion
from bot.store.database import DatabaseUnavailable
from bot.task import NewTask, is_email
from bot.views.assignee import email_question_id
from bot.views.customer_option import customer_options
from bot.views.form import CALLBACK_ID, Field, preferring
from bot.views.saved import saved_view
from bot.workspace.lookups import Lane, NotInTime

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

PEOPLE_SECONDS = 1.5
"""Seconds from its arrival in which a submission waits for who its people and its customer are."""

STORING_TAKES_LONG = (
    "My database is slow just now, so I cannot say yet whether this is saved. Press Create task again in a "
    "moment: it becomes one task all the same."
)


Done = TypeVar("Done")


class WrongInput(Exception):
    """What is wrong, by field of the form."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


def register(app: App, services: Services) -> None:
    """Listen to typing in the customer field, and to the submission."""

    @app.options(str(Field.CUSTOMER))
    def typed(ack: Ack, body: Json, context: BoltContext) -> None:
        suggestion, budget = Suggestion.model_validate(body), context[BUDGET]
        memory = suggestion.memory
        lately = services.channels.recent_for(memory.origin.channel_id, suggestion.user.id)
        # Each once, at its best place.
        prefer = list(dict.fromkeys([*memory.likely, *lately]))
        found = services.customers.suggest(suggestion.value, prefer=prefer, seconds=budget.left())
        ack(options=customer_options(found))

    @app.view(CALLBACK_ID)
    def submitted(ack: Ack, body: Json, context: BoltContext) -> None:
        submission, budget = Submission.model_validate(body), context[BUDGET]
        try:
            request = read(submission, services, budget)
            stored = _in_time(services, budget, lambda: services.courier.submit(request, submission.view.id))
        except WrongInput as error:
            ack(response_action="errors", errors=error.errors)
            return
        except DatabaseUnavailable:
            ack(response_action="errors", errors={Field.DETAILS: _not_stored()})
            return
        except NotInTime:
            ack(response_action="errors", errors={Field.DETAILS: STORING_TAKES_LONG})
            return
        try:
            outcome = _in_time(services, budget, lambda: services.courier.outcome(stored, since=budget.since))
            if outcome.post is Post.REFUSED:
                _aside(services, budget, lambda: services.deliveries.refusal_shown(outcome.id))
        except (DatabaseUnavailable, NotInTime):
            # It is stored, and will be delivered when the database is back.
            ack(response_action="update", view=saved_view())
            return
        if outcome.post is not Post.REFUSED:
            _aside(services, budget, lambda: _remember(services, submission))
        elif outcome.field == "assignee":
            _aside(services, budget, lambda: services.directory.forget_email(request.task.assignee))
            if not submission.shows(email_question_id(request.assignee)) and not budget.spent():
                advise(services, submission, body["view"], budget=budget, refused=True)
        gone = None
        if outcome.post is Post.REFUSED and outcome.field == "customer_uuid":
            gone = _gone(services, submission, body["view"], request=request, budget=budget)
        ack(**_answer(outcome, gone))


def _in_time(services: Services, budget: Budget, work: Callable[[], Done]) -> Done:
    """What comes of work with the database, which may be locked for as long as Slack waits altogether.

    Raises:
        DatabaseUnavailable: the store is away.
        NotInTime: it is not done yet. It may still be.
    """
    return services.lookups.run(work, seconds=budget.left())


def _aside(services: Services, budget: Budget, work: Callable[[], object]) -> None:
    """Work without which the answer is as good, and which is done all the same where it takes longer."""
    try:
        _in_time(services, budget, work)
    except (DatabaseUnavailable, NotInTime):
        log.warning("form.choices_not_remembered")


def _remember(services: Services, submission: Submission) -> None:
    """Have this customer head the list the next time, and what people told of themselves serve from now on.

    What somebody tells of somebody else serves that one task.
    """
    asker, customer = submission.user.id, submission.option(Field.CUSTOMER)
    told = submission.text(email_question_id(asker))
    services.channels.record_use(submission.origin.channel_id, asker, customer)
    if told and submission.person(Field.ASSIGNEE) == asker:
        services.people.set_own_email(asker, told)


def _gone(
    services: Services, submission: Submission, shown: Json, *, request: Request, budget: Budget
) -> Gone | None:
    """What became of the customer that was refused; its successor heads the form's list from now on."""
    uuid, name = request.task.customer_uuid, request.customer_name
    try:
        gone = _in_time(
            services, budget, lambda: services.gone.look_again(uuid, name=name, seconds=budget.left())
        )
        if gone and gone.successor and not budget.spent():
            opened = OpenedView(submission.view.id, submission.view.hash)
            services.slack.update_view(opened, preferring(shown, gone.successor.uuid), timeout=budget.left())
    except (DatabaseUnavailable, SlackError) as error:
        log.info("form.gone_customer_not_settled", reason=str(error))
        return None
    return gone


def _answer(outcome: Delivery, gone: Gone | None = None) -> Json:
    """What the form does when this is all that is known by now."""
    match outcome.post:
        case Post.CREATED:
            return {"response_action": "clear"}
        case Post.REFUSED:
            field = FIELD_OF.get(outcome.field, Field.DETAILS)
            reason = _with_reference(gone.explanation if gone else outcome.reason, outcome.reference)
            return {"response_action": "errors", "errors": {field: reason}}
        case _:
            return {"response_action": "update", "view": saved_view()}


def read(submission: Submission, services: Services, budget: Budget) -> Request:
    """What the form asks for.

    Raises:
        WrongInput: some fields need correcting.
        DatabaseUnavailable: the store is away.
    """
    errors: dict[str, str] = {}
    asker, assignee = submission.user.id, submission.person(Field.ASSIGNEE)
    named = _customer(submission, services, budget)
    known = services.whereabouts.gather(
        [asker, assignee], seconds=budget.left(PEOPLE_SECONDS), lane=Lane.SUBMITTED
    )
    told, email = submission.text(email_question_id(assignee)), ""
    try:
        if assignee:
            email = services.assignees.email_of(known.people.get(assignee), known.home, told=told)
    except NotAssignable as error:
        errors[Field.ASSIGNEE] = str(error)
    if told and not is_email(told):
        errors[email_question_id(assignee)] = "This is not an e-mail address."
    who = known.people.get(asker)
    today = today_in(who.zone if who else UTC, services.runtime.now())
    task = _task(submission, today, email, errors)
    if errors or task is None:
        raise WrongInput(errors)
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
    )


def _customer(submission: Submission, services: Services, budget: Budget) -> Callable[[], Customer | None]:
    """Asks ChartMogul for a customer that the directory lacks, while Slack is asked for the people."""
    uuid = submission.option(Field.CUSTOMER)
    if known := services.directory.get(uuid):
        return lambda: known
    until = budget.since + PEOPLE_SECONDS
    asked = services.lookups.ask(
        ("customer", uuid),
        lambda left: services.customers.get(uuid, seconds=left),
        until=until,
        lane=Lane.SUBMITTED,
    )

    def named() -> Customer | None:
        try:
            return asked.result(max(0.0, until - services.runtime.monotonic()))
        except (TimeoutError, NotInTime):
            # The option's text names it well enough.
            return None

    return named


def _task(submission: Submission, today: date, email: str, errors: dict[str, str]) -> NewTask | None:
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
