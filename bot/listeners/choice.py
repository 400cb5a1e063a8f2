"""What the form says anew when something is chosen in it."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.budget import Budget
from bot.slack.errors import SlackError
from bot.slack.payloads import Choice, Json
from bot.store.database import DatabaseUnavailable
from bot.views.form import Field
from bot.views.revised_form import with_advice, without_due_reason

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the choices that lines of the form depend on."""

    def chosen(ack: Ack, body: Json, context: BoltContext) -> None:
        choice, budget = Choice.model_validate(body), context[BUDGET]
        try:
            revised = _revised(services, choice, body["view"], budget)
            if revised is not None:
                opened = OpenedView(choice.view.id, choice.view.hash)
                services.slack.update_view(opened, revised, timeout=budget.left())
        except (SlackError, DatabaseUnavailable) as error:
            # The form does as well without.
            log.info("form.advice_not_shown", reason=str(error))
        ack()

    for field in (Field.CUSTOMER, Field.ASSIGNEE, Field.DUE_DATE):
        app.action(str(field))(chosen)


def _revised(services: Services, choice: Choice, shown: Json, budget: Budget) -> Json | None:
    """The form to update it with; None where nothing changes."""
    if choice.field == Field.DUE_DATE:
        return without_due_reason(shown)
    revision = services.choices.made(choice, budget)
    return with_advice(shown, revision.advice, below=revision.below_customer)
