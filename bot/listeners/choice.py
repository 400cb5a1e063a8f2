"""What the form says anew when a customer or an assignee is chosen in it."""

from __future__ import annotations

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.services import Services
from bot.slack.answers import OpenedView
from bot.slack.errors import SlackError
from bot.slack.payloads import Choice, Json
from bot.store.database import DatabaseUnavailable
from bot.views.form import Field
from bot.views.revised_form import with_advice

log = structlog.get_logger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the two choices that others depend on."""

    def chosen(ack: Ack, body: Json, context: BoltContext) -> None:
        choice, budget = Choice.model_validate(body), context[BUDGET]
        try:
            revision = services.choices.made(choice, budget)
            revised = with_advice(body["view"], revision.advice, below=revision.below_customer)
            if revised is not None:
                opened = OpenedView(choice.view.id, choice.view.hash)
                services.slack.update_view(opened, revised, timeout=budget.left())
        except (SlackError, DatabaseUnavailable) as error:
            # The form does as well without.
            log.info("form.advice_not_shown", reason=str(error))
        ack()

    for field in (Field.CUSTOMER, Field.ASSIGNEE):
        app.action(str(field))(chosen)
