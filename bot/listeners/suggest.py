"""Customers suggested as one types."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.services import Services
from bot.slack.payloads import Json, Suggestion
from bot.views.customer_option import CUSTOMER, customer_options
from bot.views.home import CHOOSE_CUSTOMER


def register(app: App, services: Services) -> None:
    """Listen to typing in the customer field, whichever form it is in, or the App Home."""

    def typed(ack: Ack, body: Json, context: BoltContext) -> None:
        suggestion = Suggestion.model_validate(body)
        found = services.customers.suggest(suggestion, seconds=context[BUDGET].left())
        ack(options=customer_options(found))

    for field in (CUSTOMER, CHOOSE_CUSTOMER):
        app.options(field)(typed)
