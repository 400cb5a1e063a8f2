"""The buttons of the message that asks a person to look in ChartMogul."""

from __future__ import annotations

from typing import Protocol

import structlog
from slack_bolt import Ack, App, BoltContext

from bot.listeners.gate import BUDGET
from bot.resolve.doubt import Decision
from bot.resolve.own_task import NotOnRecord
from bot.services import Services
from bot.slack.budget import Budget
from bot.slack.click import Click
from bot.slack.errors import SlackError
from bot.slack.payloads import Json
from bot.views.uncreated import FORGOTTEN
from bot.views.unsure import DECIDED, IS_THERE, NOTED, SEND_AGAIN, SENDING_AGAIN, decided_message

log = structlog.get_logger(__name__)


class Decide(Protocol):
    """What a button stands for."""

    def __call__(self, delivery_id: str, *, by: str) -> Decision | None:
        """What was decided; None where it is not for this person to decide."""


def register(app: App, services: Services) -> None:
    """Listen to both buttons."""

    @app.action(SEND_AGAIN)
    def again(ack: Ack, body: Json, context: BoltContext) -> None:
        _decided(
            services, Click.model_validate(body), services.doubts.send_again, SENDING_AGAIN, context[BUDGET]
        )
        ack()

    @app.action(IS_THERE)
    def there(ack: Ack, body: Json, context: BoltContext) -> None:
        _decided(services, Click.model_validate(body), services.doubts.is_there, NOTED, context[BUDGET])
        ack()


def _decided(services: Services, click: Click, decide: Decide, said: str, budget: Budget) -> None:
    """Do it, and say what comes of it where somebody clicked."""
    try:
        decision = decide(click.value, by=click.user.id)
    except NotOnRecord:
        # What was typed stays to be read.
        _answer(services, click, {"text": FORGOTTEN}, replace=False, budget=budget)
    else:
        if decision:
            message = decided_message(DECIDED if decision.is_late else said, decision.details)
            _answer(services, click, message, replace=True, budget=budget)


def _answer(services: Services, click: Click, message: Json, *, replace: bool, budget: Budget) -> None:
    try:
        services.slack.respond(
            click.response_url, message, in_channel=False, replace=replace, timeout=budget.left()
        )
    except SlackError as error:
        # What was decided shows anyway: by the summary, or by nothing more.
        log.info("unsure.not_answered", code=error.code)
