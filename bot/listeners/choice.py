"""What the form says anew when a customer or an assignee is chosen in it."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.advising import advice_on, owner_of
from bot.listeners.gate import BUDGET
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Choice, InForm, Json
from bot.store.database import DatabaseUnavailable
from bot.views.assignee import Advice
from bot.views.form import Field, with_advice

log = structlog.get_logger(__name__)

SECONDS = 0.8
"""For asking Slack who the assignee and the customer's owner are, of the seconds that are left."""


def register(app: App, services: Services) -> None:
    """Listen to the two choices that others depend on."""

    def chosen(ack: Ack, body: Json, context: BoltContext) -> None:
        choice, budget = Choice.model_validate(body), context[BUDGET]
        advise(services, choice, body["view"], budget=budget, keep_hint=choice.field != Field.CUSTOMER)
        ack()

    for field in (Field.CUSTOMER, Field.ASSIGNEE):
        app.action(str(field))(chosen)


def advise(
    services: Services,
    filled: InForm,
    shown: Json,
    *,
    budget: Budget,
    keep_hint: bool = True,
    refused: bool = False,
) -> None:
    """Bring the lines below the assignee up to date; the form does as well without them.

    Args:
        shown: the form as Slack has it.
        budget: of the request that is answered.
        keep_hint: whether the line below the customer still holds.
        refused: whether ChartMogul has just refused this assignee.
    """
    try:
        asking = budget.part(SECONDS)
        advice = _advice(services, filled, asking, refused=refused)
        revised = with_advice(shown, advice, keep_hint=keep_hint)
        if revised is not None:
            view = OpenedView(filled.view.id, filled.view.hash)
            services.slack.update_view(view, revised, timeout=budget.left())
    except (SlackError, DatabaseUnavailable) as error:
        log.info("form.advice_not_shown", reason=str(error))


def _advice(services: Services, filled: InForm, budget: Budget, *, refused: bool) -> Advice:
    people = services.whereabouts.gather([filled.person(Field.ASSIGNEE)], seconds=budget.left()).people
    customer = services.directory.get(filled.option(Field.CUSTOMER))
    return advice_on(
        services,
        customer=customer,
        owner=owner_of(services, customer, seconds=budget.left()),
        assignee=people.get(filled.person(Field.ASSIGNEE)),
        asker=filled.user.id,
        suggested=filled.view.memory.owner,
        refused=refused,
    )
